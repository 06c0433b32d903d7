import Canvas
import Core
import Presentation

/// What happened, newest first.
struct LogState: Equatable, Sendable {
  /// Nil until the journal has been read.
  var entries: [JournalEntry]?
  var page = Page()

  func lines(_ clock: TimeFormatter, width: Int) -> [Line] {
    guard let entries else { return [Line("Reading the journal \u{2026}", .muted)] }
    if entries.isEmpty { return [Line("Nothing has happened yet.", .muted)] }
    return entries.flatMap { entry -> [Line] in
      let fields = entry.fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let what = entry.event.replacing("-", with: " ")
      let rest = [
        Printable.text(fields.joined(separator: ", ")), "by " + Printable.text(entry.who),
      ]
      .filter { !$0.isEmpty }.joined(separator: "; ")
      var lines: [Line] = []
      lines.add(
        "\(entry.mailbox.map { Printable.text($0) + ": " } ?? "")\(what); \(rest)", width: width,
        lead: clock.short(entry.at) + "  ")
      return lines
    }
  }
}
