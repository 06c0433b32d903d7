import Canvas
import Core
import Screens
import Testing

@Suite("Stages of a probe are read for the chosen mailbox only")
struct ProbeDetailTests {
  private static let snapshot: Snapshot = {
    var snapshot = Fixture.snapshot
    snapshot.probeDetails = [:]
    snapshot.pending = [:]
    snapshot.pendingGrants = [:]
    return snapshot
  }()

  private func opened() -> (app: App, effects: [Effect]) {
    var app = App(Fixture.setting())
    _ = app.apply(.resize(columns: 120, rows: 36))
    _ = app.apply(.tick(Fixture.now, uptime: .seconds(100), offset: 3600))
    let effects = app.apply(.reloaded(Self.snapshot))
    return (app, effects)
  }

  @Test("They are asked for once, when another mailbox is chosen, and shown when they are here")
  func asked() {
    var (app, effects) = opened()
    #expect(effects == [.readDetail(mailbox: "billing")])
    #expect(app.apply(.tick(Fixture.now, uptime: .seconds(101), offset: 3600)).isEmpty)
    #expect(!app.keys("t").contains(.readDetail(mailbox: "billing")))
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("SASL XOAUTH2") })
    var part = Self.snapshot
    part.probeDetails["billing"] = Fixture.detail(
      Fixture.stages(until: .auth2, said: Fixture.denied))
    #expect(app.apply(.updated(mailbox: "billing", part)).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("SASL XOAUTH2") })
    // One arrow key asks for the next one that was probed, and for no other.
    var asked: [Effect] = []
    for _ in 0..<20 { asked += app.keys("Down") }
    #expect(asked.allSatisfy { if case .readDetail = $0 { true } else { false } })
    #expect(Set(asked.map { "\($0)" }).count == asked.count && !asked.isEmpty)
    #expect(app.keys("Home").isEmpty)
  }

  @Test("A whole site that comes anew keeps what is known of probes that are still the newest")
  func kept() {
    var (app, _) = opened()
    var part = Self.snapshot
    part.probeDetails["billing"] = Fixture.detail([])
    _ = app.apply(.updated(mailbox: "billing", part))
    #expect(app.apply(.reloaded(Self.snapshot)).isEmpty)
    #expect(app.snapshot.probeDetails["billing"] != nil)
    var newer = Self.snapshot
    newer.evidence["billing"]?.probe?.at = Fixture.now
    #expect(app.apply(.reloaded(newer)) == [.readDetail(mailbox: "billing")])
    #expect(app.snapshot.probeDetails["billing"] == nil)
  }
}
