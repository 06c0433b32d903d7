import Canvas
import Core
import Testing
@testable import Diagnosis
@testable import Screens

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

  @Test("Every action that a console can take has its key, and no other has one")
  func everyAction() {
    let keys: [ProblemAction: String] = [
      .authenticate: "a authenticates.", .newSignIn: "a authenticates.",
      .resume: "a authenticates.", .verify: "v verifies.", .verifyAll: "v verifies.",
      .editPopAccount: "Enter opens the mailbox's fields.",
      .editPopServer: "Enter opens the mailbox's fields.",
      .editSignInName: "Enter opens the mailbox's fields.",
      .editRegistration: "r opens the registration.", .newSecret: "r opens the registration.",
      .showSettings: "r opens the registration.", .checkSettings: "r opens the registration.",
      .confirmPopServer: "r opens the registration.",
    ]
    let app = problem("billing")
    for action in ProblemAction.allCases {
      var problem = Problem.of(.cancelled)
      problem.actions = [action]
      let state = ProblemState(problem: problem, subject: "billing")
      #expect(app.deedWords(state) == keys[action], "\(action)")
    }
  }

  @Test("A step that changes a field goes to that field")
  func field() {
    var app = Fixture.app(80, 24)
    app.choose("billing")
    var problem = Problem.of(.cancelled)
    problem.actions = [.editSignInName]
    app.stack = [.problem(ProblemState(problem: problem, subject: "billing"))]
    _ = app.keys("Enter")
    #expect(app.drawn(80, 24).lines.contains { $0.contains(">Sign-in name") })
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
