import Canvas
import Core
import Screens
import Testing

@Suite("First page")
struct FirstPageTests {
  /// A site of many mailboxes, so that some lie beyond the first page, and no sign-in under way.
  private static let snapshot: Snapshot = {
    var snapshot = Fixture.snapshot
    for name in snapshot.pending.keys { snapshot.mailboxes[name] = nil }
    snapshot.pending = [:]
    snapshot.pendingGrants = [:]
    for number in 1...300 {
      let mailbox = Fixture.mailbox("z-\(number)")
      snapshot.mailboxes[mailbox.name] = mailbox
    }
    return snapshot
  }()

  private static func page(_ stateCounts: [Int: Int]?, count: Int = 36) -> FirstPage {
    let names = snapshot.mailboxes.keys.sorted()
    var part = snapshot
    for name in names.dropFirst(count) { part.mailboxes[name] = nil }
    return FirstPage(names: names, snapshot: part, stateCounts: stateCounts)
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
    _ = app.apply(.reloaded(Self.snapshot))
    for _ in 0..<5 { _ = app.apply(.tick(Fixture.now, uptime: .seconds(101), offset: 3600)) }
    return app
  }

  @Test("With the last count the first picture is the whole picture, and nothing is drawn twice")
  func same() throws {
    let stateCounts = try #require(loaded(opened(Self.page(nil))).stateCounts)
    let first = opened(Self.page(stateCounts))
    var next = first
    _ = next.apply(.reloaded(Self.snapshot))
    let isSame = first.drawn(120, 36) == next.drawn(120, 36)
    #expect(isSame)
    let isStillSame = first.drawn(120, 36) == loaded(first).drawn(120, 36)
    #expect(isStillSame)
    #expect(first.drawn(120, 36).lines[1].contains("1 verified"))
  }

  @Test("Without a count the header says that it counts")
  func counting() throws {
    let stateCounts = try #require(loaded(opened(Self.page(nil))).stateCounts)
    let app = opened(Self.page(nil))
    #expect(app.drawn(120, 36).lines[1].contains("counting"))
    #expect(app.stateCounts == nil)
    #expect(loaded(app).stateCounts == stateCounts)
    #expect(!loaded(app).drawn(120, 36).lines[1].contains("counting"))
  }

  @Test(
    "Mailboxes that were changed are evaluated for the first picture, duplicates beyond it known")
  func changed() throws {
    let app = loaded(opened(Self.page(nil)))
    let states = try #require(app.mailboxStates)
    #expect(states.map(\.mailbox) == Self.snapshot.mailboxes.keys.sorted())
    let counts = try #require(app.stateCounts).filter { $0.value > 0 }
    for name in ["z-1", "z-300", "support"] {
      var page = Self.page(counts)
      let state = try #require(states.first { $0.mailbox == name }?.state)
      page.stateCounts?[state, default: 0] -= 1
      page.changed = [name]
      page.snapshot.mailboxes[name] = Self.snapshot.mailboxes[name]
      page.addresses = Self.snapshot.mailboxes.values.map {
        MailboxAddress(
          mailbox: $0.name, registration: $0.registration, type: $0.type, popAccount: $0.popAccount)
      }
      #expect(opened(page).stateCounts == counts, "\(name)")
    }
  }
}
