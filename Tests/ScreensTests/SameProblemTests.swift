import Core
import Testing

@testable import Screens
@testable import Diagnosis

@Suite("The console's problem is the command line's")
struct SameProblemTests {
  /// What the command line tells: `Problem.known` of the mailbox's own part of the site.
  private func told(_ name: String, _ snapshot: Snapshot, _ app: App) throws -> Problem? {
    let mailbox = try #require(snapshot.mailboxes[name])
    let endpoints = app.setting.endpoints
    let facets = Facets(
      of: mailbox,
      config: ConfigFacet(of: mailbox, in: snapshot, endpoints: endpoints, now: app.now),
      in: snapshot, endpoints: endpoints, now: app.now, fresh: app.setting.fresh)
    return Problem.known(of: name, facets, in: snapshot, endpoints: endpoints, now: app.now)
  }

  @Test("the same site gives the same problem of every mailbox, token facts and clock included")
  func same() throws {
    var snapshot = Fixture.snapshot
    for name in snapshot.registrations.keys { snapshot.registrations[name]?.checks.clockSkew = 600 }
    let shape = TokenShape(
      length: 5000, audience: "https://graph.microsoft.com", scopes: ["Mail.Read"],
      issued: Fixture.now - .seconds(60), expires: Fixture.now + .seconds(3000))
    for name in snapshot.probeDetails.keys { snapshot.probeDetails[name]?.token = shape }
    let app = Fixture.app(snapshot: snapshot)
    var problems = 0
    for name in snapshot.mailboxes.keys.sorted() {
      let problem = try told(name, snapshot, app)
      #expect(app.problem(of: name) == problem, "\(name)")
      problems += problem == nil ? 0 : 1
      if let problem, problem.id == "pop-denied" {
        #expect(problem.causes.first?.text.contains("POP.AccessAsUser.All") == true)
        #expect(problem.causes.first?.likelihood == .shown)
        #expect(problem[detail: "token length"] == "5000 characters")
      }
    }
    #expect(problems > 3)
  }

  @Test("a server clock that is ahead means that this clock is behind")
  func clock() {
    var registration = Fixture.registration
    registration.checks.clockSkew = 600
    let context = Problem.Context(registration: registration, now: Fixture.now)
    #expect(context.skew == .seconds(-600))
    var snapshot = Fixture.snapshot
    for name in snapshot.registrations.keys { snapshot.registrations[name]?.checks.clockSkew = 600 }
    #expect(Fixture.app(snapshot: snapshot).problemContext(nil).skew == .seconds(-600))
  }
}
