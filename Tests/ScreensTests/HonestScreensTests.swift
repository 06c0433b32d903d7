import Canvas
import Core
import Screens
import Testing
@testable import Diagnosis
@testable import Operations

@Suite("Screens that say no more than is so, and what comes next")
struct HonestScreensTests {
  private func screen(_ app: App) -> String { app.drawn(120, 36).lines.joined(separator: "\n") }

  /// Two mailboxes: one verified, one with no token, and the registration's secret as given.
  private func snapshot(expires: String? = nil) -> Snapshot {
    var snapshot = Fixture.snapshot
    for name in snapshot.mailboxes.keys where !["support", "jobs"].contains(name) {
      snapshot.mailboxes[name] = nil
    }
    (snapshot.pending, snapshot.pendingGrants) = ([:], [:])
    if let expires {
      snapshot.registrations[Registration.suggestedName]?.secret?.expires = Day(iso: expires)
    }
    return snapshot
  }

  @Test("A run over what has a token does not call the rest done")
  func withoutToken() {
    var app = Fixture.app(snapshot: snapshot())
    _ = app.keys("V")
    app.turn(1, "support")
    _ = app.apply(.ended(JobID(1), .done))
    #expect(
      screen(app).contains("1 of 1 verified. 1 more without a token: A in the list signs them in."))
  }

  @Test("A mailbox that nobody signed in tells of its registration's expired secret")
  func expiredSecret() {
    var app = Fixture.app(snapshot: snapshot(expires: "2026-11-01"))
    app.choose("jobs")
    #expect(app.drawn(120, 36).lines[35].contains("p Problem"))
    _ = app.keys("p")
    let title = Problem.of(
      refusal: OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222])
    ).title
    #expect(screen(app).contains(title))
    #expect(screen(app).contains("Keys here  r opens the registration"))
  }

  @Test("After the admin's step the mailbox's own follows, with a new code")
  func adminStep() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"), as: "admin@contoso.example")
    _ = app.apply(
      .progress(JobID(1), .stands(.wrongPerson(grant, expected: "jobs@contoso.example"))))
    _ = app.keys("a")
    #expect(
      app.apply(.progress(JobID(1), .stands(.consentNoted))) == [
        .answer(JobID(1), mailbox: "jobs", .begin(anyway: true))
      ])
    #expect(screen(app).contains("Noted: an admin consented for the organization"))
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(screen(app).contains("Sign in there as"))
  }

  @Test("An alias is told to be one of the person's addresses")
  func alias() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    var grant = Fixture.grant(Fixture.mailbox("jobs"), as: "kim@contoso.example")
    grant.match = .alias
    _ = app.apply(.progress(JobID(1), .stands(.awaitingOK(grant))))
    #expect(
      screen(app).contains(
        "\u{2713} jobs@contoso.example is one of that person's addresses, says Microsoft Graph"))
  }

  @Test("The header is about the registration of the mailbox that signs in")
  func header() {
    var snapshot = snapshot()
    var old = Registration(name: "Old app", at: Fixture.now)
    old.tenantID = Fixture.tenantID
    old.clientID = Fixture.clientID
    snapshot.registrations["Old app"] = old
    var other = Fixture.mailbox("archive")
    other.registration = "Old app"
    snapshot.mailboxes["archive"] = other
    var app = Fixture.app(snapshot: snapshot)
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(app.drawn(120, 36).lines[0].contains(Registration.suggestedName))
  }

  @Test("A check made before the last change is no tick any more")
  func outdatedCheck() {
    var snapshot = snapshot()
    var app = Fixture.app(snapshot: snapshot)
    _ = app.keys("r")
    #expect(screen(app).contains("\u{2713} Client secret passed"))
    snapshot.registrations[Registration.suggestedName]?.secret?.fingerprint = "newer"
    app = Fixture.app(snapshot: snapshot)
    _ = app.keys("r")
    #expect(!screen(app).contains("Client secret passed"))
    #expect(screen(app).contains("Client secret: tried before the last change"))
  }

  @Test("Edits that are here again do not hide a sign-in that waits")
  func editsAndSignIn() {
    var app = Fixture.app(80, 24)
    app.choose("wrong-server")
    _ = app.keys("Enter Down Enter 'x Enter")
    let left = app.unsavedEdits
    var next = Fixture.app(80, 24)
    _ = next.apply(.restored(left))
    let line = next.drawn(80, 24).lines[22]
    #expect(line.hasPrefix(" Unsaved changes are here again (^S saves). A sign-in for "))
    #expect(line.hasSuffix("waits (a)."))
  }

  @Test("A client secret that is put into an id is out of sight at once, and kept nowhere")
  func misplacedSecret() {
    let secret = "Zb8Q~w7kPq_3nLr.T5vXyC2dHsJ0aGfEuMiOkR1t"
    for way in ["paste", "typing"] {
      var app = Fixture.app()
      _ = app.keys("r Down Down Down Down Enter ^U")
      if way == "paste" {
        _ = app.apply(.key(.paste(secret)))
      } else {
        _ = app.keys("'\(secret) Enter")
      }
      let text = screen(app)
      #expect(!text.contains(secret.prefix(12)), "\(way)")
      #expect(
        text.contains(
          "That looks like a client secret, not like Directory (tenant) ID: it was dropped."),
        "\(way)\n\(text)")
      let left = app.unsavedEdits.registration?.edited.tenantID ?? ""
      #expect(!left.contains("Zb8Q"))
    }
  }
}
