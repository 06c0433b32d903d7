/// The signals that the program reads instead of being interrupted by them.
package enum Signal: Sendable, Equatable, CaseIterable {
  /// The terminal or the connection to it is gone.
  case hangUp
  /// The interrupt key, usually Ctrl-C.
  case interrupt
  /// A polite request to end.
  case terminate
  /// The quit key, usually Ctrl-\.
  case quit
  /// The suspend key, usually Ctrl-Z.
  case suspend
  /// The process goes on after a stop.
  case resume
  /// The window has another size.
  case resize

  /// The kernel's number.
  package var number: Int32 {
    switch self {
    case .hangUp: 1
    case .interrupt: 2
    case .quit: 3
    case .terminate: 15
    case .resume: 18
    case .suspend: 20
    case .resize: 28
    }
  }

  /// What a shell reports for a program that ended on this signal.
  package var exitCode: Int32 { 128 + number }

  /// The signal of that number, if it is one of these.
  package init?(number: Int32) {
    guard let match = Signal.allCases.first(where: { $0.number == number }) else { return nil }
    self = match
  }
}
