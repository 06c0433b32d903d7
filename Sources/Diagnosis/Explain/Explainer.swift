import Core

/// Reads any error text that an admin may paste: JSON bodies, redirect addresses, AADSTS numbers,
/// techmail and POP3 lines, curl's words, log excerpts. Pure; no text makes it fail.
package enum Explainer {
  /// How many bytes are read; what follows is left out.
  package static let longest = 256 * 1024
  /// How many different errors are told.
  static let most = 50

  /// Explains a text: each of its errors once, in their order.
  package static func explain(_ text: String) -> Explanation {
    var context = Problem.Context()
    context.isPasted = true
    let bytes = Array(text.utf8.prefix(longest))
    var reader = ErrorReader(context: context)
    for piece in PastedText(bytes).pieces {
      switch piece {
      case .json(let value): reader.read(value)
      case .text(let text): reader.read(text)
      }
    }
    if reader.found.isEmpty { reader.readNumber(text) }
    guard reader.found.isEmpty else { return Explanation(found: reader.found) }
    let whole = Redaction.text(String(decoding: bytes, as: UTF8.self))
    let problem = Problem(
      ErrorCatalog.entry("text-unknown"), MessageTemplate(context), [("text", whole)].named)
    return Explanation(
      found: [
        Explanation.Found(
          problem: problem, source: .unknown, words: Redaction.excerpt(whole), times: 1)
      ])
  }
}
