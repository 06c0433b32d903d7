import Canvas
import Core
import Screens
import Testing

@Suite("What is said of a change is said once the store has answered")
struct SayingTests {
  /// Presses keys; the words that belong to the change they ask for. The screen says nothing yet.
  private func words(_ app: inout App, _ keys: String) -> String? {
    var words: String?
    for case .edit(_, let saying) in app.keys(keys) { words = saying }
    let said = words.map { words in app.drawn(200, 36).lines.contains { $0.contains(words) } }
    #expect(said == false, "\(keys): \(words ?? "nothing is said at all")")
    return words
  }

  @Test("Saving, removing, erasing, ticking and confirming say nothing before the answer is here")
  func answers() {
    let name = Registration.suggestedName
    let ways: [(mailbox: String?, keys: String, words: String)] = [
      ("wrong-server", "Enter Down f ^S", "Saved wrong-server."),
      ("support", "D r", "Removed support and its tokens here. Microsoft is not told."),
      (
        "support", "F e",
        "The tokens of support are erased here. Microsoft is not told: the grant there lives on "
          + "until it expires or is revoked."
      ),
      (
        "orders", "Tab Tab Home Down Down Space",
        "Step 3 seen in the mailbox editor, ticked by ana."
      ),
      (nil, "r Down Down Down Down Down Down Enter Bksp Bksp '31 Enter ^S", "Saved \(name)."),
      (nil, "r l l l Down Down Down Down Enter", "Confirmed on sales.contoso.example by ana."),
      (nil, "r l l l l Enter", "Noted: an admin of the tenant has consented for everybody."),
    ]
    for way in ways {
      var app = Fixture.app()
      if let mailbox = way.mailbox { app.choose(mailbox) }
      let words = words(&app, way.keys)
      #expect(words == way.words)
      _ = app.apply(.notice(words ?? ""))
      #expect(app.drawn(200, 36).lines[34].contains(way.words), "\(way.keys)")
    }
  }

  @Test("In the guide the sentence on the mailbox stays when the registration is saved with it")
  func guide() {
    var app = Fixture.app(80, 24, snapshot: Snapshot())
    _ = app.keys("'\(Fixture.clientID) Enter '\(Fixture.tenantID) Enter Esc l l l")
    var words: [String?] = []
    for case .edit(_, let saying) in app.keys("^S") { words.append(saying) }
    #expect(words == [nil])
    #expect(app.drawn(80, 24).lines.contains { $0.contains("3 of 3: the mailbox") })
  }
}
