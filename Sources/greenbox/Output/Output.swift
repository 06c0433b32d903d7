internal import Core
internal import Canvas
internal import Presentation
internal import Terminal

/// Where a verb's words go: results to stdout, progress to stderr; text for people or one JSON object
/// a line for programs.
struct Output: Sendable {
  /// Prints JSON in place of text.
  let json: Bool
  let results: OutputQueue
  let told: OutputQueue
  private let isTerminal = Terminal.isTerminal(1)
  private let errorIsTerminal = Terminal.isTerminal(2)

  /// Whether the locale's characters are UTF-8, so that box drawing and blocks may be used.
  static let isUTF8: Bool = {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let set = names.lazy.compactMap { ProcessEnvironment.all[$0] }.first { !$0.isEmpty } ?? ""
    let upper = set.uppercased()
    return upper.contains("UTF-8") || upper.contains("UTF8")
  }()

  /// Foreign text made safe to print, in the characters that the locale has.
  static func printable(_ text: String) -> String {
    let safe = Printable.text(text)
    return isUTF8 ? safe : Grid.ascii(safe)
  }

  /// Whether escape sequences for colour may be written to the terminal.
  static var hasColour: Bool {
    let term = ProcessEnvironment.all["TERM"] ?? ""
    let isPlain = ["", "dumb", "unknown"].contains(term) || term.hasPrefix("vt")
    return !isPlain && (ProcessEnvironment.all["NO_COLOR"] ?? "").isEmpty
  }

  /// Whether what is read comes from a person's keys.
  static var inputIsTerminal: Bool { Terminal.isTerminal(0) }

  /// Whether progress is read by a person at a terminal.
  var hasAudience: Bool { errorIsTerminal && !json }

  init(json: Bool, _ loop: Loop) {
    self.json = json
    results = OutputQueue(1, loop)
    told = OutputQueue.areOne(1, 2) ? results : OutputQueue(2, loop)
  }

  /// A part of the result as it is, made safe by whoever gives it.
  func write(_ text: String) { results.write(text) }

  /// A line of the result, for people; nothing in JSON. Foreign text in it is escaped.
  func line(_ text: String = "") {
    guard !json else { return }
    results.write(Output.printable(text) + "\n")
  }

  /// An object of the result, for programs; nothing in text.
  func object(_ value: JSONValue) {
    guard json, case .object(let object) = value else { return }
    results.write(
      JSONValue(members: [JSONObject.Member(name: "greenbox", value: 1)] + object.members).text
        + "\n")
  }

  /// One of a verb's events, as an object: its name under `event`, its fields under its name.
  func event(_ name: String, _ fields: JSONValue) {
    object(
      JSONValue(members: [
        JSONObject.Member(name: "event", value: .string(name)),
        JSONObject.Member(name: name, value: fields),
      ]))
  }

  /// A line of progress.
  func progress(_ text: String) {
    told.write(Output.printable(text) + "\n")
  }

  /// Progress that is made of the program's own glyphs, such as the code's card.
  func card(_ lines: [String]) {
    told.write(lines.joined(separator: "\n") + "\n")
  }

  /// A line with an empty one before it: a new part begins.
  func heading(_ text: String) {
    line()
    line(text)
  }

  /// What to do next: the last line.
  func next(_ text: String) { heading("Next: " + text) }

  /// A table with aligned columns, for people.
  func table(_ header: [String], _ rows: [[String]]) {
    guard !json else { return }
    let all = ([header] + rows).map { $0.map(Output.printable) }
    for line in Columns.lines(all) { results.write(line + "\n") }
  }
}
