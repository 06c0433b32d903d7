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
    #expect(left.mailboxes[""]?.edited.popAccount == "half@contoso.example")
  }

  @Test("A first start goes on in its guide, with the ids and the day, and without the secret")
  func guide() {
    var app = Fixture.app(80, 24, snapshot: Snapshot())
    _ = app.keys("'\(Fixture.clientID) Enter '\(Fixture.tenantID) Enter")
    _ = app.apply(.secretChanged(filled: true, shape: []))
    _ = app.keys("Enter '2027-11-30")
    let left = app.unsavedEdits
    #expect(left.registration?.edited.clientID == Fixture.clientID)
    #expect(left.registration?.base == nil)
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

  @Test("The stored form is the documented one, and comes back the same")
  func stored() throws {
    var base = Fixture.mailbox("support")
    base.displayName = "Con\"toso\n"
    var edited = base
    edited.popServer = "outlook.office.com"
    edited.signInName = "agent@contoso.example"
    var before = Fixture.registration
    before.interfaces = ["support.contoso.example"]
    var after = before
    after.cloud = "germany"
    let edits = UnsavedEdits(
      mailboxes: [
        "support": .init(base: base, edited: edited),
        "": .init(base: nil, edited: Fixture.mailbox("half")),
      ],
      registration: .init(
        base: .init(before, expires: "2026-12-05", secretID: ""),
        edited: .init(after, expires: "soon", secretID: "id")),
      chosen: "support", lostSecret: before.name)
    #expect(edits.text == Self.golden)
    let read = try #require(UnsavedEdits(Array(Self.golden.utf8)))
    #expect(read.text == Self.golden)
    #expect(read.registration == edits.registration)
    #expect(read.chosen == "support" && read.lostSecret == before.name)
    #expect(read.mailboxes["support"]?.edited.signInName == "agent@contoso.example")
    #expect(UnsavedEdits(Array(UnsavedEdits().text.utf8)) == UnsavedEdits())
  }

  private static let golden =
    #"{"chosen":"support","format":1,"lost_secret":"Oracle B2C Service Email","mailboxes":["#
    + #"{"base":null,"edited":{"authentication_type":"OAuth","default_for_interface":false,"#
    + #""display_name":"Contoso","envelope_from":"half@contoso.example","#
    + #""force_reply_between_lines":false,"forward_rejected_to":"","friendly_from":"","#
    + #""identity_exception":false,"incoming_enabled":true,"interface":"support.contoso.example","#
    + #""name":"half","outgoing_enabled":true,"pop_account":"half@contoso.example","#
    + #""pop_server":"outlook.office365.com","registration":"Oracle B2C Service Email","#
    + #""reply_to":"half@contoso.example","sign_in_name":null,"ssl_method":"pop3 ssl port","#
    + #""type":"service"}},"#
    + #"{"base":{"authentication_type":"OAuth","default_for_interface":false,"#
    + #""display_name":"Con\"toso\n","envelope_from":"support@contoso.example","#
    + #""force_reply_between_lines":false,"forward_rejected_to":"","friendly_from":"","#
    + #""identity_exception":false,"incoming_enabled":true,"interface":"support.contoso.example","#
    + #""name":"support","outgoing_enabled":true,"pop_account":"support@contoso.example","#
    + #""pop_server":"outlook.office365.com","registration":"Oracle B2C Service Email","#
    + #""reply_to":"support@contoso.example","sign_in_name":null,"ssl_method":"pop3 ssl port","#
    + #""type":"service"},"edited":{"authentication_type":"OAuth","default_for_interface":false,"#
    + #""display_name":"Con\"toso\n","envelope_from":"support@contoso.example","#
    + #""force_reply_between_lines":false,"forward_rejected_to":"","friendly_from":"","#
    + #""identity_exception":false,"incoming_enabled":true,"interface":"support.contoso.example","#
    + #""name":"support","outgoing_enabled":true,"pop_account":"support@contoso.example","#
    + #""pop_server":"outlook.office.com","registration":"Oracle B2C Service Email","#
    + #""reply_to":"support@contoso.example","sign_in_name":"agent@contoso.example","#
    + #""ssl_method":"pop3 ssl port","type":"service"}}],"#
    + #""registration":{"base":{"account_type":"single","#
    + #""client_id":"3f1c9a52-7b6e-4d0a-9a51-0c2f5c7d9e11","client_mode":"automatic","#
    + #""cloud":"global","interfaces":["support.contoso.example"],"#
    + #""name":"Oracle B2C Service Email","secret_expires":"2026-12-05","secret_id":"","#
    + #""tenant_id":"7c0d2e90-1f4b-4b0e-8f57-2f6a3c5d8b22"},"edited":{"account_type":"single","#
    + #""client_id":"3f1c9a52-7b6e-4d0a-9a51-0c2f5c7d9e11","client_mode":"automatic","#
    + #""cloud":"germany","interfaces":["support.contoso.example"],"#
    + #""name":"Oracle B2C Service Email","secret_expires":"soon","secret_id":"id","#
    + #""tenant_id":"7c0d2e90-1f4b-4b0e-8f57-2f6a3c5d8b22"}}}"#

  @Test(
    "What is not the stored form is not read",
    arguments: [
      "", "{}", "[1]", #"{"format":2,"mailboxes":[]}"#, #"{"format":1}"#,
      #"{"format":1,"mailboxes":[{"base":null,"edited":{"name":"x"}}]}"#,
      #"{"mailboxes":{},"expires":""}"#,
    ])
  func unreadable(text: String) { #expect(UnsavedEdits(Array(text.utf8)) == nil) }

  @Test("What could not be read is handed on from file to file")
  func handedOn() throws {
    var edits = UnsavedEdits()
    edits.unread = "{\"format\":9}"
    #expect(
      edits.text
        == #"{"chosen":null,"format":1,"lost_secret":null,"mailboxes":[],"registration":null,"#
        + #""unread":"{\"format\":9}"}"#)
    #expect(UnsavedEdits(Array(edits.text.utf8))?.unread == "{\"format\":9}")
  }

  @Test("A word that is not among those of the form makes the whole unreadable, a member more not")
  func words() {
    let other = Self.golden.replacing(#""type":"service""#, with: #""type":"spam""#)
    #expect(UnsavedEdits(Array(other.utf8)) == nil)
    let more = Self.golden.replacing(#""format":1,"#, with: #""format":1,"later":[1],"#)
    #expect(UnsavedEdits(Array(more.utf8)) != nil)
  }

  @Test("Edits that are here again keep their base: what others changed meanwhile is told")
  func base() {
    var app = Fixture.app()
    app.choose("wrong-server")
    _ = app.keys("Enter Down f")
    let left = app.unsavedEdits
    #expect(left.mailboxes["wrong-server"]?.edited.popServer == "outlook.office365.com")
    var snapshot = Fixture.snapshot
    snapshot.mailboxes["wrong-server"]?.popServer = "other.contoso.example"
    snapshot.mailboxes["wrong-server"]?.displayName = "Theirs"
    var next = Fixture.app(snapshot: snapshot)
    _ = next.apply(.restored(left))
    #expect(next.keys("^S").isEmpty)
    #expect(
      next.drawn(120, 36).lines[34].contains(
        "Not saved: Pop Server of mailbox wrong-server was changed by somebody else meanwhile."))
    #expect(next.keys("^S").count == 1)
    #expect(next.snapshot.mailboxes["wrong-server"]?.popServer == "outlook.office365.com")
    #expect(next.snapshot.mailboxes["wrong-server"]?.displayName == "Theirs")
  }
}
