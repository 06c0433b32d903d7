import Canvas

/// One line of text that is being typed.
struct TextField: Equatable, Sendable {
  private(set) var text: String
  /// How many characters stand left of the cursor.
  private(set) var cursor: Int

  /// Characters at most; a wrong paste cannot fill the memory.
  static let limit = 4096

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Takes a key; false where it is none of its own.
  mutating func type(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    // Newlines never submit; what a paste brings along at its ends is told by the rules.
    case .paste(let pasted): insert(pasted.filter { !$0.isNewline })
    case .backspace:
      guard cursor > 0 else { return true }
      cursor -= 1
      text.remove(at: index(cursor))
    case .delete, .control("d"):
      if cursor < text.count { text.remove(at: index(cursor)) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"):
      text.removeSubrange(..<index(cursor))
      cursor = 0
    case .control("k"): text.removeSubrange(index(cursor)...)
    default: return false
    }
    return true
  }

  /// Draws the field over the whole rectangle's row and puts the cursor into it.
  func draw(on grid: inout Grid, in rect: Rect, row: Int, column: Int, width: Int) {
    guard width > 0 else { return }
    let left = Printable.text(String(text.prefix(cursor)))
    let right = Printable.text(String(text.dropFirst(cursor)))
    var shown = Array(left)
    while shown.reduce(0, { $0 + TextWidth.of($1) }) >= width, !shown.isEmpty {
      shown.removeFirst()
    }
    let before = String(shown)
    let at = TextWidth.of(before)
    let line = before + TextWidth.prefix(of: right, width: width - at)
    let blank = String(repeating: " ", count: max(0, width - TextWidth.of(line)))
    grid.put(line + blank, in: rect, row: row, column: column, role: .inputFocus)
    grid.cursor = Position(row: rect.row + row, column: rect.column + column + at)
  }

  private mutating func insert(_ new: String) {
    guard text.count + new.count <= TextField.limit else { return }
    // Counted anew: a mark that is typed joins the character before it.
    let left = text.prefix(cursor) + new
    text = String(left) + text.dropFirst(cursor)
    cursor = min(left.count, text.count)
  }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: min(offset, text.count))
  }
}
