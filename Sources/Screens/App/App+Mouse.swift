import Canvas

extension App {
  /// A click chooses what it is on, a second one opens it, the wheel scrolls.
  mutating func click(_ event: MouseEvent) -> [Effect] {
    notice = nil
    switch event.kind {
    case .wheelUp: return perform(.up)
    case .wheelDown: return perform(.down)
    case .press, .doublePress: break
    }
    guard stack.isEmpty, home.editing == nil else { return [] }
    let layout = HomeLayout(self)
    if let list = layout.list, list.contains(row: event.row, column: event.column) {
      home.isFiltering = false
      focus(.list)
      let extra = (home.filter.text.isEmpty ? 0 : 1) + (drafts[""] == nil ? 0 : 1)
      let index = home.top + event.row - list.row - 1 - extra
      if mailboxList.row(at: index) != nil {
        home.index = index
        home.isNew = false
      }
    } else if let rect = layout.checklist, rect.contains(row: event.row, column: event.column) {
      focus(.checklist)
      let step = event.row - rect.row - (layout.hasChecklistTab ? 2 : 1)
      if (0..<10).contains(step) { home.step = step }
    } else if let rect = layout.editor, rect.contains(row: event.row, column: event.column) {
      focus(.editor)
    } else if let rect = layout.evidence, rect.contains(row: event.row, column: event.column) {
      focus(.evidence)
    }
    return event.kind == .doublePress ? perform(.open) : []
  }
}
