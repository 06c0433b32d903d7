import Canvas
import Core
import Presentation

/// The top lines: registration, tenant, days left on the secret, what is overridden, counts.
struct Header {
  let app: App

  func draw(on grid: inout Grid, in rect: Rect) {
    guard rect.rows > 0 else { return }
    grid.fill(rect, role: .header)
    var first = rect
    let top = first.takeTop(1)
    let right = secret
    let left = name(room: top.columns - right.width - 3)
    left.draw(on: &grid, in: top, row: 0, column: 1)
    right.draw(
      on: &grid, in: top, row: 0, column: max(left.width + 3, top.columns - right.width - 1))
    guard first.rows > 0 else { return }
    counts(room: first.columns - 2).draw(on: &grid, in: first, row: 0, column: 1)
  }

  private func name(room: Int) -> Line {
    guard let registration = app.registration else { return Line("Greenbox", .header) }
    let name = Printable.text(registration.name)
    let tenant = Printable.text(registration.tenantID)
    let long = "Greenbox  \(name)  tenant \(tenant.isEmpty ? "not told" : tenant)"
    let texts = [
      long, "\(name)  tenant \(tenant)", "\(name)  tenant \(tenant.prefix(8))\u{2026}", name,
    ]
    let text = texts.first { TextWidth.of($0) <= room } ?? TextWidth.clip(name, to: max(0, room))
    return Line(text, .header)
  }

  var secret: Line {
    guard let registration = app.registration else { return Line("no registration yet", .header) }
    if registration.clientMode == .public { return Line("public client, no secret", .header) }
    let expiry = SecretExpiry(of: registration.secret, now: app.now)
    // Badges have a ground of their own; other roles would be holes in the bar.
    let role: Role =
      switch expiry {
      case .none, .unknown, .dateWrong: .badgeYellow
      case .expired, .saidExpired: .badgeRed
      case .left: expiry.threshold.map { $0 <= 30 ? .badgeYellow : .header } ?? .header
      }
    let words = expiry == .none ? "no secret" : "secret: \(expiry.words)"
    return Line(words, role)
  }

  /// The counts by state as a sentence.
  var counted: String {
    let total = app.mailboxList.rows.count
    let states = order.filter { $0.1 > 0 }.map { number, count in
      "\(count) \(DisplayState.samples[number - 1].counted)"
    }
    return "\(total) \(total == 1 ? "mailbox" : "mailboxes")"
      + (states.isEmpty ? "." : ": \(states.joined(separator: ", ")).")
  }

  private func counts(room: Int) -> Line {
    let overridden = app.setting.endpoints.overridden
    var spans: [Span] = []
    if !overridden.isEmpty {
      let all = "! overridden: \(overridden.joined(separator: ", "))"
      let short = "! \(overridden.count) endpoints overridden"
      spans.append(Span(TextWidth.of(all) + 2 > room / 2 ? short : all, .badgeYellow))
      spans.append(Span("  ", .header))
    }
    let total = app.mailboxList.rows.count
    spans.append(Span("\(total) \(total == 1 ? "mailbox" : "mailboxes")", .header))
    if app.mailboxList.counts == nil { return Line(spans + [Span("  counting \u{2026}", .header)]) }
    let start = Line(spans)
    if start.width + byState.width <= room { return start + byState }
    // As many marks with their word as there is room for; none is left out.
    let said = (0...Mark.allCases.count).reversed().first {
      start.width + byMark(words: $0).width <= room
    }
    return start + byMark(words: said ?? 0)
  }

  /// How many are in each state, in words.
  private var byState: Line {
    Line(
      order.filter { $0.1 > 0 }.flatMap { number, count -> [Span] in
        let state = DisplayState.samples[number - 1]
        return [
          Span("  ", .header),
          Span("\(state.mark.sign) \(count) \(state.counted)", state.role),
        ]
      })
  }

  /// How many carry each mark, where there is no room for every state; the first so many marks are
  /// followed by their word, which is the state's own where all that carry it are in one.
  func byMark(words: Int) -> Line {
    Line(
      present.enumerated().flatMap { place, one -> [Span] in
        let word = place < words ? " \(one.word)" : ""
        return [
          Span("  ", .header), Span("\(one.mark.sign) \(one.count)\(word)", one.mark.badgeRole),
        ]
      })
  }

  /// The same in as few cells as there can be: `✓1 x3`.
  var closeMarks: Line {
    Line(
      present.flatMap { one in
        [Span(" ", .frame), Span("\(one.mark.sign)\(one.count)", one.mark.badgeRole)]
      } + [Span(" ", .frame)])
  }

  private var present: [(mark: Mark, count: Int, word: String)] {
    Mark.allCases.compactMap { mark in
      let all = order.filter { DisplayState.samples[$0 - 1].mark == mark && $1 > 0 }
      guard let first = all.first else { return nil }
      let word = all.count == 1 ? DisplayState.samples[first.0 - 1].counted : mark.word
      return (mark, all.reduce(0) { $0 + $1.1 }, word)
    }
  }

  // Verified first, then what needs somebody most.
  private var order: [(Int, Int)] {
    let first = [14, 11, 10, 9, 7, 8, 16, 2, 6, 5, 4, 12, 13, 15, 1, 3]
    return first.map { ($0, app.mailboxList.counts?[$0] ?? 0) }
  }
}
