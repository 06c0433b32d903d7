import Core

/// AADSTS numbers in running text, each with its description, its ids and the error value near it.
enum DescribedError {
  private static let labels = ["trace id:", "correlation id:", "timestamp:", "request id:"]

  /// Whether a line carries on the description before it: it begins with one of its ids.
  static func isTail(_ line: Substring) -> Bool {
    let text = line.drop(while: \.isWhitespace).prefix(24).lowercased()
    return labels.contains { text.hasPrefix($0) }
  }

  /// The refusals of a line, one for each different number.
  static func refusals(in line: String) -> [OAuthRefusal] {
    let marks = starts(of: line)
    guard let first = marks.first else { return [] }
    let error = OAuthWord.first(in: line) ?? ""
    let ends = marks.dropFirst() + [line.endIndex]
    var refusals: [OAuthRefusal] = []
    for (start, end) in zip(marks, ends) {
      let text = String(line[start..<end].drop { "\"'( ".contains($0) })
      let upper = "AADSTS" + text.dropFirst(6)
      guard let code = OAuthRefusal.codes(in: upper).first else { continue }
      if let known = refusals.firstIndex(where: { $0.codes == [code] }) {
        // A number named again, as in the address of its page, adds nothing but what it says.
        if refusals[known].description.count < 24 { refusals[known].description = trimmed(upper) }
        continue
      }
      var refusal = OAuthRefusal(
        status: 0, error: start == first ? error : "", description: trimmed(upper), codes: [code])
      refusal.traceID = word(after: "Trace ID:", in: upper)
      refusal.correlationID = word(after: "Correlation ID:", in: upper)
      refusal.timestamp = time(in: upper)
      refusals.append(refusal)
    }
    return refusals
  }

  private static func starts(of line: String) -> [String.Index] {
    var starts: [String.Index] = []
    let bytes = line.utf8
    let mark = Array("aadsts".utf8)
    var at = bytes.startIndex
    while let found = bytes[at...].firstIndex(where: { $0 | 32 == mark[0] }) {
      let head = bytes[found...].prefix(mark.count)
      if head.count == mark.count, head.map({ $0 | 32 }) == mark {
        starts.append(found)
        at = bytes.index(found, offsetBy: mark.count)
      } else {
        at = bytes.index(after: found)
      }
    }
    return starts
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...].prefix(2048)
    while let last = text.last, last.isWhitespace || "\"',;}".contains(last) { text.removeLast() }
    return String(text)
  }

  private static func word(after label: String, in text: String) -> String? {
    guard let mark = text.firstRange(of: label) else { return nil }
    let word = text[mark.upperBound...].drop { $0 == " " }.prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
    }
    return word.isEmpty ? nil : String(word)
  }

  private static func time(in text: String) -> String? {
    guard let mark = text.firstRange(of: "Timestamp:") else { return nil }
    let rest = text[mark.upperBound...].drop { $0 == " " }
    let time = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ":-. ".contains($0)) }
    let words = time.split(separator: " ").prefix(2)
    guard let first = words.first else { return nil }
    return words.count == 2 && words[1].first?.isNumber == true
      ? words.joined(separator: " ") : String(first)
  }
}
