import Core

/// Takes out of foreign text what could be a token or a secret, before it is kept or handed on.
package enum Redaction {
  /// A run of token characters at least this long is taken for a token: ids, fingerprints and the
  /// server's name in Exchange's greeting are shorter, tokens and authorization codes longer.
  static let longestWord = 160

  private static let secretNames = [
    "access_token", "refresh_token", "id_token", "client_secret", "client_assertion",
    "device_code", "code_verifier", "password", "passwd", "bearer",
  ]

  /// The text with every value of a secret's name, and every long run of token characters, in
  /// the form `<redacted n bytes>`.
  package static func text(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    var name: [UInt8] = []
    while at < bytes.count {
      guard isWord(bytes[at]) else {
        // What stands between a name and its value keeps the name in mind.
        if !isBetween(bytes[at]) { name = [] }
        out.append(bytes[at])
        at += 1
        continue
      }
      let end = bytes[at...].firstIndex { !isWord($0) } ?? bytes.count
      let run = bytes[at..<end]
      if run.count >= longestWord || (isSecret(name) && !isPlain(run)) {
        out += Array("<redacted \(run.count) bytes>".utf8)
        name = []
      } else {
        out += run
        name = run.map { (65...90).contains($0) ? $0 + 32 : $0 }
      }
      at = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The beginning of a text on one line, for showing where an error was read from.
  static func excerpt(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let clean = Redaction.text(line)
    return clean.count > 200 ? String(clean.prefix(200)) + "…" : clean
  }

  // Base64, base64url, and what Microsoft puts into secrets and codes.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"),
      UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: " "), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  private static func isSecret(_ name: [UInt8]) -> Bool {
    secretNames.contains { Array($0.utf8) == name }
  }

  // A word of a sentence ("the password has expired"), or a number.
  private static func isPlain(_ run: ArraySlice<UInt8>) -> Bool {
    run.count < 16
      && (run.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: ".") }
        || run.allSatisfy { (48...57).contains($0) })
  }
}
