/// What a client secret looks like, told without showing any of it.
package enum SecretShape: Equatable, Hashable, Sendable {
  /// Nothing was typed.
  case empty
  /// A GUID: the portal's Secret ID in place of its Value (E1).
  case secretID
  /// The masked value that the portal shows later on (E2).
  case masked
  /// A sample's placeholder: `<your secret>`, `{{secret}}`.
  case placeholder
  /// The same as the client id.
  case clientID
  /// The same as the tenant id.
  case tenantID
  /// Hidden characters, by name and place (E3).
  case hidden([UnsafeText.Hit])
  /// A space within.
  case space
  /// Bytes that are not printable ASCII.
  case unprintable
  /// Fewer than 16 or more than 64 characters.
  case length(Int)
  /// A character that newer secrets do not have.
  case oldAlphabet

  /// The shapes that a secret has; none for one that looks as it should.
  ///
  /// - Parameters:
  ///   - secret: The secret as it was typed or read.
  ///   - clientID: The client id beside it; empty when not known.
  ///   - tenantID: The tenant id beside it; empty when not known.
  /// - Returns: The shapes, the most telling first.
  package static func shapes(
    of secret: Secret, clientID: String = "", tenantID: String = ""
  ) -> [SecretShape] {
    shapes(of: secret.bytes, clientID: clientID, tenantID: tenantID)
  }

  static func shapes(of bytes: [UInt8], clientID: String, tenantID: String) -> [SecretShape] {
    let text = String(decoding: bytes, as: UTF8.self)
    let clean = UnsafeText.cleaned(text)
    if clean.isEmpty { return [.empty] }
    var shapes: [SecretShape] = []
    if !clientID.isEmpty, EqualityRules.same(clean, clientID) {
      shapes.append(.clientID)
    } else if !tenantID.isEmpty, EqualityRules.same(clean, tenantID) {
      shapes.append(.tenantID)
    } else if clean.contains("-"), GUID(pasted: clean) != nil {
      // 32 hexadecimal digits with no dash may be a real Value.
      shapes.append(.secretID)
    } else if isMasked(clean) {
      shapes.append(.masked)
    } else if clean.hasPrefix("<") || clean.hasPrefix("{{") || clean.hasPrefix("${") {
      shapes.append(.placeholder)
    }
    let hits = UnsafeText.hits(in: text)
    if !hits.isEmpty { shapes.append(.hidden(hits)) }
    if !shapes.isEmpty && !shapes.allSatisfy(\.isHidden) { return shapes }
    if clean.utf8.contains(32) { shapes.append(.space) }
    if !clean.utf8.allSatisfy({ (32...126).contains($0) }) { shapes.append(.unprintable) }
    if !(16...64).contains(clean.count) { shapes.append(.length(clean.count)) }
    if shapes.isEmpty, !clean.utf8.allSatisfy(isUnreserved) { shapes.append(.oldAlphabet) }
    return shapes
  }

  /// Whether a text that stands for something else, an id say, is a client secret by its looks.
  ///
  /// True for 30 to 64 characters that have Microsoft's `~`, or that mix both cases, digits and
  /// punctuation as chance does. False for GUIDs, domains, addresses, and words that people join.
  package static func looksLikeSecret(_ text: String) -> Bool {
    let clean = UnsafeText.cleaned(text)
    let bytes = Array(clean.utf8)
    guard (30...64).contains(bytes.count), bytes.allSatisfy({ (33...126).contains($0) }),
      GUID(pasted: clean) == nil, MailDomain(clean) == nil || clean.contains("_"),
      !clean.contains("://"), !clean.lowercased().hasPrefix("urn:")
    else { return false }
    if bytes.contains(UInt8(ascii: "~")), bytes.allSatisfy(isUnreserved) { return true }
    let kinds = bytes.map(Kind.init)
    guard Set(kinds).count == Kind.allCases.count else { return false }
    // In words and numbers that people join, neighbours are mostly of one kind, but for a word's
    // first letter.
    let changes = zip(kinds, kinds.dropFirst()).count { $0 != $1 && ($0, $1) != (.upper, .lower) }
    return changes * 3 >= bytes.count
  }

  private enum Kind: CaseIterable {
    case upper, lower, digit, punctuation

    init(_ byte: UInt8) {
      self =
        switch byte {
        case 48...57: .digit
        case 65...90: .upper
        case 97...122: .lower
        default: .punctuation
        }
    }
  }

  private var isHidden: Bool {
    if case .hidden = self { return true }
    return false
  }

  private static func isMasked(_ text: String) -> Bool {
    if text.lowercased() == "hidden" { return true }
    let marks: Set<Character> = ["*", "\u{2022}", "\u{25CF}", "\u{00B7}", "\u{2026}"]
    let masked = text.reversed().prefix { marks.contains($0) }.count
    return masked >= 3 && text.count - masked <= 4
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95, 126: true
    default: false
    }
  }
}
