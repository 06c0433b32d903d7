import Canvas
import Core

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
    let total = app.board.rows.count
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
    let total = app.board.rows.count
    spans.append(Span("\(total) \(total == 1 ? "mailbox" : "mailboxes")", .header))
    guard let counts = app.board.counts else {
      return
        Line(spans + [Span("  counting \u{2026}", .header)])
    }
    var used = Line(spans).width
    let present = Header.order(counts).filter { $0.1 > 0 }
    for (place, (number, count)) in present.enumerated() {
      let state = Header.samples[number - 1]
      let text = "\(state.mark) \(count) \(state.spelled.lowercased())"
      let left = present[place...].reduce(0) { $0 + $1.1 }
      let rest = "  and \(left) more"
      let isLast = place == present.count - 1
      guard used + 2 + TextWidth.of(text) + (isLast ? 0 : TextWidth.of(rest)) <= room else {
        spans.append(Span(rest, .header))
        break
      }
      used += 2 + TextWidth.of(text)
      spans += [Span("  ", .header), Span(text, state.role)]
    }
    return Line(spans)
  }

  // Verified first, then what needs somebody most.
  private static func order(_ counts: [Int: Int]) -> [(Int, Int)] {
    let first = [14, 11, 10, 9, 7, 8, 16, 2, 6, 5, 4, 12, 13, 15, 1, 3]
    return first.map { ($0, counts[$0] ?? 0) }
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
