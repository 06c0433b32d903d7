import Core

/// A line of techmail: `INTERFACE: Mailbox ACCOUNT: what happened`.
struct TechmailLine {
  let interface: String
  let account: String
  package let words: String

  /// Reads a line; nil where it is none of techmail's.
  init?(_ line: String, _ lowered: LoweredLine) {
    guard lowered.has("mailbox "), let mark = line.firstRange(of: "Mailbox ") else { return nil }
    let rest = line[mark.upperBound...]
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    account = String(rest[..<colon]).words
    words = String(rest[rest.index(after: colon)...]).words
    // A time or a log's own words may stand before the interface.
    let before = line[..<mark.lowerBound].split(whereSeparator: \.isWhitespace)
    interface =
      before.last { $0 != ":" }.map { String($0.drop { $0 == ":" }.prefix { $0 != ":" }) } ?? ""
    guard !account.isEmpty, !words.isEmpty, !account.contains(" ") else { return nil }
  }

  /// What it means; nil for words that are no error of the mailbox.
  func problem(_ given: Problem.Context) -> Problem? {
    var context = given
    context.popAccount = account
    if !interface.isEmpty { context.interface = interface }
    let lowered = LoweredLine(words)
    if lowered.has("network error") {
      return Problem(
        ErrorCatalog.entry("techmail-network-error"), MessageTemplate(context),
        [("techmail said", words), ("interface", interface), ("pop account", account)].named)
    }
    if let answer = words.firstRange(of: "-ERR") {
      return PopLine.problem(said: String(words[answer.lowerBound...]), context)
    }
    if lowered.has(anyOf: ["password", "unable to generate new access token", "authentica"]) {
      return PopLine.passwordError(
        [("techmail said", words), ("interface", interface), ("pop account", account)].named,
        context)
    }
    return nil
  }
}

extension String {
  /// Without white space at both ends.
  package var words: String {
    var text = self[...].drop(while: \.isWhitespace)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
