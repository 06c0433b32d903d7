import Canvas
import Core
import Screens
import Testing
@testable import Operations

@Suite("A sign-in page in a small window")
struct SignInScrollTests {
  @Test("What does not fit at 40×12 is scrolled to, and a new question begins at its top")
  func scrolled() {
    var app = Fixture.app(40, 12)
    app.choose("jobs")
    _ = app.keys("a")
    _ = app.apply(.progress(JobID(1), .stands(.consentNeeded(nil))))
    let text = { (app: App) in app.drawn(40, 12).lines.joined(separator: "\n") }
    #expect(text(app).contains("more"))
    #expect(!text(app).contains("Enter  the admin"))
    _ = app.keys("End")
    #expect(text(app).contains("Enter  the admin"), "\(text(app))")
    _ = app.keys("Home")
    #expect(text(app).contains("Authenticate jobs"))
    _ = app.keys("End Enter")
    _ = app.apply(.progress(JobID(1), .stands(.consentNeeded(nil))))
    #expect(text(app).contains("Authenticate jobs"), "\(text(app))")
  }
}
