/// Small joints of English sentences.
package enum Quantity {
  /// "a", "a and b", "a, b and c".
  static func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// As `list`, but no longer than a line: "a, b, c and 17 more".
  static func shortList(_ words: [String], atMost limit: Int = 5) -> String {
    guard words.count > limit + 1 else { return list(words) }
    return words.prefix(limit).joined(separator: ", ") + " and \(words.count - limit) more"
  }

  /// "1 day", "2 days".
  package static func count(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
