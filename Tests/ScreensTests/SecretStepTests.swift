import Canvas
import Core
import Screens
import Testing
@testable import Operations

@Suite("A client secret in the console, step by step")
struct SecretStepTests {
  private func handedOver() -> (app: App, id: JobID, edit: SecretEdit)? {
    var app = Fixture.app()
    _ = app.keys("r Down Down Down Down Down Enter")
    _ = app.apply(.secretChanged(filled: true, shape: []))
    guard case .start(let id, .keepSecret(let edit)) = app.keys("^S").first else {
      Issue.record("no secret is kept")
      return nil
    }
    return (app, id, edit)
  }

  private func result(
    _ verdict: SecretDriver.Verdict, kept: Bool, cleared: Bool = false
  ) -> SecretDriver.Result {
    var registration = Fixture.registration
    if kept {
      registration.formerSecret = registration.secret
      registration.secret?.fingerprint = "newer"
      registration.secret?.expires = nil
    }
    return SecretDriver.Result(
      verdict: verdict, isKept: kept, isFirst: false, hasCleared: cleared,
      registration: registration)
  }

  @Test("A refused one is said, nothing was saved, and the next one is typed into an empty field")
  func refused() throws {
    var (app, id, _) = try #require(handedOver())
    let refusal = OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_215])
    let ended = app.apply(.ended(id, .stored(result(.refused(refusal), kept: false))))
    #expect(ended == [.dropSecret])
    let screen = app.drawn(120, 36).lines
    #expect(
      screen[34].contains("Not saved: the identity server refused the new client secret"))
    #expect(app.unsavedEdits.lostSecret == nil)
    #expect(!screen.contains { $0.contains("(typed, not saved)") })
    // Nothing is held that could be handed over once more.
    #expect(app.keys("^S").isEmpty)
    _ = app.keys("Enter")
    #expect(app.secretField != nil)
    _ = app.apply(.secretChanged(filled: true, shape: []))
    guard case .start = app.keys("^S").first else {
      Issue.record("the right one is not handed over")
      return
    }
  }

  @Test("While one is being tried no other is begun")
  func trying() throws {
    var (app, id, _) = try #require(handedOver())
    _ = app.keys("Enter")
    #expect(app.secretField == nil)
    #expect(app.drawn(120, 36).lines[34].contains("is being tried"))
    _ = app.apply(.ended(id, .failed(.cancelled)))
    _ = app.keys("Enter")
    #expect(app.secretField != nil)
  }

  @Test("With no answer it is asked whether to keep it without proof; the safe answer is the first")
  func unproved() throws {
    let lost = Failure.network(NetworkFailure(.connectTimeout, host: "h", port: 443))
    var (app, id, edit) = try #require(handedOver())
    _ = app.apply(.ended(id, .stored(result(.noAnswer(lost), kept: false))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Keep the new client secret without") })
    var patient = app
    #expect(patient.keys("Enter").isEmpty)
    guard case .start(let again, .keepSecret(let anyway)) = app.keys("k").first else {
      Issue.record("it is not handed over again")
      return
    }
    #expect(anyway.keepsUnproved && anyway.registration == edit.registration)
    let kept = result(.noAnswer(lost), kept: true, cleared: true)
    #expect(app.apply(.ended(again, .stored(kept))) == [.dropSecret])
    let line = app.drawn(200, 36).lines[34]
    #expect(line.contains("Kept, not proved: the identity server gave no answer"))
  }

  @Test("Kept, the old day is gone from the screen, and the new one is asked for")
  func cleared() throws {
    var (app, id, _) = try #require(handedOver())
    let kept = result(.notJudged(nil), kept: true, cleared: true)
    var snapshot = app.snapshot
    snapshot.registrations[kept.registration.name] = kept.registration
    _ = app.apply(.reloaded(snapshot))
    _ = app.apply(.ended(id, .stored(kept)))
    let screen = app.drawn(120, 36).lines.joined(separator: "\n")
    #expect(!screen.contains("2026-12-05"))
    #expect(kept.asks?.contains("The old day and Secret ID were cleared.") == true)
  }

  @Test("A conflict is told, and what was typed goes over it at the next save")
  func conflict() throws {
    var (app, id, _) = try #require(handedOver())
    let conflict = Failure.vault(.conflict("the client secret of registration x was changed"))
    #expect(app.apply(.ended(id, .failed(conflict))) == [.reload])
    var snapshot = Fixture.snapshot
    snapshot.registrations[Registration.suggestedName]?.secret?.fingerprint = "theirs"
    _ = app.apply(.reloaded(snapshot))
    #expect(app.drawn(120, 36).lines[34].contains("Not saved: the client secret of registration x"))
    guard case .start(_, .keepSecret(let edit)) = app.keys("^S").first else {
      Issue.record("it is not handed over again")
      return
    }
    #expect(edit.before?.secret?.fingerprint == "theirs")
  }

  @Test("Esc stops it, and nothing is said to be saved")
  func cancelled() throws {
    var (app, id, _) = try #require(handedOver())
    #expect(app.keys("Esc") == [.cancel(id)])
    _ = app.apply(.ended(id, .failed(.cancelled)))
    #expect(app.drawn(120, 36).lines[34].contains("Cancelled: trying the client secret"))
  }

  private func withFormer() -> Snapshot {
    var snapshot = Fixture.snapshot
    let name = Registration.suggestedName
    snapshot.registrations[name]?.formerSecret = SecretFacts(
      fingerprint: "old", secretID: nil, expires: Day(iso: "2027-02-03"),
      stored: Fixture.now - .seconds(90_000), proof: .unproved,
      binding: HostBinding(discovery: "login.microsoftonline.com:443"))
    return snapshot
  }

  @Test("The one from before is put back by one key, asked first, and then said")
  func putBack() throws {
    var app = Fixture.app(200, 36, snapshot: withFormer())
    _ = app.keys("r Down Down Down Down Down")
    #expect(app.drawn(200, 36).lines.contains { $0.contains("U puts it back") })
    #expect(app.keys("U Enter").isEmpty)
    #expect(app.keys("U").isEmpty)
    let question = app.drawn(200, 36).lines
    #expect(question.contains { $0.contains("and is not proved.") })
    let effects = app.keys("p")
    let name = Registration.suggestedName
    #expect(effects == [.start(JobID(1), .undoSecret(registration: name))])
    // Not twice, and nothing is said before it is done.
    #expect(app.keys("U").isEmpty)
    #expect(!app.drawn(200, 36).lines[34].contains("in force again"))
    var snapshot = withFormer()
    let former = try #require(snapshot.registrations[name]?.formerSecret)
    try snapshot.registrations[name]?.promote(.before, fingerprint: former.fingerprint)
    let promoted = try #require(snapshot.registrations[name])
    _ = app.apply(.reloaded(snapshot))
    #expect(app.apply(.ended(JobID(1), .putBack(promoted))).isEmpty)
    let screen = app.drawn(200, 36).lines
    #expect(screen[34].contains("The client secret from before is in force again, not proved."))
    #expect(screen.contains { $0.contains("2027-02-03") })
    #expect(app.unsavedEdits.isEmpty)
  }

  @Test("With none from before it is nowhere offered")
  func nothingBefore() {
    for (snapshot, isOffered) in [(Fixture.snapshot, false), (withFormer(), true)] {
      var app = Fixture.app(200, 36, snapshot: snapshot)
      _ = app.keys("r")
      #expect(app.drawn(200, 36).lines[35].contains("U Old secret") == isOffered)
      _ = app.keys(": 'undo-secret")
      let palette = app.drawn(200, 36).lines
      #expect(palette.contains { $0.contains("Put the client secret from") } == isOffered)
    }
    var app = Fixture.app(200, 36)
    #expect(app.keys("r U").isEmpty)
    #expect(app.drawn(200, 36).lines[34].contains("No client secret from before is held"))
  }

  @Test("Where another one came meanwhile it is told")
  func putBackConflict() {
    var app = Fixture.app(200, 36, snapshot: withFormer())
    _ = app.keys("r U p")
    let conflict = Failure.vault(.conflict("the client secret of registration x was changed"))
    _ = app.apply(.ended(JobID(1), .failed(conflict)))
    #expect(app.drawn(200, 36).lines[34].contains("Nothing was put back: the client secret of"))
  }
}
