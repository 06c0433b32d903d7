import Canvas
import Core

/// The console in lines, one below the other, with numbered choices: for screen readers, and for
/// terminals that cannot place a cursor. Nothing that was written is ever written over.
///
/// It holds the same app as the drawn console, with the same jobs and effects. The loop: `apply` for
/// what happens, `enter` for each line that was typed, then the effects, then `take` for what is to
/// be written.
package struct Plain: Equatable, Sendable {
  /// All that is known.
  package internal(set) var app: App
  /// The place of the first mailbox that is listed.
  var top = 0
  private var said: PlainPage?
  private var lines: [String] = []
  private var isAsked = false
  private var isFirst = true

  /// A console that knows nothing yet.
  package init(_ setting: App.Setting) {
    app = App(setting)
    // Sentences are not broken: a screen reader reads them whole, and a terminal breaks them.
    _ = app.apply(.resize(columns: 10_000, rows: 60))
  }

  /// Whether the next line is a secret: it goes to the secret entry, unseen, then an empty line
  /// comes here.
  package var wantsSecret: Bool { app.secretField != nil }

  /// Takes what happened.
  ///
  /// - Returns: What is to be done, in order.
  package mutating func apply(_ action: Action) -> [Effect] { app.apply(action) }

  /// Takes a line that was typed.
  ///
  /// - Returns: What is to be done, in order.
  package mutating func enter(_ line: String) -> [Effect] {
    isAsked = false
    app.notice = nil
    let page = PlainPager(app: app, top: top).page
    let effects: [Effect]
    if page.ask != nil {
      effects = answer(line)
    } else {
      let typed = line.trimming(while: \.isWhitespace)
      if typed.isEmpty {
        repeatAll()
        return []
      }
      if typed == "?" || typed == "help" {
        lines += Plain.help
        return []
      }
      guard let choice = page.choice(typed) else {
        lines.append("\(Printable.text(typed)) is no choice here. An empty line tells what is.")
        return []
      }
      effects = perform(choice.action)
    }
    app.settle()
    return effects
  }

  /// What is to be written now, a prompt at its end included; empty where nothing is new.
  package mutating func take() -> String {
    readPages()
    if let notice = app.notice {
      lines.append(notice.text)
      app.notice = nil
    }
    guard app.isLoaded else { return "" }
    let page = PlainPager(app: app, top: top).page
    if page.name != said?.name {
      lines += [""] + page.text
    } else if let said, said != page {
      for change in page.text.difference(from: said.text).insertions {
        if case .insert(_, let text, _) = change { lines.append(text) }
      }
    }
    said = page
    if isFirst { lines += [Plain.help[page.ask == nil ? 0 : 1]] }
    isFirst = false
    // While something is under way its lines follow each other; a prompt comes when it is over.
    let asks = app.statusJob == nil
    guard !lines.isEmpty || asks && !isAsked else { return "" }
    // What comes while a line is awaited begins on a line of its own.
    var text = isAsked ? "\n" : ""
    text += lines.map { Plain.tidy($0, app.setting.isASCII) + "\n" }.joined()
    if asks { text += page.ask.map { Plain.tidy($0, app.setting.isASCII) + " " } ?? "> " }
    lines = []
    isAsked = asks
    return text
  }

  private mutating func repeatAll() {
    said = nil
    guard let job = app.statusJob else { return }
    let seconds = max(0, (app.uptime - job.began).components.seconds)
    lines.append("\(job.job.words): \(job.waits), for \(seconds) s now.")
  }

  // Pages that are only read are said, and one is back where one was.
  private mutating func readPages() {
    while let top = app.stack.last {
      switch top {
      case .log(let state) where state.entries == nil: return
      case .problem, .message, .log, .about, .help:
        lines.append("")
        lines += app.pageLines(of: top, isPlain: true).map(\.plain)
        app.stack.removeLast()
      case .palette: app.stack.removeLast()
      case .registration, .signIn, .run, .question: return
      }
    }
  }

  private static func tidy(_ text: String, _ isASCII: Bool) -> String {
    let shown = Printable.text(text)
    guard isASCII else { return shown }
    var grid = Grid(columns: TextWidth.of(shown), rows: 1)
    grid.put(shown, row: 0, column: 0)
    grid.reduceToASCII()
    return grid.lines.first ?? ""
  }

  static let help = [
    "Type the number of a choice, or the word in brackets. An empty line says everything again, "
      + "? tells more.",
    "A text that is asked for is kept as it is by an empty line, emptied by - and left by a dot.",
    "A secret is read without being shown. The end of input (^D) leaves; ^C leaves at once.",
  ]
}

extension String {
  func trimming(while isBlank: (Character) -> Bool) -> String {
    String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
