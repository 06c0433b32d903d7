import Core

/// An address on which a browser ended: `…?error=access_denied&error_description=…`.
enum RedirectError {
  /// The refusal in its query or fragment; nil where there is none.
  static func refusal(in line: String) -> OAuthRefusal? {
    for word in line.split(whereSeparator: \.isWhitespace) {
      let fields = pairs(of: word)
      guard let error = fields["error"], !error.isEmpty,
        fields["error_description"] != nil || word.contains("?") || word.hasPrefix("error=")
      else { continue }
      let description = fields["error_description"] ?? ""
      return OAuthRefusal(
        status: 0, error: error, description: description,
        codes: AADSTS.codes(in: description),
        suberror: fields["error_subcode"] ?? fields["suberror"])
    }
    return nil
  }

  private static func pairs(of word: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in word.split(whereSeparator: { "?#&".contains($0) }) {
      let halves = pair.split(separator: "=", maxSplits: 1)
      if halves.count == 2, fields[String(halves[0])] == nil {
        fields[String(halves[0])] = decoded(halves[1])
      }
    }
    return fields
  }

  // Of a query: plus is a space, %XX a byte (WHATWG URL, application/x-www-form-urlencoded).
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
      {
        out.append(byte)
        at += 3
      } else {
        out.append(bytes[at] == UInt8(ascii: "+") ? 32 : bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
