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
    let marks = AADSTS.places(in: line)
    guard let first = marks.first else { return [] }
    let error = OAuthWord.first(in: line) ?? ""
    let ends = marks.dropFirst() + [line.endIndex]
    var refusals: [OAuthRefusal] = []
    for (start, end) in zip(marks, ends) {
      let text = String(line[start..<end].drop { "\"'( ".contains($0) })
      let upper = "AADSTS" + text.dropFirst(6)
      guard let code = AADSTS.codes(in: upper).first else { continue }
      if let known = refusals.firstIndex(where: { $0.codes == [code] }) {
        // A number named again, as in the address of its page, adds nothing but what it says.
        if refusals[known].description.count < 24 { refusals[known].description = trimmed(upper) }
        continue
      }
      var refusal = OAuthRefusal(
        status: 0, error: start == first ? error : "", description: trimmed(upper), codes: [code])
      let ids = AADSTS.Ids(of: upper)
      refusal.traceID = ids.trace
      refusal.correlationID = ids.correlation
      refusal.timestamp = ids.timestamp
      refusals.append(refusal)
    }
    return refusals
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...].prefix(2048)
    while let last = text.last, last.isWhitespace || "\"',;}".contains(last) { text.removeLast() }
    return String(text)
  }
}
