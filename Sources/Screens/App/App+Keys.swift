import Canvas
import Core

extension App {
  /// Where keys count now.
  var place: Place {
    if let top = stack.last { return top.place }
    if home.isFiltering { return .filter }
    if home.editing != nil { return .typing }
    return home.focus.place
  }

  mutating func press(_ key: Key) -> [Effect] {
    if case .mouse(let event) = key { return hasMouse ? click(event) : [] }
    guard HomeLayout.fits(columns: columns, rows: rows) else {
      // What cannot be seen cannot be chosen; nothing is lost meanwhile.
      switch key {
      case .control("z"): return [.suspend]
      case .control("c") where unsavedEdits.isEmpty: return [.quit]
      default: return []
      }
    }
    notice = nil
    let place = place
    // The letters of a question's answers go before keys that move.
    if place == .question, case .character(let letter) = key, hasAnswer(letter) {
      return answer(letter)
    }
    if let command = keys.command(for: key, in: place) { return perform(command) }
    if Place.typed.contains(place) { return type(key) }
    if case .character = key {
      let help = keys.keyName(.help)
      notice = Notice(
        "\(Printable.text(key.name)) does nothing here: \(help) tells the keys.", .muted)
    }
    if case .paste = key {
      notice = Notice(
        "Paste goes into a field: press \(keys.keyName(.open)) on one first.", .warning)
    }
    return []
  }

  mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .palette:
      let hasFormer = stack.last?.registration.map { formerSecret(of: $0) != nil } ?? false
      stack.append(
        .palette(
          PaletteState(place: place, keys: keys, without: hasFormer ? [] : [.undoSecret])))
      return []
    case .help:
      stack.append(.help(HelpState(place: place)))
      return []
    case .back:
      if let id = cancellable {
        jobs[id]?.isCancelled = true
        jobs[id]?.waits = "Stopping"
        return [.cancel(id)]
      }
    default: break
    }
    switch stack.last {
    case nil: return performHome(command)
    case .registration: return performRegistration(command)
    case .signIn: return performSignIn(command)
    case .run: return performRun(command)
    case .question: return performQuestion(command)
    case .palette: return performPalette(command)
    case .problem, .message, .log, .about, .help: return performPage(command)
    }
  }

  private mutating func type(_ key: Key) -> [Effect] {
    switch stack.last {
    case .palette(var state):
      if state.query.type(key) {
        state.narrow()
        stack[stack.count - 1] = .palette(state)
      }
    case .registration:
      changeRegistration {
        $0.type(key)
        if case .paste = key { $0.dropMisplaced() }
      }
    case nil where home.isFiltering:
      let name = home.name(in: mailboxList)
      if home.filter.type(key) {
        mailboxList.narrow(to: home.filter.text)
        home.index = name.flatMap { mailboxList.place(of: $0) } ?? 0
      }
    case nil: typeInEditor(key)
    default: break
    }
    return []
  }

  /// Pages that are only read: problem, message, log, about, help.
  private mutating func performPage(_ command: Command) -> [Effect] {
    let rows = HomeLayout.body(columns: columns, rows: self.rows).rows
    guard let top = stack.last else { return [] }
    let lines = pageLines(of: top).count
    switch top {
    case .problem(var state):
      if command == .copy { return [.copy(state.message)] }
      if deeds(state).contains(command) { return performDeed(command, state) }
      _ = state.page.move(command, lines: lines, rows: rows)
      stack[stack.count - 1] = .problem(state)
    case .message(var state):
      if command == .copy { return [.copy(state.text)] }
      _ = state.page.move(command, lines: lines, rows: rows)
      stack[stack.count - 1] = .message(state)
    case .log(var state):
      _ = state.page.move(command, lines: lines, rows: rows)
      stack[stack.count - 1] = .log(state)
    case .about(var page):
      _ = page.move(command, lines: lines, rows: rows)
      stack[stack.count - 1] = .about(page)
    case .help(var state):
      _ = state.page.move(command, lines: lines, rows: rows)
      stack[stack.count - 1] = .help(state)
    default: break
    }
    if command == .back || command == .open { stack.removeLast() }
    return []
  }
}
