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

  private func opened() -> App {
    var app = App(Fixture.setting())
    _ = app.apply(.resize(columns: 120, rows: 36))
    _ = app.apply(.tick(Fixture.now, uptime: .seconds(100), offset: 3600))
    _ = app.apply(.reloaded(Self.snapshot))
    return app
  }

  @Test("The first picture shows what the vault holds; the header says that it still counts")
  func counting() {
    var app = opened()
    #expect(app.drawn(120, 36).lines[1].contains("counting"))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("billing") })
    let due = app.wakeAt
    #expect(due == Fixture.now)
    // As the loop does: ticks until everything has been judged.
    for _ in 0..<5 { _ = app.apply(.tick(Fixture.now, uptime: .seconds(101), offset: 3600)) }
    #expect(!app.drawn(120, 36).lines[1].contains("counting"))
    #expect(app.drawn(120, 36).lines[1].contains("1 verified"))
  }
}
