import Canvas

/// Which panes there are, and where: three with the evidence below from 120×36, the list and one
/// pane from 80×24, one pane down to 40×12.
struct HomeLayout: Equatable, Sendable {
  var header: Rect
  var list: Rect?
  var editor: Rect?
  var checklist: Rect?
  var evidence: Rect?
  var status: Rect
  var footer: Rect

  static let least = (columns: 40, rows: 12)

  static func fits(columns: Int, rows: Int) -> Bool {
    columns >= least.columns && rows >= least.rows
  }

  /// The rows of the header: a second one, for counts, where there is room.
  static func headerRows(_ rows: Int) -> Int { rows >= 20 ? 2 : 1 }

  /// What is left between header and status line.
  static func body(columns: Int, rows: Int) -> Rect {
    var rest = Rect(rows: rows, columns: columns)
    _ = rest.takeTop(headerRows(rows))
    _ = rest.takeBottom(2)
    return rest
  }

  init(_ app: App) {
    self.init(
      columns: app.columns, rows: app.rows, focus: app.home.focus, side: app.home.side)
  }

  init(columns: Int, rows: Int, focus: Pane, side: Pane) {
    var rest = Rect(rows: rows, columns: columns)
    header = rest.takeTop(HomeLayout.headerRows(rows))
    footer = rest.takeBottom(1)
    status = rest.takeBottom(1)
    if columns >= 120, rows >= 36 {
      let spare = columns - 120
      evidence = rest.takeBottom(max(11, rest.rows * 2 / 5))
      list = rest.takeLeft(34 + spare / 4)
      checklist = rest.takeRight(39 + spare / 4)
      editor = rest
    } else if columns >= 80, rows >= 24 {
      list = rest.takeLeft(32 + (columns - 80) / 3)
      if side == .editor { editor = rest } else { checklist = rest }
    } else {
      switch focus {
      case .list: list = rest
      case .editor: editor = rest
      case .checklist, .evidence: checklist = rest
      }
    }
  }

  /// The panes that Tab goes through.
  var panes: [Pane] { evidence == nil ? [.list, .editor, .checklist] : Pane.allCases }

  /// Whether the checklist is a tab of the pane that the editor is in.
  var hasChecklistTab: Bool { evidence == nil }

  /// Rows of the list below its title.
  var listRows: Int { max(0, (list?.rows ?? 1) - 1) }
}
