import Canvas
import Core
import Screens
import Testing

@Suite("What a console that had to go leaves")
struct UnsavedEditsTests {
  @Test("What stands in a field that is still being typed is kept too")
  func typing() {
    var app = Fixture.app()
    app.choose("wrong-server")
    _ = app.keys("n 'half Enter 'half@contoso.example")
    let left = app.unsavedEdits
    #expect(left.mailboxes[""]?.popAccount == "half@contoso.example")
  }

  @Test("A first start goes on in its guide, with the ids and the day, and without the secret")
  func guide() {
    var app = Fixture.app(80, 24, snapshot: Snapshot())
    _ = app.keys("'\(Fixture.clientID) Enter '\(Fixture.tenantID) Enter")
    _ = app.apply(.secretChanged(filled: true, shape: []))
    _ = app.keys("Enter '2027-11-30")
    let left = app.unsavedEdits
    #expect(left.registration?.clientID == Fixture.clientID)
    #expect(left.registration?.secret == nil)
    var next = Fixture.app(80, 24, snapshot: Snapshot())
    _ = next.apply(.restored(left))
    let screen = next.drawn(80, 24).lines.joined(separator: "\n")
    for text in ["1 of 3", Fixture.clientID, Fixture.tenantID, "none stored", "2027-11-30"] {
      #expect(screen.contains(text), "\(text)\n\(screen)")
    }
    #expect(left.lostSecret == Registration.suggestedName)
    #expect(screen.contains("here again, but for the secret: ^S saves them."))
    var kept = left
    kept.lostSecret = nil
    #expect(next.unsavedEdits == kept)
  }

  @Test("Nothing is left where nothing was typed")
  func nothing() {
    #expect(Fixture.app(80, 24, snapshot: Snapshot()).unsavedEdits.isEmpty)
  }

  @Test("Of a secret alone that was typed nothing is offered again but the word that it is gone")
  func secretAlone() {
    var app = Fixture.app()
    _ = app.keys("r Down Down Down Down Down Enter")
    _ = app.apply(.secretChanged(filled: true, shape: []))
    let left = app.unsavedEdits
    #expect(left.registration == nil)
    #expect(left.lostSecret == Registration.suggestedName)
    #expect(!left.isEmpty)
    var next = Fixture.app()
    _ = next.apply(.restored(left))
    let lines = next.drawn(120, 36).lines
    #expect(lines[2].contains("Mailboxes"))
    #expect(lines[34].contains("was not saved, and is kept nowhere: type it again."))
    #expect(next.unsavedEdits.isEmpty)
  }
}
