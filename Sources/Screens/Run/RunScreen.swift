import Canvas
import Core
import Presentation

/// Draws a run: the bar, the mailboxes with their stages, and at the end what to do next.
struct RunScreen {
  let app: App
  let state: RunState

  func draw(on grid: inout Grid, in rect: Rect) {
    var rest = rect
    HomeScreen.title(
      state.deed.title, on: &grid, in: rest.takeTop(1), focused: true, note: progressWords)
    drawBar(on: &grid, in: rest.takeTop(1).inset(columns: 1))
    let foot = rest.takeBottom(RunState.footRows(rows: rect.rows))
    for line in 0..<rest.rows where state.top + line < state.items.count {
      drawItem(state.top + line, on: &grid, in: rest, line: line)
    }
    var lines: [Line] = []
    lines.add(summary, state.isOver ? .heading : .muted, width: max(1, foot.columns - 2))
    Page().draw(lines, on: &grid, in: foot.inset(columns: 1))
  }

  private var progressWords: String {
    let words = state.isOver ? "done" : state.isPaused ? "paused" : "running"
    return "\(state.ended) of \(state.items.count), \(words)"
  }

  private func drawBar(on grid: inout Grid, in rect: Rect) {
    guard rect.columns > 2 else { return }
    let width = rect.columns - 2
    let done = state.items.isEmpty ? width : width * state.ended / state.items.count
    grid.put("[", in: rect, row: 0)
    // A ground of its own is the bar; where there may be none, signs are.
    grid.put(
      String(repeating: app.setting.isASCII ? "#" : " ", count: done), in: rect, row: 0, column: 1,
      role: .progress)
    grid.put(
      String(repeating: "\u{B7}", count: width - done), in: rect, row: 0, column: 1 + done,
      role: .muted)
    grid.put("]", in: rect, row: 0, column: width + 1)
  }

  private func drawItem(_ index: Int, on grid: inout Grid, in rect: Rect, line: Int) {
    let item = state.items[index]
    let isChosen = index == state.index
    let role: Role = isChosen ? .selection : .text
    let nameWidth = min(24, max(8, rect.columns / 3))
    if isChosen {
      grid.fill(
        Rect(row: rect.row + line, column: rect.column, rows: 1, columns: rect.columns), role: role)
    }
    grid.put(isChosen ? "> " : "  ", in: rect, row: line, role: role)
    grid.put(
      TextWidth.clip(Printable.text(item.name), to: nameWidth), in: rect, row: line, column: 2,
      role: role)
    stage(item).draw(on: &grid, in: rect, row: line, column: nameWidth + 4)
    if isChosen { grid.cursor = Position(row: rect.row + line, column: rect.column) }
  }

  func stage(_ item: RunState.Item) -> Line {
    switch item.stage {
    case .waiting: return Line("\(Mark.open.sign) waits", .muted)
    case .running(let words): return Line("\(Mark.awaiting.sign) \(words)", .warning)
    case .skipped(let why):
      return Line("\(Mark.open.sign) left out: \(Printable.text(why))", .muted)
    case .done:
      if let row = app.mailboxList.row(named: item.name) {
        return row.state.face(local: app.clock.short)
      }
      return Line("done", .muted)
    }
  }

  var summary: String {
    guard state.isOver else {
      if state.isPaused { return "Paused before the next mailbox." }
      let wait = state.waitsUntil.map {
        "A server has trouble, or asks to wait: the next begins in "
          + "\(max(0, ($0 - app.now).wholeSeconds)) s. "
      }
      return (wait ?? "") + "\(app.keys.keyName(.back)) stops; what was found stays."
    }
    let states = state.items.compactMap { app.mailboxList.row(named: $0.name) }
    let key = { app.keys.keyName($0) }
    func count(_ isOne: (MailboxList.Row) -> Bool) -> Int { states.count(where: isOne) }
    let verified = count { if case .verified = $0.state { true } else { false } }
    var parts = ["\(verified) of \(state.items.count) verified."]
    for (number, words) in [
      (
        count { $0.state == .accessDenied },
        "\(DisplayState.accessDenied.counted): \(key(.problem)) on it says why and who acts."
      ),
      (
        count { $0.state == .secretExpired || $0.needsSignIn && app.isSecretOver(of: $0.name) },
        "with an expired secret: \(key(.registration)) in the list takes a new one."
      ),
      (
        count { $0.needsSignIn && !app.isSecretOver(of: $0.name) },
        "to be signed in: \(key(.authenticateQueue)) in the list."
      ),
      (
        count { $0.state == .unreachable },
        "\(DisplayState.unreachable.counted): \(key(.verifyAll)) in the list tries again."
      ),
      (
        count { $0.state == .authenticatedOnly },
        "\(DisplayState.authenticatedOnly.counted): \(key(.problem)) on it says why."
      ),
    ] where number > 0 {
      parts.append("\(number) \(words)")
    }
    if state.withoutToken > 0 {
      parts.append(
        "\(state.withoutToken) more without a token: \(key(.authenticateQueue)) in the list signs "
          + "them in.")
    } else if verified == state.items.count {
      parts.append("Nothing is left to do.")
    }
    return parts.joined(separator: " ")
  }
}
