import Canvas
import Core
import Screens
import Testing

@Suite("From a problem to what settles it, by a key that the page names")
struct ProblemActionTests {
  private func problem(_ mailbox: String, _ columns: Int = 80, _ rows: Int = 24) -> App {
    var app = Fixture.app(columns, rows)
    app.choose(mailbox)
    _ = app.keys("p")
    return app
  }

  private func keysHere(_ app: App) -> String? {
    app.drawn(80, 60).lines.first { $0.contains("Keys here  ") }?
      .split(separator: "  ", omittingEmptySubsequences: true).last.map {
        String($0.drop { $0 == " " })
      }
  }

  private func footer(_ app: App) -> String { app.drawn(120, 24).lines[23] }

  @Test("A denied mailbox is verified again from its problem")
  func verify() {
    var app = problem("billing")
    #expect(keysHere(app) == "v verifies.")
    #expect(footer(app).contains("v Verify"))
    #expect(!footer(app).contains("a Authenticate"))
    #expect(app.keys("v") == [.start(JobID(1), .verify(mailbox: "billing"))])
  }

  @Test("A wrong field is gone to, on its tab")
  func edit() {
    var app = problem("wrong-server")
    #expect(keysHere(app) == "Enter opens the mailbox's fields.")
    #expect(app.keys("Enter").isEmpty)
    #expect(app.drawn(80, 24).lines.contains { $0.contains(">Pop Server") })
  }

  @Test("A key that the problem has no use for does nothing, and the page stays")
  func useless() {
    for mailbox in ["billing", "wrong-server"] {
      var app = problem(mailbox)
      #expect(app.keys("r").isEmpty)
      #expect(app.drawn(80, 24).lines[2].contains(mailbox))
    }
  }
}
