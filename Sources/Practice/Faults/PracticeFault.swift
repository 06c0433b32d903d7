/// An order for the practice tenant to misbehave: which way, how often, and for whom.
package struct PracticeFault: Hashable, Sendable, CustomStringConvertible {
  let kind: FaultKind

  /// How often the fault shows itself; nil for as long as it is set.
  package var times: Int?

  /// The mailboxes it is limited to, by name or address; empty for everybody.
  ///
  /// A limited fault shows itself only where the server knows whom it serves: after a person has
  /// signed in, for a refresh token, or once the mail server has been told the user name.
  package var mailboxes: [String]

  /// The name of the fault, such as `stall-greeting`.
  package var name: String { kind.name }

  /// The order as it can be parsed again.
  package var description: String {
    let times = times == kind.usualTimes ? "" : times.map { ":\($0)" } ?? ""
    return name + times + (mailboxes.isEmpty ? "" : "=" + mailboxes.joined(separator: ","))
  }

  init(_ kind: FaultKind, mailboxes: [String] = []) {
    self.kind = kind
    times = kind.usualTimes
    self.mailboxes = mailboxes
  }

  /// Reads `NAME`, `NAME:TIMES`, `NAME=MAILBOX,…` or `NAME:TIMES=MAILBOX,…`.
  ///
  /// - Parameter text: the order.
  /// - Throws: `PracticeError.unknownFault` with the text when it is none of these.
  package init(parsing text: String) throws(PracticeError) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let head = halves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = FaultKind(name: String(head[0])) else { throw .unknownFault(text) }
    self.init(kind)
    if head.count == 2 {
      guard let times = Int(head[1]), times > 0 else { throw .unknownFault(text) }
      self.times = times
    }
    if halves.count == 2 {
      mailboxes = halves[1].split(separator: ",").map(String.init)
      guard !mailboxes.isEmpty else { throw .unknownFault(text) }
    }
  }

  /// Every fault by name, with one line each that says what it does.
  package static let all: [(name: String, summary: String)] = FaultKind.all.map {
    ($0.name, $0.summary)
  }
}
