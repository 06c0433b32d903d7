import Canvas
import Testing

@Suite("Grid of cells")
struct GridTests {
  @Test("Text is clipped at every edge")
  func clipping() {
    var grid = Grid(columns: 5, rows: 2)
    grid.put("abcdefg", row: 0, column: 2)
    grid.put("xyz", row: 1, column: -1)
    grid.put("no", row: 2, column: 0)
    grid.put("no", row: -1, column: 0)
    #expect(grid.lines == ["  abc", "yz"])
  }

  @Test("A wide character takes two cells and is never cut in half")
  func wideCharacters() {
    var grid = Grid(columns: 5, rows: 1)
    grid.put("日本語", row: 0, column: 0)
    #expect(grid.lines == ["日本"])
    #expect(grid[row: 0, column: 1].glyph == nil)
    grid.put("x", row: 0, column: 1)
    #expect(grid.lines == [" x本"])
    grid.put("y", row: 0, column: 2)
    #expect(grid.lines == [" xy"])
  }

  @Test("Controls never reach a cell")
  func controls() {
    var grid = Grid(columns: 8, rows: 1)
    grid.put("a\u{1b}[2J\u{7}\u{200b}b", row: 0, column: 0)
    #expect(grid.lines == ["a[2Jb"])
  }

  @Test("Outside of the grid is blank, and a grid without size is empty")
  func outside() {
    let grid = Grid(columns: -1, rows: 3)
    #expect(grid.columns == 0)
    #expect(grid.lines == ["", "", ""])
    #expect(grid[row: 7, column: 7] == .blank)
  }

  @Test("Roles are told apart by letters of their own")
  func roles() {
    #expect(Set(Role.allCases.map(\.rawValue)).count == Role.allCases.count)
    var grid = Grid(columns: 6, rows: 1)
    grid.put("ab", row: 0, column: 1, role: .link)
    #expect(grid.roleLines == [".LL"])
  }

  @Test("Styles are switched on and off around the text they belong to")
  func ansi() {
    var grid = Grid(columns: 12, rows: 2)
    grid.put("on", row: 0, column: 0, role: .heading)
    grid.put("off", row: 0, column: 3)
    grid.put("█▀▄ ", row: 1, column: 0, role: .qr)
    #expect(
      grid.ansiLines == [
        "\u{1b}[1mon\u{1b}[0m off",
        "\u{1b}[38;5;16;48;5;231m \u{1b}[0m\u{1b}[38;5;231;48;5;16m▀\u{1b}[0m"
          + "\u{1b}[38;5;16;48;5;231m▀\u{1b}[0m\u{1b}[38;5;231;48;5;16m \u{1b}[0m",
      ])
  }

  @Test("a filled rectangle is cut at the grid's edges, and leaves no half of a wide character")
  func filled() {
    var grid = Grid(columns: 6, rows: 3)
    for row in 0..<3 { grid.put("日本語", row: row, column: 0) }
    grid.fill(Rect(row: 1, column: 1, rows: 9, columns: 3), role: .frame, glyph: "x")
    #expect(grid.lines == ["日本語", " xxx語", " xxx語"])
    #expect(grid.roleLines == ["", ".fff", ".fff"])
    grid.fill(Rect(row: -2, column: -2, rows: 3, columns: 3), glyph: "y")
    #expect(grid.lines == ["y 本語", " xxx語", " xxx語"])
    let before = grid
    for rect in [
      Rect(row: 0, column: 6, rows: 1, columns: 1), Rect(row: 3, column: 0, rows: 1, columns: 1),
      Rect(row: 0, column: 0, rows: 0, columns: 6), Rect(row: 0, column: 0, rows: 2, columns: 0),
      Rect(row: 0, column: -4, rows: 1, columns: 4),
    ] {
      grid.fill(rect, glyph: "z")
    }
    #expect(grid == before)
    #expect(grid.cells(row: -1) == grid.cells(row: 3))
  }

  @Test("A text is reduced to ASCII as the screen is, foreign characters to a question mark")
  func ascii() {
    #expect(Grid.ascii("✓ a · b … “c”") == "+ a - b ~ \"c\"")
    #expect(Grid.ascii("Müller 郵便") == "M?ller ??")
    #expect(Grid.ascii("plain") == "plain")
  }
}
