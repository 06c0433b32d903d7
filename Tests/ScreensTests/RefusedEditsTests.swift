import Canvas
import Core
import Operations
import Screens
import Testing

@Suite("Edits that the store does not take")
struct RefusedEditsTests {
  private static let conflict = Failure.vault(
    .conflict("Pop Server of mailbox wrong-server was changed by somebody else meanwhile"))

  private func saved() -> (app: App, changes: [AdminEdit]) {
    var app = Fixture.app()
    app.choose("wrong-server")
    _ = app.keys("Enter Down f")
    guard case .edit(let changes, _) = app.keys("^S").first else { return (app, []) }
    return (app, changes)
  }

  @Test("A conflict names what was changed, loads the site anew, and the draft stays")
  func conflict() {
    var (app, changes) = saved()
    #expect(app.apply(.refused(Self.conflict, of: changes)) == [.reload])
    var snapshot = Fixture.snapshot
    snapshot.mailboxes["wrong-server"]?.popServer = "theirs.contoso.example"
    snapshot.mailboxes["wrong-server"]?.displayName = "Theirs"
    _ = app.apply(.reloaded(snapshot))
    let screen = app.drawn(120, 36).lines
    #expect(screen[34].contains("Not saved: Pop Server of mailbox wrong-server was changed by"))
    #expect(screen.contains { $0.contains("wrong-server *") })
    #expect(app.unsavedEdits.mailboxes["wrong-server"]?.edited.popServer == "outlook.office365.com")
    // Saved once more it goes over what was changed, knowingly, and over nothing else.
    guard case .edit(let again, _) = app.keys("^S").first,
      case .saveMailbox(.some(let before), let after) = again.first
    else {
      Issue.record("nothing is saved")
      return
    }
    #expect(before == snapshot.mailboxes["wrong-server"])
    #expect(after.popServer == "outlook.office365.com" && after.displayName == "Theirs")
  }

  @Test("What was typed since then stays on top of what was refused")
  func typedSince() {
    var (app, changes) = saved()
    _ = app.keys("Down Down Enter 'x Enter")
    _ = app.apply(.refused(Self.conflict, of: changes))
    _ = app.apply(.reloaded(Fixture.snapshot))
    let draft = app.unsavedEdits.mailboxes["wrong-server"]
    #expect(draft?.edited.popServer == "outlook.office365.com")
    #expect(draft?.edited.popAccount == "wrong-server@contoso.examplex")
  }

  @Test("Of a full disk nothing is lost either, and the problem is shown")
  func disk() {
    var (app, changes) = saved()
    _ = app.apply(.refused(.vault(.input(path: "p", detail: "no space")), of: changes))
    _ = app.apply(.reloaded(Fixture.snapshot))
    #expect(app.unsavedEdits.mailboxes.keys.sorted() == ["wrong-server"])
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Who acts") })
  }

  @Test("A new mailbox whose name was taken meanwhile is a draft again")
  func newMailbox() {
    var app = Fixture.app(80, 24)
    _ = app.keys("n 'fresh Enter 'fresh@contoso.example")
    guard case .edit(let changes, _) = app.keys("^S").first else {
      Issue.record("nothing is saved")
      return
    }
    let taken = Failure.vault(.conflict("there is a mailbox fresh already"))
    _ = app.apply(.refused(taken, of: changes))
    _ = app.apply(.reloaded(Fixture.snapshot))
    #expect(app.unsavedEdits.mailboxes[""]?.edited.popAccount == "fresh@contoso.example")
    #expect(app.snapshot.mailboxes["fresh"] == nil)
  }

  @Test("A registration's edits come back to its screen, with the day that was typed")
  func registration() {
    var app = Fixture.app()
    _ = app.keys("r Down Down Down Down Down Down Enter Bksp Bksp '31 Enter")
    guard case .edit(let changes, _) = app.keys("^S").first else {
      Issue.record("nothing is saved")
      return
    }
    let conflict = Failure.vault(.conflict("Client secret, Expires of registration x was changed"))
    #expect(app.apply(.refused(conflict, of: changes)) == [.reload])
    var snapshot = Fixture.snapshot
    snapshot.registrations[Registration.suggestedName]?.secret?.expires = Day(iso: "2027-01-01")
    _ = app.apply(.reloaded(snapshot))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("2026-12-31") })
    guard case .edit(let again, _) = app.keys("^S").first,
      case .saveRegistration(.some(let before), let after) = again.first
    else {
      Issue.record("nothing is saved")
      return
    }
    #expect(before.secret?.expires == Day(iso: "2027-01-01"))
    #expect(after.secret?.expires == Day(iso: "2026-12-31"))
  }

  @Test("What was typed into a registration since then stays, a secret too")
  func registrationTypedSince() {
    var app = Fixture.app()
    _ = app.keys("r Down Down Down Down Down Down Enter Bksp Bksp '31 Enter")
    guard case .edit(let changes, _) = app.keys("^S").first else {
      Issue.record("nothing is saved")
      return
    }
    let other = "0123abcd-1f4b-4b0e-8f57-2f6a3c5d8b22"
    _ = app.keys("Home Down Down Down Enter")
    _ = app.apply(.key(.end))
    for _ in Fixture.clientID { _ = app.keys("Bksp") }
    _ = app.keys("'\(other) Enter Down Enter")
    #expect(app.secretField != nil)
    _ = app.apply(.secretChanged(filled: true, shape: []))
    let conflict = Failure.vault(.conflict("Client secret, Expires of registration x was changed"))
    _ = app.apply(.refused(conflict, of: changes))
    #expect(app.secretField != nil)
    var snapshot = Fixture.snapshot
    snapshot.registrations[Registration.suggestedName]?.tenantID = other
    _ = app.apply(.reloaded(snapshot))
    #expect(app.secretField != nil)
    let left = app.unsavedEdits
    #expect(left.lostSecret == Registration.suggestedName)
    #expect(left.registration?.edited.clientID == other)
    #expect(left.registration?.edited.tenantID == other)
    #expect(left.registration?.edited.expires == "2026-12-31")
    #expect(left.registration?.base?.expires == "2026-12-05")
  }

  @Test("A new registration that was left once it was saved comes back when it is refused")
  func newRegistration() {
    var app = Fixture.app()
    _ = app.keys("r n Down Down Down Enter '\(Fixture.clientID) Enter Esc")
    guard case .edit(let changes, _) = app.keys("s").first,
      case .saveRegistration(nil, let registration) = changes.first
    else {
      Issue.record("nothing is saved")
      return
    }
    // It is left: the list has the keys again.
    #expect(app.unsavedEdits.registration == nil)
    let taken = Failure.vault(.conflict("there is a registration of that name already"))
    #expect(app.apply(.refused(taken, of: changes)) == [.reload])
    _ = app.apply(.reloaded(Fixture.snapshot))
    let left = app.unsavedEdits.registration
    #expect(left?.base == nil && left?.edited.name == registration.name)
    #expect(left?.edited.clientID == Fixture.clientID)
    #expect(app.drawn(160, 36).lines[34].contains("Your edits are still here"))
    guard case .edit(let again, _) = app.keys("^S").first,
      case .saveRegistration(nil, let same) = again.first
    else {
      Issue.record("it is not saved again")
      return
    }
    #expect(same.name == registration.name && same.clientID == Fixture.clientID)
  }

  @Test("A tick that was refused leaves no draft behind")
  func tick() {
    var app = Fixture.app()
    app.choose("orders")
    guard case .edit(let changes, _) = app.keys("Tab Tab Home Down Down Space").first else {
      Issue.record("nothing is ticked")
      return
    }
    _ = app.apply(.refused(Self.conflict, of: changes))
    _ = app.apply(.reloaded(Fixture.snapshot))
    #expect(app.unsavedEdits.mailboxes.isEmpty)
  }
}
