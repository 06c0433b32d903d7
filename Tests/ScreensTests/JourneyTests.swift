import Canvas
import Core
import Screens
import Testing
@testable import Operations

/// A person at 80×24 who presses only keys that the screen names at that moment.
struct Person {
  var app: App
  var pressed = 0

  /// Presses a key that must be on the screen, as a word of the footer or of the body.
  mutating func press(_ name: String, _ location: SourceLocation = #_sourceLocation) -> [Effect] {
    pressed += 1
    let words = app.drawn(80, 24).lines.flatMap {
      $0.split { " (),;:".contains($0) }.map(String.init)
    }
    let shown = words.contains(name) || name == ":" && screen.contains(": Commands")
    #expect(shown, "\(name) is not shown:\n\(screen)", sourceLocation: location)
    guard let key = Key(name: name) else { return [] }
    return app.apply(.key(key))
  }

  mutating func type(_ text: String) {
    for character in text { _ = app.apply(.key(.character(character))) }
  }

  var screen: String { app.drawn(80, 24).lines.joined(separator: "\n") }
}

@Suite("Journeys at 80×24 with keys that the screen shows")
struct JourneyTests {
  @Test("From first start to Verified in at most 40 keys besides what is typed")
  func firstStart() {
    var person = Person(app: Fixture.app(80, 24, snapshot: Snapshot()))
    person.type(Fixture.clientID)
    _ = person.press("Enter")
    person.type(Fixture.tenantID)
    _ = person.press("Enter")
    _ = person.app.apply(.secretChanged(filled: true, shape: []))
    _ = person.press("Enter")
    person.type("2027-11-30")
    guard case .start(let id, .keepSecret(let edit)) = person.press("^S").first else {
      Issue.record("no secret is kept")
      return
    }
    var saved = edit.registration
    saved.secret = SecretFacts(
      fingerprint: "f", expires: edit.expires, stored: Fixture.now, proof: .proved,
      binding: HostBinding(discovery: "login.microsoftonline.com:443"))
    var snapshot = person.app.snapshot
    snapshot.registrations[saved.name] = saved
    _ = person.app.apply(.reloaded(snapshot))
    let kept = SecretDriver.Result(
      verdict: .proved, isKept: true, isFirst: true, hasCleared: false, registration: saved)
    _ = person.app.apply(.ended(id, .stored(kept)))
    person.type("support.contoso.example")
    _ = person.press("Enter")
    _ = person.press("^S")
    _ = person.press("^S")
    _ = person.press("Enter")
    _ = person.press("^S")
    person.type("support")
    _ = person.press("Enter")
    person.type("support@contoso.example")
    _ = person.press("^S")
    #expect(person.press("a") == [.start(JobID(2), .authenticate(mailbox: "support", .choice()))])
    let box = person.app.snapshot.mailboxes["support"] ?? Fixture.mailbox("support")
    _ = person.app.apply(
      .progress(JobID(2), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    var grant = Fixture.grant(box, secret: "f")
    _ = person.app.apply(.progress(JobID(2), .stands(.awaitingOK(grant))))
    #expect(person.press("Enter").count == 1)
    grant.accepted = Fixture.now
    snapshot = person.app.snapshot
    snapshot.grants["support"] = grant
    snapshot.evidence["support"] = Fixture.evidence(
      box, .verified(as: box.popAccount, messages: 1, octets: 1))
    snapshot.evidence["support"]?.probe?.under =
      snapshot.registrations[Registration.suggestedName].map { RegistrationStamp(of: $0) }
      ?? RegistrationStamp(of: Fixture.registration)
    _ = person.app.apply(.updated(mailbox: "support", snapshot))
    _ = person.app.apply(
      .progress(JobID(2), .stands(.verified(Fixture.verification("support")))))
    #expect(person.screen.contains("✓ Authenticated · Verified"))
    #expect(person.pressed <= 40)
  }

  @Test("Cause and owner of a denied mailbox in at most six keys")
  func denied() {
    var snapshot = Fixture.snapshot
    snapshot.pending = [:]
    var person = Person(app: Fixture.app(80, 24, snapshot: snapshot))
    #expect(person.screen.contains("> x billing"))
    _ = person.press("p")
    #expect(person.screen.contains("Who acts   your Microsoft 365 admin"))
    #expect(person.screen.contains("1. "))
    #expect(person.pressed <= 6)
  }

  @Test("Every screen shows a key that leads out of it")
  func waysOut() {
    for way in ["r", "p", "?", ":", "b", "L", "V", "A", "n", "/", "D"] {
      var person = Person(app: Fixture.app(80, 24))
      person.app.choose("billing")
      _ = person.app.keys(way)
      _ = person.press("Esc")
    }
  }

  @Test("Keys pressed at random in any order never trap, and what is drawn stays in the window")
  func anyKeys() {
    let names =
      KeyTable.standard.bindings.flatMap { $0.keys.map(\.name) } + [
        "1", "x", "é", "支", "Bksp", "Del",
      ]
    var seed: UInt64 = 11864
    var app = Fixture.app(practice: true)
    var lastJob = 0
    for _ in 0..<3000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let name = names[Int(seed >> 33) % names.count]
      for effect in app.keys(name) {
        if case .start(let id, _) = effect { lastJob = id.number }
        if case .cancel(let id) = effect { _ = app.apply(.ended(id, .failed(.cancelled))) }
      }
      if seed >> 60 == 1, lastJob > 0 {
        let done: [Outcome] = [
          .verified(failure: nil), .done, .checked(failure: nil), .authenticated(.consentNoted),
        ]
        _ = app.apply(.ended(JobID(lastJob), done[Int(seed >> 20) % done.count]))
      }
      if seed >> 59 == 6, lastJob > 0 {
        let standings: [Authentication.Standing] = [
          .awaitingOK(Fixture.grant(Fixture.mailbox("jobs"))), .ended(.expired),
          .consentNeeded(nil), .dropped(nil), .failed(.cancelled),
        ]
        let progress = Progress.stands(standings[Int(seed >> 20) % standings.count])
        let events: [BatchEvent] = [
          .began("jobs"), .progress("jobs", progress), .ended("jobs", .leftOut(.skipped)),
          .began("billing"), .ended("billing", .failed(.cancelled)), .paused(refusals: 5),
        ]
        _ = app.apply(.progress(JobID(lastJob), progress))
        _ = app.apply(.batch(JobID(lastJob), events[Int(seed >> 24) % events.count]))
      }
      if seed >> 58 == 7 {
        _ = app.apply(.resize(columns: Int(seed >> 9) % 130, rows: Int(seed >> 17) % 50))
      }
      if seed >> 59 == 3 { _ = app.apply(.resize(columns: 80, rows: 24)) }
    }
    #expect(app.drawn(80, 24).lines.count == 24)
  }
}
