import Canvas
import Core
import Screens
import Testing

@Suite("Sizes")
struct SizeTests {
  private static let ways: [(String, String)] = [
    ("home", ""), ("editor", "Enter"), ("typing", "Enter Down Enter"), ("checklist", "Tab Tab End"),
    ("transcript", "t"), ("filter", "/ 'zz"), ("problem", "p"), ("help", "?"), ("palette", ":"),
    ("about", "b"), ("log", "L"), ("question", "D"), ("registration", "r"),
    ("interfaces", "r l"), ("permissions", "r l l"), ("settings", "r l l l"),
    ("consent", "r l l l l"), ("run", "V"), ("new mailbox", "n 'x"), ("sign-in", "A"),
  ]

  /// A cell never holds half a wide character, and a row is as wide as the window.
  private func check(_ grid: Grid, _ name: String) {
    for row in 0..<grid.rows {
      var width = 0
      let cells = grid.cells(row: row)
      for (column, cell) in cells.enumerated() {
        guard let glyph = cell.glyph else { continue }
        let own = TextWidth.of(glyph)
        width += own
        if own == 2 { #expect(cells.count > column + 1 && cells[column + 1].glyph == nil) }
      }
      if width != grid.columns {
        Issue.record("\(name): row \(row) is \(width) of \(grid.columns)")
      }
    }
    if let cursor = grid.cursor {
      let inside =
        (0..<grid.rows).contains(cursor.row) && (0..<grid.columns).contains(cursor.column)
      if !inside { Issue.record("\(name): cursor \(cursor) of \(grid.columns)×\(grid.rows)") }
    }
  }

  @Test("Nothing is drawn outside the grid, and no row breaks, from 1×1 to 250×80", arguments: ways)
  func everySize(name: String, keys: String) {
    var app = Fixture.app()
    app.choose("billing")
    _ = app.keys(keys)
    var sizes: [(Int, Int)] = (1...60).map { ($0, 12) } + (1...40).map { (40, $0) }
    sizes += [
      (1, 1), (80, 24), (79, 24), (80, 23), (119, 36), (120, 35), (250, 80), (250, 1), (1, 80),
    ]
    sizes += stride(from: 40, through: 250, by: 7).map { ($0, 12 + $0 % 69) }
    for (columns, rows) in sizes {
      _ = app.apply(.resize(columns: columns, rows: rows))
      check(app.drawn(columns, rows), "\(name) \(columns)×\(rows)")
    }
  }

  @Test("Below 40×12 a line says so, and keys change nothing")
  func tooSmall() {
    var app = Fixture.app(39, 12)
    let before = app
    #expect(app.drawn(39, 12).lines[0] == "Greenbox needs 40×12; this is 39×12.")
    #expect(app.keys("a v D q Enter").isEmpty)
    // Compared outside the expectation, which would print both whole.
    let isSame = app == before
    #expect(isSame)
  }
}
