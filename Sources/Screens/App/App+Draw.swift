package import Canvas
import Core

extension App {
  /// Draws everything on a grid of any size; nothing is drawn outside it. `Grid.cursor` is where
  /// the focus is.
  package func draw(on grid: inout Grid) {
    grid.fill(Rect(rows: grid.rows, columns: grid.columns))
    grid.cursor = nil
    guard HomeLayout.fits(columns: grid.columns, rows: grid.rows) else {
      let least = HomeLayout.least
      let text =
        "Greenbox needs \(least.columns)\u{D7}\(least.rows); this is "
        + "\(grid.columns)\u{D7}\(grid.rows). Nothing is lost."
        + (unsavedEdits.isEmpty ? " ^C quits." : "")
      let whole = Rect(rows: grid.rows, columns: grid.columns)
      for (row, line) in Wrapping.lines(text, width: grid.columns).enumerated() {
        grid.put(line, in: whole, row: row, role: .warning)
      }
      grid.cursor = grid.rows > 0 && grid.columns > 0 ? Position(row: 0, column: 0) : nil
      if setting.isASCII { grid.reduceToASCII() }
      return
    }
    let layout = HomeLayout(
      columns: grid.columns, rows: grid.rows, focus: home.focus, side: home.side)
    Header(app: self).draw(on: &grid, in: layout.header)
    drawBody(on: &grid, layout)
    StatusLine(app: self).draw(on: &grid, status: layout.status, footer: layout.footer)
    if setting.isASCII { grid.reduceToASCII() }
  }

  private func drawBody(on grid: inout Grid, _ layout: HomeLayout) {
    let body = HomeLayout.body(columns: grid.columns, rows: grid.rows)
    // What lies lowest of the screens that fill the body; questions and the palette lie over it.
    let full = stack.last { !$0.isBox }
    switch full {
    case nil: HomeScreen(app: self, layout: layout).draw(on: &grid)
    case .registration(let state):
      RegistrationScreen(app: self, state: state).draw(on: &grid, in: body)
    case .signIn(let state):
      SignInScreen(app: self, state: state).draw(on: &grid, in: body.inset(columns: 1))
    case .run(let state): RunScreen(app: self, state: state).draw(on: &grid, in: body)
    case .some(let page):
      let lines = pageLines(of: page)
      page.page.draw(lines, on: &grid, in: body.inset(columns: 1))
      grid.cursor = Position(row: body.row, column: 1)
    }
    switch stack.last {
    case .question(let question): QuestionBox(question: question).draw(on: &grid, in: body)
    case .palette(let state): PaletteBox(state: state).draw(on: &grid, in: body)
    default: break
    }
  }

  /// The lines of a screen that is only read.
  ///
  /// - Parameters:
  ///   - screen: The screen.
  ///   - isPlain: Whether they are said in a menu's console, where keys are no keys.
  /// - Returns: The lines, broken to the window's width.
  func pageLines(of screen: Screen, isPlain: Bool = false) -> [Line] {
    let width = max(1, columns - 2)
    return switch screen {
    case .problem(let state):
      state.lines(width: width, here: isPlain ? nil : deedWords(state))
    case .message(let state): state.lines(width: width)
    case .log(let state): state.lines(clock, width: width)
    case .about: AboutPage.lines(self, width: width)
    case .help(let state): state.lines(keys, complaints: setting.complaints, width: width)
    default: []
    }
  }
}

extension Screen {
  /// Whether it lies over another screen that stays in sight.
  var isBox: Bool {
    switch self {
    case .question, .palette: true
    default: false
    }
  }

  var page: Page {
    switch self {
    case .problem(let state): state.page
    case .message(let state): state.page
    case .log(let state): state.page
    case .about(let page): page
    case .help(let state): state.page
    default: Page()
    }
  }
}
