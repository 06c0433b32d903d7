/// Microsoft's error numbers as texts have them: `AADSTS50173: … Trace ID: … Correlation ID: …
/// Timestamp: …`.
///
/// Source: Microsoft Entra authentication and authorization error codes.
package enum AADSTS {
  private static let mark = Array("aadsts".utf8)

  /// A number as people search for it: `AADSTS50173`.
  package static func name(_ code: Int) -> String { "AADSTS\(code)" }

  /// Numbers as people search for them, with a blank between.
  package static func names(_ codes: [Int]) -> String {
    codes.map(name).joined(separator: " ")
  }

  /// Where the word stands in a text, in capitals or not, whether a number follows or not.
  package static func places(in text: some StringProtocol) -> [String.Index] {
    var places: [String.Index] = []
    let bytes = text.utf8
    var at = bytes.startIndex
    while let found = bytes[at...].firstIndex(where: { $0 | 32 == mark[0] }) {
      let head = bytes[found...].prefix(mark.count)
      if head.elementsEqual(mark, by: { $0 | 32 == $1 }) {
        places.append(found)
        at = bytes.index(found, offsetBy: mark.count)
      } else {
        at = bytes.index(after: found)
      }
    }
    return places
  }

  /// The numbers that a text names, each once, in their order.
  package static func codes(in text: some StringProtocol) -> [Int] {
    var codes: [Int] = []
    for place in places(in: text) {
      let digits = text.utf8[place...].dropFirst(mark.count).prefix { (48...57).contains($0) }
      if let code = Int(String(decoding: digits, as: UTF8.self)), !codes.contains(code) {
        codes.append(code)
      }
    }
    return codes
  }

  /// What stands beside a number, for Microsoft's support.
  package struct Ids: Equatable, Sendable {
    package var trace: String?
    package var correlation: String?
    package var timestamp: String?

    /// The ids of a description; nil each where it does not stand there.
    package init(of description: String) {
      trace = Ids.word(after: "Trace ID:", in: description)
      correlation = Ids.word(after: "Correlation ID:", in: description)
      timestamp = Ids.time(in: description)
    }

    private static func word(after label: String, in text: String) -> String? {
      guard let place = text.range(of: label) else { return nil }
      let word = text[place.upperBound...].drop { $0 == " " }.prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
      }
      return word.isEmpty ? nil : String(word)
    }

    private static func time(in text: String) -> String? {
      guard let place = text.range(of: "Timestamp:") else { return nil }
      let rest = text[place.upperBound...].drop { $0 == " " }
      let time = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ":-+. ".contains($0)) }
      let words = time.split(separator: " ").prefix(2)
      guard let first = words.first else { return nil }
      // A day, then a time that begins with a digit; or both in one word.
      return words.count == 2 && words[1].first?.isNumber == true
        ? words.joined(separator: " ") : String(first)
    }
  }
}

extension OAuthRefusal {
  /// Microsoft's numbers as people search for them; empty where it has none.
  package var codeWords: String { AADSTS.names(codes) }

  /// The `error` with its numbers.
  package var words: String { codes.isEmpty ? error : "\(error) \(codeWords)" }

  /// The numbers it lists, then those that only its description names.
  package var allCodes: [Int] {
    codes + AADSTS.codes(in: description).filter { !codes.contains($0) }
  }
}
