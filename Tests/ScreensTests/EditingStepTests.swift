import Canvas
import Core
import Screens
import Testing
@testable import Operations

@Suite("Editing, step by step")
struct EditingStepTests {
  @Test("What is typed is judged at every key, mended by one, undone, and saved as one change")
  func fixUndoSave() {
    var app = Fixture.app()
    app.choose("wrong-server")
    _ = app.keys("Enter Down f")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("outlook.office365.com") })
    _ = app.keys("u")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("!outlook.office.com") })
    let effects = app.keys("f ^S")
    var before = Fixture.mailbox("wrong-server")
    before.popServer = "outlook.office.com"
    var saved = Fixture.mailbox("wrong-server")
    saved.popServer = "outlook.office365.com"
    #expect(
      effects == [
        .edit([.saveMailbox(from: before, to: saved)], saying: "Saved wrong-server.")
      ])
    #expect(app.keys("^S").isEmpty)
  }

  @Test("Quitting with unsaved changes asks; keeping on loses nothing, saving saves")
  func guarded() {
    var app = Fixture.app()
    app.choose("support")
    _ = app.keys("Enter Enter Esc")
    #expect(app.keys("q").isEmpty)
    #expect(app.keys("k").isEmpty)
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("Quit with unsaved") })
    #expect(app.drawn(120, 36).lines.contains { $0.contains("support *") })
    _ = app.keys("q")
    let effects = app.keys("s")
    #expect(effects.count == 2 && effects.last == .quit)
    var clean = Fixture.app()
    #expect(clean.keys("q") == [.quit])
  }

  @Test("A new mailbox: name, Pop Account, save, authenticate")
  func newMailbox() {
    var app = Fixture.app(80, 24)
    var effects = app.keys("n 'fresh Enter 'fresh@contoso.example")
    #expect(effects.isEmpty)
    effects = app.keys("^S")
    #expect(effects.count == 1)
    #expect(app.snapshot.mailboxes["fresh"]?.popAccount == "fresh@contoso.example")
    #expect(app.keys("a") == [.start(JobID(1), .authenticate(mailbox: "fresh", .choice()))])
  }

  @Test("A tick is set, cleared, and bound to the registration from step 8 on")
  func attest() {
    var app = Fixture.app()
    app.choose("orders")
    _ = app.keys("Tab Tab Home Down Down Space")
    #expect(app.snapshot.mailboxes["orders"]?.attested[.mailbox]?.who == "ana")
    _ = app.keys("Space")
    #expect(app.snapshot.mailboxes["orders"]?.attested[.mailbox] == nil)
    _ = app.keys("End Space")
    #expect(
      app.snapshot.mailboxes["orders"]?.attested[.greenBox]?.of == Fixture.registration.editorStamp)
  }

  @Test("Removing and forgetting ask first, and the safe answer is the first")
  func confirmations() {
    var app = Fixture.app()
    app.choose("support")
    #expect(app.keys("D Enter").isEmpty)
    #expect(app.snapshot.mailboxes["support"] != nil)
    #expect(app.keys("F Enter").isEmpty)
    #expect(app.keys("D r").count == 1)
    #expect(app.snapshot.mailboxes["support"] == nil)
  }

  @Test("A paste goes into a field, newlines submit nothing; elsewhere it is said")
  func paste() {
    var app = Fixture.app()
    app.choose("support")
    _ = app.apply(.key(.paste("x\nDr")))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Paste goes into a field") })
    _ = app.keys("Enter Down Down Down Enter")
    _ = app.apply(.key(.paste("\u{1b}[2J\nq")))
    let drawn = app.drawn(120, 36).lines.joined()
    #expect(!drawn.contains("\u{1b}"))
    #expect(drawn.contains("\\u{1b}[2Jq"))
  }

  @Test("A secret never comes in: the field names its slot, and saving asks the loop to keep it")
  func secret() {
    var app = Fixture.app()
    _ = app.keys("r")
    #expect(app.secretField == nil)
    _ = app.keys("Down Down Down Down Down Enter")
    let slot = SecretSlot.clientSecret(registration: Registration.suggestedName, .inForce)
    #expect(app.secretField == slot)
    let finding = SecretRules.finding(.secretID, opaque: false)
    _ = app.apply(.secretChanged(filled: true, shape: [finding].compactMap { $0 }))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("That is the Secret ID") })
    #expect(app.keys("^S").isEmpty)
    _ = app.apply(.secretChanged(filled: true, shape: []))
    let effects = app.keys("^S")
    guard case .start(let id, .keepSecret(let edit)) = effects.first else {
      Issue.record("no secret is kept: \(effects)")
      return
    }
    #expect(edit.before == Fixture.registration && effects.count == 1)
    #expect(edit.expires == nil && edit.secretID == nil)
    #expect(app.secretField == nil)
    // Nothing is said of it before the answer is here.
    #expect(!app.drawn(120, 36).lines[34].contains("Saved"))
    #expect(app.keys("^S").isEmpty)
    var saved = Fixture.registration
    saved.formerSecret = saved.secret
    saved.secret?.fingerprint = "newer"
    var snapshot = app.snapshot
    snapshot.registrations[saved.name] = saved
    _ = app.apply(.reloaded(snapshot))
    let result = SecretDriver.Result(
      verdict: .proved, isKept: true, isFirst: false, hasCleared: false, registration: saved)
    #expect(app.apply(.ended(id, .stored(result))) == [.dropSecret])
    let line = app.drawn(120, 36).lines[34]
    #expect(line.contains("Saved, proved."))
  }

  @Test("In the registration every edit can be undone, and nothing is discarded unasked")
  func registrationUndo() {
    var app = Fixture.app()
    _ = app.keys("r Down Down Down Down Down Down Enter Bksp Bksp '31 Enter")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("2026-12-31") })
    _ = app.keys("u")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("2026-12-05") })
    _ = app.keys("Up Enter Bksp Bksp '31 Enter x")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Discard unsaved changes?") })
    #expect(app.keys("k").isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("2026-12-31") })
    #expect(app.keys("x d") == [.dropSecret])
    #expect(app.drawn(120, 36).lines.contains { $0.contains("2026-12-05") })
  }

  @Test("Consent is noted for each tenant, and what was only attested can be taken back")
  func consents() {
    var snapshot = Fixture.snapshot
    let other = "11111111-2222-4333-8444-555555555555"
    snapshot.registrations[Registration.suggestedName]?.domains["fabrikam.example"] = other
    var app = Fixture.app(snapshot: snapshot)
    _ = app.keys("r l l l l Down Enter")
    let kept = { (app: App) in
      app.snapshot.registrations[Registration.suggestedName]?.consents.map(\.tenant) ?? []
    }
    #expect(kept(app) == [other])
    let lines = app.drawn(120, 36).lines
    #expect(lines.contains { $0.contains("> \u{2713} tenant \(other)") })
    #expect(lines.contains { $0.contains("  \u{B7} tenant \(Fixture.tenantID)") })
    _ = app.keys("Enter")
    #expect(kept(app) == [])
  }

  @Test("First start: registration, redirect URIs, permissions, settings, mailbox")
  func guide() {
    var app = Fixture.app(80, 24, snapshot: Snapshot())
    _ = app.keys("'\(Fixture.clientID) Enter '\(Fixture.tenantID) Enter")
    #expect(app.secretField != nil)
    _ = app.apply(.secretChanged(filled: true, shape: []))
    let effects = app.keys("Enter '2027-11-30 ^S")
    guard case .start(let id, .keepSecret(let edit)) = effects.first else {
      Issue.record("no secret is kept: \(effects)")
      return
    }
    #expect(edit.before == nil && edit.expires == Day(iso: "2027-11-30"))
    var saved = edit.registration
    saved.binding = HostBinding(discovery: "login.microsoftonline.com:443")
    saved.secret = SecretFacts(
      fingerprint: "f", expires: edit.expires, stored: Fixture.now, proof: .proved,
      binding: HostBinding(discovery: "login.microsoftonline.com:443"))
    var snapshot = app.snapshot
    snapshot.registrations[saved.name] = saved
    _ = app.apply(.reloaded(snapshot))
    let result = SecretDriver.Result(
      verdict: .proved, isKept: true, isFirst: true, hasCleared: false, registration: saved)
    _ = app.apply(.ended(id, .stored(result)))
    _ = app.keys("'support.contoso.example Enter ^S ^S")
    #expect(app.drawn(80, 24).lines.contains { $0.contains("2 of 3") })
    #expect(app.keys("Enter").count == 1)
    _ = app.keys("^S")
    #expect(app.drawn(80, 24).lines.contains { $0.contains("3 of 3: the mailbox") })
  }

  @Test("Step, then Enter: the field, the registration, or the action that settles it")
  func openStep() {
    var app = Fixture.app()
    app.choose("wrong-server")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("> 5 Pop Server") })
    #expect(app.keys("Tab Tab Enter").isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains(">Pop Server") })
    _ = app.keys("Esc")
    app.choose("orders")
    #expect(app.keys("Tab Tab End Enter") == [.start(JobID(1), .verify(mailbox: "orders"))])
    app.choose("billing")
    #expect(app.keys("Tab Tab Enter").isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Who acts") })
  }

  @Test("Enter on a step says the fact that keeps it from being done, not one that holds")
  func reason() {
    var snapshot = Fixture.snapshot
    snapshot.registrations[Registration.suggestedName]?.checks.secret = nil
    var app = Fixture.app(snapshot: snapshot)
    app.choose("orders")
    _ = app.keys("Tab Tab Home Enter")
    #expect(
      app.drawn(120, 36).lines[34].contains(
        "Not done yet: secret: not tried yet (you: v checks, Enter confirms)"))
    _ = app.keys("Esc")
    app = Fixture.app()
    app.choose("orders")
    _ = app.keys("Tab Tab Home Enter")
    #expect(
      app.drawn(120, 36).lines[34].contains(
        "Not done yet: custom configurations confirmed in the product: 3 of 6"))
  }

  @Test("What is not saved outlives a lost terminal, and no secret is in it")
  func unsavedEdits() {
    var app = Fixture.app()
    app.choose("wrong-server")
    _ = app.keys("Enter Down f n 'half Enter 'half@contoso.example Enter")
    let left = app.unsavedEdits
    #expect(left.mailboxes.keys.sorted() == ["", "wrong-server"])
    var next = Fixture.app()
    _ = next.apply(.restored(left))
    #expect(next.unsavedEdits == left)
    #expect(next.drawn(120, 36).lines.contains { $0.contains("wrong-server *") })
    #expect(Fixture.app().unsavedEdits.isEmpty)
  }
}
