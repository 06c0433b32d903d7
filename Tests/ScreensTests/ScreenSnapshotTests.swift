import Canvas
import Core
import Screens
import TestKit
import Testing
@testable import Operations

@Suite("Every screen at 120×36, 80×24 and 40×12, and in ASCII")
struct ScreenSnapshotTests {
  static let sizes = [(120, 36), (80, 24), (40, 12)]

  /// Snapshots of a screen, glyphs then roles then the cursor, at each size and in ASCII.
  func expect(
    _ name: String, snapshot: Snapshot = Fixture.snapshot, practice: Bool = false,
    _ way: (inout App) -> Void
  ) {
    for (columns, rows) in Self.sizes {
      var app = Fixture.app(columns, rows, snapshot: snapshot, practice: practice)
      way(&app)
      expectSnapshot(lines(app.drawn(columns, rows)), named: "\(name)-\(columns)x\(rows)")
    }
    var app = Fixture.app(80, 24, snapshot: snapshot, ascii: true, practice: practice)
    way(&app)
    let grid = app.drawn(80, 24)
    #expect(grid.lines.joined().utf8.allSatisfy { $0 < 0x80 })
    expectSnapshot(lines(grid), named: "\(name)-ascii")
  }

  private func lines(_ grid: Grid) -> [String] {
    let cursor = grid.cursor.map { "cursor \($0.row),\($0.column)" } ?? "no cursor"
    return grid.lines + ["----"] + grid.roleLines + ["----", cursor]
  }

  @Test("home") func home() { expect("home") { $0.choose("support") } }

  @Test("home, the editor has the focus") func editor() {
    expect("editor") {
      $0.choose("wrong-server")
      _ = $0.keys("Enter Down")
    }
  }

  @Test("home, a field is being typed") func typing() {
    expect("typing") {
      $0.choose("wrong-server")
      _ = $0.keys("Enter Down Enter Bksp Bksp Bksp")
    }
  }

  @Test("home, the checklist has the focus") func checklist() {
    expect("checklist") {
      $0.choose("billing")
      _ = $0.keys("Tab Tab End")
    }
  }

  @Test("home, the transcript") func transcript() {
    expect("transcript") {
      $0.choose("billing")
      _ = $0.keys("t")
    }
  }

  @Test("home, filtering") func filter() {
    expect("filter") { _ = $0.keys("/ 'or") }
  }

  @Test("home with a job under way") func job() {
    expect("verifying") { app in
      app.choose("orders")
      _ = app.keys("v")
      _ = app.apply(.tick(Fixture.now + .seconds(2), uptime: .seconds(102), offset: 3600))
    }
  }

  @Test("problem") func problem() {
    expect("problem") {
      $0.choose("billing")
      _ = $0.keys("p")
    }
  }

  @Test("help") func help() { expect("help") { _ = $0.keys("?") } }

  @Test("commands") func palette() { expect("palette") { _ = $0.keys(": 've") } }

  @Test("about") func about() { expect("about") { _ = $0.keys("b") } }

  @Test("log") func log() {
    expect("log") {
      _ = $0.keys("L")
      _ = $0.apply(
        .journal([
          JournalEntry(
            at: Fixture.now, who: "ana", mailbox: "billing", event: "probed",
            fields: ["access": "denied"]),
          JournalEntry(
            at: Fixture.now - .seconds(90_000), who: "ana", mailbox: nil, event: "secret-changed",
            fields: ["registration": Registration.suggestedName]),
        ]))
    }
  }

  @Test("a question") func question() {
    expect("question") {
      $0.choose("support")
      _ = $0.keys("Enter Down Enter 'x Enter Esc q")
    }
  }

  @Test("first start") func guide() { expect("guide", snapshot: Snapshot()) { _ in } }

  @Test("registration") func registration() {
    expect("registration") { _ = $0.keys("r Down Down") }
  }

  @Test("redirect URIs") func interfaces() { expect("interfaces") { _ = $0.keys("r l") } }

  @Test("permissions") func permissions() { expect("permissions") { _ = $0.keys("r l l") } }

  @Test("settings matrix") func settings() { expect("settings") { _ = $0.keys("r l l l Down") } }

  @Test("consent") func consent() { expect("consent") { _ = $0.keys("r l l l l") } }

  @Test("sign-in: the code") func code() {
    expect("sign-in-code", practice: true) { signIn(&$0) }
  }

  @Test("sign-in: settings are checked") func starting() {
    expect("sign-in-starting") {
      $0.choose("jobs")
      _ = $0.keys("a")
    }
  }

  @Test("sign-in: somebody else") func wrongPerson() {
    expect("sign-in-wrong-person") {
      signIn(&$0)
      let grant = Fixture.grant(Fixture.mailbox("jobs"), as: "admin@contoso.example")
      _ = $0.apply(
        .progress(JobID(1), .stands(.wrongPerson(grant, expected: "jobs@contoso.example"))))
    }
  }

  @Test("sign-in: OK is asked for") func ok() { expect("sign-in-ok") { signedIn(&$0) } }

  @Test("sign-in: consent is needed") func consentNeeded() {
    expect("sign-in-consent") {
      signIn(&$0)
      let refusal = OAuthRefusal(
        status: 400, error: "invalid_grant", description: "AADSTS65001: consent", codes: [65001])
      _ = $0.apply(.progress(JobID(1), .stands(.consentNeeded(refusal))))
    }
  }

  @Test("sign-in: it ended") func ended() {
    expect("sign-in-ended") {
      signIn(&$0)
      _ = $0.apply(.progress(JobID(1), .stands(.ended(.declined))))
    }
  }

  @Test("sign-in: verified") func verified() {
    expect("sign-in-verified") { app in
      signedIn(&app)
      _ = app.keys("Enter")
      _ = app.apply(.progress(JobID(1), .authenticated(.signIn)))
      let mailbox = Fixture.mailbox("jobs")
      let evidence = Fixture.evidence(
        mailbox, .verified(as: mailbox.popAccount, messages: 12, octets: 900_000))
      let detail = Fixture.detail(Fixture.stages(until: .quit))
      if let refreshCheck = evidence.refreshCheck {
        _ = app.apply(.progress(JobID(1), .refreshCheck(refreshCheck)))
      }
      for stage in detail.stages {
        _ = app.apply(.progress(JobID(1), .stage(stage)))
      }
      var part = app.snapshot
      part.grants["jobs"] = Fixture.grant(mailbox)
      part.evidence["jobs"] = evidence
      part.probeDetails["jobs"] = detail
      _ = app.apply(.updated(mailbox: "jobs", part))
      _ = app.apply(.progress(JobID(1), .stands(.verified(Fixture.verification("jobs")))))
    }
  }

  @Test("sign-in: the message for the person") func message() {
    expect("sign-in-message") {
      signIn(&$0)
      _ = $0.keys("m")
    }
  }

  @Test("sign-in: why it may be refused") func whyRefused() {
    expect("sign-in-refused") {
      signIn(&$0)
      _ = $0.keys("o")
    }
  }

  @Test("run: under way") func run() {
    expect("run") {
      _ = $0.keys("V")
      $0.turn(1, "billing")
      _ = $0.apply(.batch(JobID(1), .began("hr")))
      if let refreshCheck = Fixture.evidence(Fixture.mailbox("hr"), .locked(said: "")).refreshCheck
      {
        _ = $0.apply(.batch(JobID(1), .progress("hr", .refreshCheck(refreshCheck))))
      }
    }
  }

  @Test("run: over") func runOver() {
    expect("run-over") { app in
      _ = app.keys("V")
      for name in app.snapshot.mailboxes.keys.sorted() { app.turn(1, name) }
      _ = app.apply(.ended(JobID(1), .done))
    }
  }

  private func signIn(_ app: inout App) {
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.waiting(.pending)))))
  }

  private func signedIn(_ app: inout App) {
    signIn(&app)
    let grant = Fixture.grant(Fixture.mailbox("jobs"))
    _ = app.apply(
      .progress(JobID(1), .signedIn(as: grant.identity?.username, scopes: grant.scopes)))
    _ = app.apply(.progress(JobID(1), .stands(.awaitingOK(grant))))
  }
}
