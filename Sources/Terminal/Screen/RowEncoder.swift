internal import CNcurses
internal import Canvas

/// Turns rows of cells into what the C side takes, in the styles of one theme.
struct RowEncoder {
  private struct Look {
    var pair: Int32
    var attributes: UInt32
    var background: Int?

    /// Whether a blank looks the same in both.
    func hasGround(of other: Look) -> Bool {
      let seen = UInt32(SCREEN_UNDERLINE) | UInt32(SCREEN_REVERSE)
      return background == other.background && (attributes | other.attributes) & seen == 0
    }
  }

  /// The theme whose styles these are.
  let theme: Theme
  private let depth: ColorDepth
  private var looks: [Style.Shown: Look] = [:]
  private var byRole: [Role: Look] = [:]
  private var scalars: [UInt32] = []
  private var cells: [screen_cell] = []

  init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  /// Sets a row of the screen.
  mutating func put(_ row: [Cell], at index: Int) {
    scalars.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    var role: Role?
    var look = Look(pair: 0, attributes: 0, background: nil)
    var sent: Look?
    for (column, cell) in row.enumerated() {
      guard var glyph = cell.glyph else { continue }
      if cell.role == .qr {
        let (shown, style) = QRStyle.shown(glyph, at: depth)
        glyph = shown
        look = self.look(style)
      } else if cell.role != role {
        look = self.look(cell.role)
      }
      role = cell.role
      // A change of colours costs some twenty bytes; a blank does without where nobody sees it.
      if glyph != " " || sent.map({ !look.hasGround(of: $0) }) ?? true { sent = look }
      let shown = sent ?? look
      let before = scalars.count
      for scalar in glyph.unicodeScalars { scalars.append(scalar.value) }
      let isWide = column + 1 < row.count && row[column + 1].glyph == nil
      cells.append(
        screen_cell(
          scalars: Int32(scalars.count - before), width: isWide ? 2 : 1, pair: shown.pair,
          attributes: shown.attributes))
    }
    screen_row(Int32(index), scalars, cells, Int32(cells.count))
  }

  private mutating func look(_ role: Role) -> Look {
    if let known = byRole[role] { return known }
    let look = look(theme.shown(role, at: depth))
    byRole[role] = look
    return look
  }

  private mutating func look(_ style: Style.Shown) -> Look {
    if let known = looks[style] { return known }
    let pair = screen_pair(Int32(style.foreground ?? -1), Int32(style.background ?? -1))
    let look = Look(
      pair: pair, attributes: UInt32(style.attributes.rawValue), background: style.background)
    looks[style] = look
    return look
  }
}
