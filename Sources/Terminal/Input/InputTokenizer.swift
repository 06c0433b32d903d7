/// Takes the bytes of a terminal apart into plain bytes, key sequences and pastes.
///
/// A state machine for what xterm and its kin, rxvt, the Linux console and the VT family send
/// (ECMA-48 §5.4 for the form). It holds no plain byte back, so a secret leaves no copy in it.
struct InputTokenizer {
  /// A part of the input.
  enum Token: Equatable {
    /// A byte outside every sequence.
    case byte(UInt8)
    /// Escape, alone.
    case escape
    /// `ESC [`, parameters, final byte.
    case control(parameters: [UInt8], final: UInt8)
    /// `ESC O` and a letter.
    case shifted(UInt8)
    /// The Linux console's `ESC [ [` and a letter.
    case linux(UInt8)
    case pasteBegan
    /// A byte of a paste.
    case pasted(UInt8)
    case pasteEnded
  }

  private enum State {
    case ground
    case escape
    case control([UInt8])
    case shifted
    case linux
    // How much of the end mark has come.
    case paste(Int)
  }

  private static let pasteEnd = Array("\u{1b}[201~".utf8)
  private static let longestParameters = 64
  private var state = State.ground

  /// Whether what has come so far is a whole key by itself, or the beginning of another one.
  var isWaiting: Bool {
    switch state {
    case .escape, .shifted, .control([]): true
    case .ground, .control, .linux, .paste: false
    }
  }

  /// Takes the next byte.
  mutating func feed(_ byte: UInt8, _ emit: (Token) -> Void) {
    switch state {
    case .ground:
      if byte == 0x1b { state = .escape } else { emit(.byte(byte)) }
    case .escape:
      switch byte {
      case UInt8(ascii: "["): state = .control([])
      case UInt8(ascii: "O"): state = .shifted
      case 0x1b: emit(.escape)
      default: restart(with: byte, after: [.escape], emit)
      }
    case .control(let parameters): feed(byte, parameters, emit)
    case .shifted:
      state = .ground
      if (0x40...0x7e).contains(byte) {
        emit(.shifted(byte))
      } else {
        restart(with: byte, after: [.escape, .byte(UInt8(ascii: "O"))], emit)
      }
    case .linux:
      state = .ground
      emit(.linux(byte))
    case .paste(let matched): feed(byte, matched, emit)
    }
  }

  /// Says that no more bytes came within the time in which a terminal sends a whole sequence.
  mutating func timeOut(_ emit: (Token) -> Void) {
    guard isWaiting else { return }
    emit(.escape)
    if case .control = state { emit(.byte(UInt8(ascii: "["))) }
    if case .shifted = state { emit(.byte(UInt8(ascii: "O"))) }
    state = .ground
  }

  private mutating func restart(
    with byte: UInt8, after tokens: [Token], _ emit: (Token) -> Void
  ) {
    tokens.forEach(emit)
    state = .ground
    feed(byte, emit)
  }

  private mutating func feed(_ byte: UInt8, _ parameters: [UInt8], _ emit: (Token) -> Void) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: state = .linux
    case 0x20..<0x40:
      // What is longer than any key is skipped to its end, not taken for typed text.
      let isLong = parameters.count >= InputTokenizer.longestParameters
      state = .control(isLong ? parameters : parameters + [byte])
    case 0x40...0x7e where parameters.count >= InputTokenizer.longestParameters: state = .ground
    case 0x40...0x7e:
      state = .ground
      switch (parameters, byte) {
      case (Array("200".utf8), UInt8(ascii: "~")):
        state = .paste(0)
        emit(.pasteBegan)
      case (Array("201".utf8), UInt8(ascii: "~")): break
      default: emit(.control(parameters: parameters, final: byte))
      }
    default: restart(with: byte, after: [], emit)
    }
  }

  private mutating func feed(_ byte: UInt8, _ matched: Int, _ emit: (Token) -> Void) {
    let end = InputTokenizer.pasteEnd
    if byte == end[matched] {
      state = .paste(matched + 1)
      guard matched + 1 == end.count else { return }
      state = .ground
      emit(.pasteEnded)
      return
    }
    for held in end.prefix(matched) { emit(.pasted(held)) }
    state = .paste(byte == end[0] ? 1 : 0)
    if byte != end[0] { emit(.pasted(byte)) }
  }
}
