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
    #expect(app.keys("a") == [.start(JobID(1), .signIn(mailbox: "jobs", anyway: false))])
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
    #expect(app.keys("c") == [.copy("CSJ3KFGHQ")])
    #expect(app.keys("u") == [.copy("https://microsoft.com/devicelogin")])
    let jobs = Fixture.mailbox("jobs")
    _ = app.apply(.ended(JobID(1), .signIn(.awaitingOK(Fixture.grant(jobs)))))
    #expect(
      app.keys("Enter") == [
        .start(
          JobID(2),
          .accept(
            mailbox: "jobs", pending: "grant-jobs",
            asked: Fixture.grant(Fixture.mailbox("jobs")).signedIn, exception: false))
      ])
    let proven = part(app) {
      $0.grants["jobs"] = Fixture.grant(jobs)
      $0.evidence["jobs"] = Fixture.evidence(
        jobs, .verified(as: jobs.popAccount, messages: 1, octets: 2))
    }
    _ = app.apply(.updated(mailbox: "jobs", proven))
    _ = app.apply(.ended(JobID(2), .verified(failure: nil)))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("✓ Authenticated · Verified") })
    #expect(app.keys("Enter").isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("> ✓ jobs") })
  }

  @Test("A on a Stale mailbox is silent first, and shows no code where that helps")
  func silent() {
    var app = Fixture.app()
    app.choose("returns")
    #expect(app.keys("a") == [.start(JobID(1), .verify(mailbox: "returns"))])
    let returns = Fixture.mailbox("returns")
    _ = app.apply(
      .updated(mailbox: "returns", part(app) { $0.grants["returns"] = Fixture.grant(returns) }))
    #expect(app.apply(.ended(JobID(1), .verified(failure: nil))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Authenticated · Verified") })
  }

  @Test("Where the grant has ended meanwhile, the silent way goes on to a code by itself")
  func silentThenCode() {
    var app = Fixture.app()
    app.choose("returns")
    _ = app.keys("a")
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant", codes: [50173])
    var grant = Fixture.grant(Fixture.mailbox("returns"), secret: "old")
    grant.standing = .ended(refusal, at: Fixture.now)
    _ = app.apply(.updated(mailbox: "returns", part(app) { $0.grants["returns"] = grant }))
    #expect(
      app.apply(.ended(JobID(1), .verified(failure: .refused(refusal)))) == [
        .start(JobID(2), .signIn(mailbox: "returns", anyway: false))
      ])
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
    #expect(app.apply(.ended(JobID(1), .verified(failure: .refused(refusal)))).isEmpty)
    let title = Problem.of(refusal: refusal).title
    #expect(app.drawn(120, 36).lines.contains { $0.contains(title) })
  }

  @Test(
    "Somebody else is a question: note the admin's step, accept, or drop",
    arguments: [
      (
        "a",
        Job.decline(
          mailbox: "jobs", pending: "grant-jobs",
          consentOf: ConsentClaim(registration: Registration.suggestedName, tenant: nil))
      ),
      (
        "e",
        .accept(
          mailbox: "jobs", pending: "grant-jobs",
          asked: Fixture.grant(Fixture.mailbox("jobs")).signedIn, exception: true)
      ),
      ("n", .decline(mailbox: "jobs", pending: "grant-jobs", consentOf: nil)),
    ])
  func wrongPerson(key: String, job: Job) {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"), as: "admin@contoso.example")
    _ = app.apply(.ended(JobID(1), .signIn(.wrongPerson(grant, expected: "jobs@contoso.example"))))
    #expect(app.keys(key) == [.start(JobID(2), job)])
  }

  @Test("Another sign-in that was kept ends the page with the mailbox's state, and says so")
  func anotherKept() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"))
    #expect(app.apply(.ended(JobID(1), .signIn(.kept(grant)))) == [])
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
      app.apply(.ended(JobID(1), .signIn(.replaced(by: other))))
        == [.start(JobID(2), .resume(mailbox: "jobs"))])
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
    #expect(app.keys("a") == [.start(JobID(2), .resume(mailbox: "jobs"))])
  }

  @Test("A new code cancels the old one; what the old one still says is not listened to")
  func newCode() {
    var app = Fixture.app()
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    #expect(
      app.keys("n") == [
        .cancel(JobID(1)), .start(JobID(2), .signIn(mailbox: "jobs", anyway: true)),
      ])
    let before = app
    #expect(app.apply(.ended(JobID(1), .failed(.cancelled))).isEmpty)
    _ = app.apply(.progress(JobID(1), .signIn(.deviceCode(.waiting(.slowDown)))))
    #expect(app == before)
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
    #expect(app.drawn(120, 36).lines[3].contains("Press OK"))
    let end = Fixture.now + .seconds(3000)
    #expect(app.wakeAt == end)
    _ = app.apply(.tick(end, uptime: .seconds(3100), offset: 3600))
    #expect(!app.drawn(120, 36).lines[3].contains("Press OK"))
    #expect(app.wakeAt != end)
  }
}
