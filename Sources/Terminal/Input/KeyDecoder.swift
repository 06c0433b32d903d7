internal import Canvas

/// Makes keys of the tokens of terminal input, and gives text to a secret entry where there is one.
struct KeyDecoder {
  /// What has become of a token.
  enum Outcome: Equatable {
    case input(TerminalInput)
    /// It went into the secret entry.
    case edited
    case nothing
    /// It is a key, which the caller did not want yet.
    case held
  }

  private enum Paste {
    case text([UInt8])
    case secret
    case none
  }

  /// Bytes of a paste that are kept at most; what follows is dropped.
  static let longestPaste = 65_536
  /// Two clicks on a cell within so many milliseconds are a double click.
  static let doubleClick = 400

  private var scalar: [UInt8] = []
  private var paste = Paste.none
  private var lastPress: (event: MouseEvent, at: Int)?

  /// Takes a token.
  ///
  /// - Parameters:
  ///   - token: The next one.
  ///   - secret: The entry that text goes into; nil where text is no secret.
  ///   - now: Milliseconds since any moment.
  ///   - canReport: Whether a key may be the outcome now.
  /// - Returns: What has become of it.
  mutating func take(
    _ token: InputTokenizer.Token, secret: SecretEntry?, at now: Int, canReport: Bool
  ) -> Outcome {
    switch token {
    case .pasteBegan: paste = secret == nil ? .text([]) : .secret
    case .pasted(let byte): return pasted(byte, secret)
    case .byte(let byte):
      if let secret, KeyDecoder.isSecret(byte) {
        _ = secret.feed(CollectionOfOne(byte))
        return .edited
      }
      guard canReport else { return .held }
      if let key = typed(byte) { return .input(.key(key)) }
    case .pasteEnded:
      guard case .text(let bytes) = paste else { break }
      guard canReport else { return .held }
      paste = .none
      return .input(.key(.paste(PastedText.plain(bytes))))
    case .control(let parameters, let final) where parameters.first == UInt8(ascii: "<"):
      guard canReport else { return .held }
      if let event = mouse(parameters.dropFirst(), final, at: now) {
        return .input(.key(.mouse(event)))
      }
    case .escape, .control, .shifted, .linux:
      guard canReport else { return .held }
      if let key = KeySequence.key(token) { return .input(.key(key)) }
    }
    return .nothing
  }

  /// Text, Backspace and Ctrl-U; all else is a key in a secret field too.
  private static func isSecret(_ byte: UInt8) -> Bool {
    byte >= 0x20 || byte == 0x08 || byte == 0x15
  }

  private mutating func pasted(_ byte: UInt8, _ secret: SecretEntry?) -> Outcome {
    switch paste {
    case .text(var bytes):
      // Taken out first, or every byte would copy all before.
      paste = .none
      if bytes.count < KeyDecoder.longestPaste { bytes.append(byte) }
      paste = .text(bytes)
      return .nothing
    case .secret:
      // A line end is no part of a secret, and submits nothing.
      guard let secret, byte >= 0x20, byte != 0x7f else { return .nothing }
      _ = secret.feed(CollectionOfOne(byte))
      return .edited
    case .none: return .nothing
    }
  }

  /// Controls are keys, other bytes parts of scalars in UTF-8; what is neither counts for nothing.
  private mutating func typed(_ byte: UInt8) -> Key? {
    if byte < 0x80 {
      scalar = []
      return KeySequence.key(ascii: byte)
    }
    if byte >= 0xc0 { scalar = [] }
    scalar.append(byte)
    guard let text = String(validating: scalar, as: UTF8.self) else {
      if scalar.count >= 4 || scalar[0] < 0xc0 { scalar = [] }
      return nil
    }
    scalar = []
    guard let character = text.first, let first = text.unicodeScalars.first,
      first.properties.generalCategory != .control
    else { return nil }
    return .character(character)
  }

  /// SGR mouse reports: button, column and row from 1, `M` for down.
  private mutating func mouse(
    _ parameters: ArraySlice<UInt8>, _ final: UInt8, at now: Int
  ) -> MouseEvent? {
    let numbers = parameters.split(separator: UInt8(ascii: ";")).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? -1
    }
    guard final == UInt8(ascii: "M"), numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else {
      return nil
    }
    func event(_ kind: MouseEvent.Kind) -> MouseEvent {
      MouseEvent(kind, row: numbers[2] - 1, column: numbers[1] - 1)
    }
    switch numbers[0] {
    case 0:
      let press = event(.press)
      if let last = lastPress, last.event == press, now - last.at <= KeyDecoder.doubleClick {
        lastPress = nil
        return event(.doublePress)
      }
      lastPress = (press, now)
      return press
    case 64: return event(.wheelUp)
    case 65: return event(.wheelDown)
    default: return nil
    }
  }
}
