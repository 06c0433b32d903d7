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
      "\(count) \(Header.samples[number - 1].spelled.lowercased())"
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
    let said = (0...Header.marks.count).reversed().first {
      start.width + byMark(words: $0).width <= room
    }
    return start + byMark(words: said ?? 0)
  }

  /// How many are in each state, in words.
  private var byState: Line {
    Line(
      order.filter { $0.1 > 0 }.flatMap { number, count -> [Span] in
        let state = Header.samples[number - 1]
        return [
          Span("  ", .header),
          Span("\(state.mark) \(count) \(state.spelled.lowercased())", state.role),
        ]
      })
  }

  /// How many carry each mark, where there is no room for every state; the first so many marks are
  /// followed by their word.
  func byMark(words: Int) -> Line {
    Line(
      present.enumerated().flatMap { place, mark -> [Span] in
        let word = place < words ? " \(mark.word)" : ""
        return [Span("  ", .header), Span("\(mark.mark) \(mark.count)\(word)", mark.role)]
      })
  }

  /// The same in as few cells as there can be: `✓1 x3`.
  var closeMarks: Line {
    Line(
      present.flatMap { [Span(" ", .frame), Span("\($0.mark)\($0.count)", $0.role)] }
        + [Span(" ", .frame)])
  }

  private var present: [(mark: String, count: Int, word: String, role: Role)] {
    var counts: [String: Int] = [:]
    for (number, count) in order { counts[Header.samples[number - 1].mark, default: 0] += count }
    return Header.marks.compactMap { mark, word, role in
      counts[mark].flatMap { $0 > 0 ? (mark, $0, word, role) : nil }
    }
  }

  // As the story of the list tells them.
  private static let marks: [(String, String, Role)] = [
    ("\u{2713}", "verified", .badgeGreen), ("x", "wrong", .badgeRed), ("!", "to fix", .badgeRed),
    ("\u{21BB}", "stale", .badgeYellow), ("\u{2026}", "waiting", .badgeYellow),
    ("?", "not reached", .badgeYellow), ("\u{B7}", "not yet", .badgeGrey),
  ]

  // Verified first, then what needs somebody most.
  private var order: [(Int, Int)] {
    let first = [14, 11, 10, 9, 7, 8, 16, 2, 6, 5, 4, 12, 13, 15, 1, 3]
    return first.map { ($0, app.mailboxList.counts?[$0] ?? 0) }
  }

  // One state of each number, for its mark and word.
  private static let samples: [DisplayState] = [
    .draft,
    .needsFixing(Finding(rule: "", field: "", .error, "", advice: "")), .passwordMailbox,
    .awaitingAdmin, .awaitingLogin, .awaitingOK, .wrongAccount(as: ""), .stale([]),
    .unauthenticated, .secretExpired, .accessDenied, .unreachable, .authenticatedOnly,
    .verified(at: Moment(seconds: 0)), .notAuthenticated, .attemptFailed(.expired),
  ]
}
