import Canvas
import Core
import Screens
import Testing

@Suite("First page")
struct FirstPageTests {
  /// A site of many mailboxes, so that some lie beyond the first page, and no sign-in under way.
  private static let site: Site = {
    var site = Fixture.site
    for name in site.pending.keys { site.mailboxes[name] = nil }
    site.pending = [:]
    site.pendingGrants = [:]
    for number in 1...300 {
      let mailbox = Fixture.mailbox("z-\(number)")
      site.mailboxes[mailbox.name] = mailbox
    }
    return site
  }()

  private static func page(_ tally: Tally?, count: Int = 36) -> FirstPage {
    let names = site.mailboxes.keys.sorted()
    var part = site
    for name in names.dropFirst(count) { part.mailboxes[name] = nil }
    return FirstPage(names: names, site: part, tally: tally)
  }

  private func opened(_ page: FirstPage) -> App {
    var app = App(Fixture.setting())
    _ = app.apply(.resize(columns: 120, rows: 36))
    _ = app.apply(.tick(Fixture.now, uptime: .seconds(100), offset: 3600))
    _ = app.apply(.opened(page))
    return app
  }

  /// As the loop does: ticks until everything has been judged.
  private func loaded(_ app: App) -> App {
    var app = app
    _ = app.apply(.reloaded(Self.site))
    for _ in 0..<5 { _ = app.apply(.tick(Fixture.now, uptime: .seconds(101), offset: 3600)) }
    return app
  }

  @Test("With the last count the first picture is the whole picture, and nothing is drawn twice")
  func same() throws {
    let tally = try #require(loaded(opened(Self.page(nil))).tally)
    let first = opened(Self.page(tally))
    var next = first
    _ = next.apply(.reloaded(Self.site))
    let isSame = first.drawn(120, 36) == next.drawn(120, 36)
    #expect(isSame)
    let isStillSame = first.drawn(120, 36) == loaded(first).drawn(120, 36)
    #expect(isStillSame)
    #expect(first.drawn(120, 36).lines[1].contains("1 verified"))
  }

  @Test("Without a count, or with one that does not hold, the header says that it counts")
  func counting() throws {
    let tally = try #require(loaded(opened(Self.page(nil))).tally)
    var old = tally
    old.until = Fixture.now
    var other = tally
    other.basis = "another version"
    for kept in [nil, old, other] {
      let app = opened(Self.page(kept))
      #expect(app.drawn(120, 36).lines[1].contains("counting"))
      #expect(app.tally == nil)
      #expect(loaded(app).tally == tally)
      #expect(!loaded(app).drawn(120, 36).lines[1].contains("counting"))
    }
  }
}
