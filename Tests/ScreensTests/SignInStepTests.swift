import Canvas
import Core
import Screens
import Testing
@testable import Diagnosis
@testable import Operations

@Suite("Signing in, step by step")
struct SignInStepTests {
  private func part(_ app: App, _ change: (inout Snapshot) -> Void) -> Snapshot {
    var snapshot = app.snapshot
    change(&snapshot)
    return snapshot
  }

  @Test("Authenticate starts a sign-in, OK keeps and proves it, and the badge turns")
  func fromCodeToVerified() {
    var app = Fixture.app()
    app.choose("jobs")
    #expect(app.keys("a") == [.start(JobID(1), .authenticate(mailbox: "jobs", .choice()))])
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
    #expect(app.keys("c") == [.copy("CSJ3KFGHQ")])
    #expect(app.keys("u") == [.copy("https://microsoft.com/devicelogin")])
    let jobs = Fixture.mailbox("jobs")
    _ = app.apply(.progress(JobID(1), .stands(.awaitingOK(Fixture.grant(jobs)))))
    // Nothing is under way while it asks, so nothing wakes for it.
    #expect(app.wakeAt.map { $0 > Fixture.now + .seconds(60) } ?? true)
    #expect(app.keys("Enter") == [.answer(JobID(1), mailbox: "jobs", .ok)])
    let proven = part(app) {
      $0.grants["jobs"] = Fixture.grant(jobs)
      $0.evidence["jobs"] = Fixture.evidence(
        jobs, .verified(as: jobs.popAccount, messages: 1, octets: 2))
    }
    _ = app.apply(.updated(mailbox: "jobs", proven))
    let verified = Authentication.Standing.verified(Fixture.verification("jobs"))
    _ = app.apply(.progress(JobID(1), .stands(verified)))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("✓ Authenticated · Verified") })
    #expect(app.keys("Enter") == [.answer(JobID(1), mailbox: "jobs", .leave)])
    #expect(app.apply(.ended(JobID(1), .authenticated(verified))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("> ✓ jobs") })
  }

  @Test("What the silent way found is shown, and whether somebody has to sign in")
  func silent() {
    var app = Fixture.app()
    app.choose("returns")
    #expect(app.keys("a") == [.start(JobID(1), .authenticate(mailbox: "returns", .choice()))])
    let returns = Fixture.mailbox("returns")
    _ = app.apply(.progress(JobID(1), .tryingSilently))
    #expect(
      app.drawn(120, 36).lines.contains { $0.contains("Trying the secret in force without") })
    _ = app.apply(.progress(JobID(1), .signInNeeded))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("That did not help: a sign-in") })
    _ = app.apply(
      .updated(mailbox: "returns", part(app) { $0.grants["returns"] = Fixture.grant(returns) }))
    let verified = Authentication.Standing.verified(Fixture.verification("returns"))
    #expect(app.apply(.progress(JobID(1), .stands(verified))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Authenticated · Verified") })
  }

  @Test("A refused secret shows why, and asks nobody to sign in")
  func secretRefused() {
    var app = Fixture.app()
    app.choose("returns")
    _ = app.keys("a")
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
    var grant = Fixture.grant(Fixture.mailbox("returns"), secret: "old")
    grant.standing = .secretRefused(refusal, at: Fixture.now)
    _ = app.apply(.updated(mailbox: "returns", part(app) { $0.grants["returns"] = grant }))
    #expect(app.apply(.progress(JobID(1), .stands(.failed(.refused(refusal))))).isEmpty)
    let title = Problem.of(refusal: refusal).title
    #expect(app.drawn(120, 36).lines.contains { $0.contains(title) })
  }

  @Test(
    "Somebody else is a question: note the admin's step, accept, or drop",
    arguments: [
      ("a", Authentication.Answer.adminStep), ("e", .acceptOther), ("n", .refuse),
    ])
  func wrongPerson(key: String, answer: Authentication.Answer) {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"), as: "admin@contoso.example")
    _ = app.apply(
      .progress(JobID(1), .stands(.wrongPerson(grant, expected: "jobs@contoso.example"))))
    #expect(app.keys(key) == [.answer(JobID(1), mailbox: "jobs", answer)])
  }

  @Test("Another sign-in that was kept ends the page with the mailbox's state, and says so")
  func anotherKept() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"))
    #expect(app.apply(.progress(JobID(1), .stands(.kept(grant)))) == [])
    let lines = app.drawn(120, 36).lines
    #expect(lines.contains { $0.contains("Another sign-in was kept") })
    #expect(lines.contains { $0.contains("Not authenticated") })
    _ = app.keys("Enter")
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("Another sign-in was kept") })
  }

  @Test("A sign-in that took this one's place is followed: its code is taken up")
  func anotherBegun() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    let other = Fixture.pending("jobs", .awaitingLogin(.deviceCode(Fixture.code())))
    #expect(
      app.apply(.progress(JobID(1), .stands(.replaced(by: other))))
        == [.answer(JobID(1), mailbox: "jobs", .follow)])
    #expect(
      app.drawn(120, 36).lines.contains { $0.contains("Another sign-in took this one's place") })
  }

  @Test("Esc cancels what is under way, and the code is taken up again by the same key")
  func leave() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(app.keys("Esc") == [.cancel(JobID(1))])
    let kept = part(app) {
      $0.pending["jobs"] = Fixture.pending("jobs", .awaitingLogin(.deviceCode(Fixture.code())))
    }
    _ = app.apply(.updated(mailbox: "jobs", kept))
    #expect(app.apply(.ended(JobID(1), .failed(.cancelled))).isEmpty)
    #expect(
      app.drawn(120, 36).lines.contains { $0.contains("The sign-in is kept: a takes it up again") })
    #expect(app.keys("a") == [.start(JobID(2), .authenticate(mailbox: "jobs", .choice()))])
  }

  @Test("A new code is an answer to the sign-in, which drops the old one")
  func newCode() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(
      app.keys("n") == [.answer(JobID(1), mailbox: "jobs", .begin(anyway: true))])
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
  }

  @Test("In practice one key plays the person; elsewhere it does nothing")
  func visitors() {
    for practice in [true, false] {
      var app = Fixture.app(practice: practice)
      app.choose("jobs")
      _ = app.keys("a")
      _ = app.apply(
        .progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
      let visit = Effect.visit("admin", mailbox: "jobs", userCode: "CSJ3KFGHQ")
      #expect(app.keys("2") == (practice ? [visit] : []))
    }
  }

  @Test("Authenticate with something unmet starts nothing and says what it waits for")
  func unmet() {
    var app = Fixture.app()
    app.choose("wrong-server")
    #expect(app.keys("a").isEmpty)
    #expect(
      app.drawn(120, 36).lines.contains { $0.contains("Authenticate waits: Mailbox: outlook") })
  }

  @Test("The countdown wakes every five seconds, in the last minute every second, else never")
  func wakes() {
    var app = Fixture.app(snapshot: Snapshot())
    #expect(app.wakeAt == nil)
    app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(
      .progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(898), resumed: false)))))
    #expect(app.wakeAt == Fixture.now + .seconds(3))
    _ = app.apply(.tick(Fixture.now + .seconds(840), uptime: .seconds(940), offset: 0))
    #expect(app.wakeAt == Fixture.now + .seconds(841))
  }

  @Test("The picture wakes when the hour for OK is over, and the mailbox is no longer waited for")
  func okLapses() throws {
    var snapshot = Snapshot()
    snapshot.registrations = Fixture.snapshot.registrations
    let box = Fixture.mailbox("support")
    snapshot.mailboxes = ["support": box]
    snapshot.pending = ["support": Fixture.pending("support", .awaitingOK)]
    var grant = Fixture.grant(box)
    grant.signedIn = Fixture.now - .seconds(600)
    snapshot.pendingGrants = ["support": grant]
    var app = Fixture.app(snapshot: snapshot)
    #expect(app.drawn(120, 36).lines[3].contains("Awaiting OK"))
    let end = Fixture.now + .seconds(3000)
    #expect(app.wakeAt == end)
    _ = app.apply(.tick(end, uptime: .seconds(3100), offset: 3600))
    #expect(!app.drawn(120, 36).lines[3].contains("Awaiting OK"))
    #expect(app.wakeAt != end)
  }
}
