import Canvas
import Presentation

/// A piece of text with one meaning.
struct Span: Equatable, Sendable {
  var text: String
  var role: Role

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// A line of spans.
struct Line: Equatable, Sendable {
  var spans: [Span]

  static let blank = Line("")

  init(_ text: String, _ role: Role = .text) { spans = [Span(text, role)] }

  init(_ spans: [Span]) { self.spans = spans }

  /// What a check came to.
  init(_ line: CheckLine) {
    let mark = Span(line.mark.sign + " ", line.mark.role)
    guard let said = line.said else {
      spans = [mark, Span(line.text, line.mark.role)]
      return
    }
    spans = [mark, Span(line.text)]
    if !said.isEmpty { spans.append(Span("  " + said, line.mark == .good ? .muted : .error)) }
  }

  var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }

  /// Draws the line from a column of a rectangle; what does not fit is cut with an ellipsis.
  ///
  /// - Returns: The column after it.
  @discardableResult
  func draw(on grid: inout Grid, in rect: Rect, row: Int, column: Int = 0) -> Int {
    var at = column
    for span in spans {
      let room = rect.columns - at
      guard room > 0 else { return at }
      at = grid.put(
        TextWidth.clip(span.text, to: room), in: rect, row: row, column: at, role: span.role)
    }
    return at
  }

  static func + (a: Line, b: Line) -> Line { Line(a.spans + b.spans) }
}

extension [Line] {
  /// Adds a text broken to a width, each line after the first set in as the first is.
  mutating func add(
    _ text: String, _ role: Role = .text, width: Int, lead: String = "", indent: Int = 0
  ) {
    let start = indent + TextWidth.of(lead)
    let room = Swift.max(1, width - start)
    let blank = String(repeating: " ", count: Swift.min(start, Swift.max(0, width)))
    for (number, part) in Wrapping.lines(text, width: room).enumerated() {
      append(
        Line([
          Span(number == 0 ? String(repeating: " ", count: indent) + lead : blank, role),
          Span(part, role),
        ]))
    }
  }
}
