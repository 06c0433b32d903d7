import Canvas
import Core
import Presentation
import Testing

@testable import Screens

/// Whoever tells of a state says the same word for it: the list, the counts, the badge, the run, and the
/// console in lines, at every size.
@Suite("One word for a state")
struct StateWordsTests {
  /// Sites in which all sixteen states are, the mailbox's name beside each.
  private static var sites: [(Snapshot, [String])] {
    var expired = Fixture.snapshot
    for name in expired.registrations.keys {
      expired.registrations[name]?.secret?.saidExpired = Fixture.now
    }
    return [
      (Fixture.snapshot, Fixture.snapshot.mailboxes.keys.sorted()), (expired, ["orders"]),
    ]
  }

  private static func state(_ name: String, _ app: App) throws -> DisplayState {
    try #require(app.mailboxList.row(named: name)).state
  }

  @Test("All sixteen are told of")
  func all() throws {
    let numbers = try Self.sites.flatMap { snapshot, names in
      let app = Fixture.app(snapshot: snapshot)
      return try names.map { try Self.state($0, app).number }
    }
    #expect(Set(numbers) == Set(1...16))
  }

  @Test(
    "The list says the whole word at every size",
    arguments: [(200, 60), (120, 36), (80, 24), (40, 12)])
  func list(columns: Int, rows: Int) throws {
    for (snapshot, names) in Self.sites {
      var app = Fixture.app(columns, rows, snapshot: snapshot)
      for name in names {
        app.choose(name)
        let state = try Self.state(name, app)
        let lines = app.drawn(columns, rows).lines
        let chosen = lines.first { $0.hasPrefix("> \(state.mark.sign) ") }
        #expect(
          chosen?.split(separator: "│").first?.contains(" \(state.name)") == true,
          "\(name): \(chosen ?? "not in the list")")
      }
    }
  }

  @Test("The header counts by it")
  func header() throws {
    for (snapshot, names) in Self.sites {
      for name in names {
        var alone = snapshot
        for other in snapshot.mailboxes.keys where other != name { alone.mailboxes[other] = nil }
        let app = Fixture.app(80, 24, snapshot: alone)
        let state = try Self.state(name, app)
        #expect(
          app.drawn(80, 24).lines[1].contains("\(state.mark.sign) 1 \(state.counted)"),
          "\(name): \(app.drawn(80, 24).lines[1])")
        let marks = Header(app: app).byMark(words: Mark.allCases.count)
        #expect(marks.spans.last?.text == "\(state.mark.sign) 1 \(state.counted)")
      }
    }
  }

  @Test("The badge, which status and the run say too, has it")
  func badge() throws {
    for (snapshot, names) in Self.sites {
      let app = Fixture.app(snapshot: snapshot)
      for name in names {
        let state = try Self.state(name, app)
        let badge = state.badge(local: app.clock.short)
        #expect(badge.contains(state.name) || badge.contains(state.counted), "\(badge)")
        #expect(state.face(local: app.clock.short).spans.first?.text == "\(state.mark.sign) ")
      }
    }
  }

  @Test("The console in lines says it of the mailbox and of the count")
  func lines() throws {
    for (snapshot, names) in Self.sites {
      for name in names {
        var alone = snapshot
        for other in snapshot.mailboxes.keys where other != name { alone.mailboxes[other] = nil }
        (alone.pending, alone.pendingGrants) = (
          alone.pending.filter { $0.key == name }, alone.pendingGrants.filter { $0.key == name }
        )
        var plain = Plain(Fixture.setting())
        _ = plain.apply(.tick(Fixture.now, uptime: .seconds(100), offset: 3600))
        _ = plain.apply(.reloaded(alone))
        let state = try Self.state(name, plain.app)
        let text = plain.take()
        #expect(text.contains("1 mailbox: 1 \(state.counted)."), "\(text)")
        #expect(text.contains("1. \(name): \(state.badge(local: plain.app.clock.short))"))
      }
    }
  }
}
