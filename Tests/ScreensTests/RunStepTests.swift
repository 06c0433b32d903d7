import Canvas
import Core
import Screens
import Testing
@testable import Operations

@Suite("Runs and many mailboxes")
struct RunStepTests {
  @Test("Verify all is one batch of those with a token; what is ordered of it goes to it")
  func verifyAll() {
    var app = Fixture.app()
    guard case .start(let id, .batch(let request)) = app.keys("V").first else {
      Issue.record("no batch")
      return
    }
    #expect(request.deed == .verify(refresh: true))
    #expect(request.mailboxes.prefix(3) == ["billing", "hr", "orders"])
    #expect(request.jobs == 4)
    #expect(request.patience == .pauses(after: 5))
    for name in ["billing", "hr"] { _ = app.apply(.batch(id, .began(name))) }
    _ = app.apply(.batch(id, .ended("billing", .verified(Fixture.verification("billing")))))
    // The last that began is the chosen one.
    #expect(app.keys("s") == [.steer(id, .skip("hr"))])
    _ = app.apply(.batch(id, .ended("hr", .leftOut(.skipped))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("left out: skipped") })
    #expect(app.keys("Space") == [.steer(id, .pause)])
    #expect(app.drawn(120, 36).lines.contains { $0.contains("paused") })
    // Nothing is under way any more: no clock ticks.
    #expect(app.wakeAt.map { $0 > Fixture.now + .seconds(60) } ?? true)
    #expect(app.keys("Space") == [.steer(id, .resume)])
    _ = app.apply(.batch(id, .began("orders")))
    #expect(app.keys("x") == [.cancel(id)])
    #expect(app.apply(.ended(id, .failed(.cancelled))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("left out: stopped") })
  }

  @Test("A server that asks to wait is waited for, and the page says until when")
  func waits() {
    var app = Fixture.app()
    _ = app.keys("V")
    _ = app.apply(.batch(JobID(1), .waiting(until: Fixture.now + .seconds(30))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("the next begins in 30 s") })
    _ = app.apply(.batch(JobID(1), .began("billing")))
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("the next begins in") })
  }

  @Test("A vault that fails ends a run with the reason, and what had no turn is told")
  func vaultFails() {
    var app = Fixture.app()
    _ = app.keys("V")
    app.turn(1, "billing")
    _ = app.apply(.ended(JobID(1), .failed(.vault(.busy))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Who acts") })
    _ = app.keys("Esc")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("left out: stopped") })
  }

  @Test("When a run is over the first trouble is chosen, and the summary says what to do of each")
  func over() {
    var app = Fixture.app()
    _ = app.keys("V")
    for name in app.snapshot.mailboxes.keys.sorted() { app.turn(1, name) }
    _ = app.apply(.ended(JobID(1), .done))
    let lines = app.drawn(120, 36).lines
    #expect(lines.contains { $0.hasPrefix("> billing") })
    let page = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(page.contains("1 of 7 verified. 1 access denied: p on it says why and who acts."))
    #expect(page.contains("1 unreachable: V in the list tries again."))
    #expect(page.contains("1 not verified: p on it says why."))
    _ = app.keys("p")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Who acts") })
  }

  @Test("After a verdict the step that it is about is the chosen one")
  func pointed() {
    var snapshot = Fixture.snapshot
    let evidence = snapshot.evidence["billing"]
    snapshot.evidence["billing"] = nil
    var app = Fixture.app(snapshot: snapshot)
    app.choose("billing")
    #expect(app.drawn(120, 36).lines.contains { $0.contains("> 1 Custom") })
    _ = app.keys("v")
    snapshot.evidence["billing"] = evidence
    _ = app.apply(.updated(mailbox: "billing", snapshot))
    _ = app.apply(.ended(JobID(1), .verified(failure: nil)))
    #expect(app.drawn(120, 36).lines.contains { $0.contains(">10 Green box") })
  }

  @Test("Esc cancels what is under way at home and in the registration, and then goes back")
  func cancelled() {
    var app = Fixture.app()
    app.choose("orders")
    #expect(app.keys("Enter v") == [.start(JobID(1), .verify(mailbox: "orders"))])
    #expect(app.drawn(120, 36).lines.last?.contains("Esc Cancel") == true)
    #expect(app.keys("Esc") == [.cancel(JobID(1))])
    #expect(app.drawn(120, 36).lines[34].contains("Stopping, 0 s"))
    // It takes its time; the key is free again.
    #expect(app.keys("Esc").isEmpty)
    #expect(app.drawn(120, 36).lines.last?.contains("Enter Edit") == true)
    _ = app.apply(.ended(JobID(1), .failed(.cancelled)))
    #expect(app.drawn(120, 36).lines[34].contains("Cancelled: verifying orders."))
    let check = Job.checkSettings(registration: Registration.suggestedName)
    #expect(app.keys("r v") == [.start(JobID(2), check)])
    #expect(app.keys("Esc") == [.cancel(JobID(2))])
    _ = app.apply(.ended(JobID(2), .failed(.cancelled)))
    #expect(app.keys("Esc") == [.dropSecret])
  }

  @Test("A batch that paused for refusals says so, and the key goes on")
  func patience() {
    var app = Fixture.app()
    _ = app.keys("V")
    _ = app.apply(.batch(JobID(1), .paused(refusals: 5)))
    #expect(app.drawn(120, 36).lines[34].contains("Paused: 5 sign-ins in a row were refused."))
    #expect(app.keys("Space") == [.steer(JobID(1), .resume)])
  }

  @Test("The queue shows one sign-in after the other; leaving one pauses it and keeps the sign-in")
  func queue() {
    var app = Fixture.app()
    guard case .start(let id, .batch(let request)) = app.keys("A").first,
      let name = request.mailboxes.first
    else {
      Issue.record("no batch")
      return
    }
    #expect(request.deed == .authenticate)
    #expect(request.jobs == 1)
    _ = app.apply(.batch(id, .began(name)))
    let code = Progress.signIn(.deviceCode(.code(Fixture.code(), resumed: false)))
    _ = app.apply(.batch(id, .progress(name, code)))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
    #expect(app.keys("Esc") == [.steer(id, .pause), .steer(id, .skip(name))])
    _ = app.apply(.batch(id, .ended(name, .leftOut(.skipped))))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("paused") })
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("CSJ3KFGHQ") })
    #expect(!app.drawn(120, 36).lines.contains { $0.contains("left out") })
  }

  @Test("In the queue OK is answered on the page, which closes before the next one comes")
  func queueOfTwo() {
    var app = Fixture.app()
    _ = app.keys("A")
    let id = JobID(1)
    _ = app.apply(.batch(id, .began("jobs")))
    let asks = Progress.stands(.awaitingOK(Fixture.grant(Fixture.mailbox("jobs"))))
    _ = app.apply(.batch(id, .progress("jobs", asks)))
    #expect(app.keys("Enter") == [.answer(id, mailbox: "jobs", .ok)])
    let found = Fixture.verification("jobs")
    _ = app.apply(.batch(id, .progress("jobs", .stands(.verified(found)))))
    #expect(app.keys("Enter") == [.answer(id, mailbox: "jobs", .leave)])
    _ = app.apply(.batch(id, .ended("jobs", .authenticated(.verified(found)))))
    _ = app.apply(.batch(id, .began("returns")))
    #expect(app.drawn(120, 36).lines.contains { $0.contains("Authenticate returns") })
  }

  private func large(_ count: Int) -> App {
    var snapshot = Snapshot()
    snapshot.registrations[Registration.suggestedName] = Fixture.registration
    for number in 0..<count {
      let mailbox = Fixture.mailbox("box\(number)")
      snapshot.mailboxes[mailbox.name] = mailbox
      snapshot.grants[mailbox.name] = Fixture.grant(mailbox)
    }
    return Fixture.app(snapshot: snapshot)
  }

  @Test("A large site is judged as far as it is seen, then bit by bit, and counted when all is")
  func judgedInParts() {
    var app = large(1500)
    #expect(app.wakeAt == Fixture.now)
    #expect(app.drawn(120, 36).lines[1].contains("1500 mailboxes  counting"))
    #expect(app.drawn(120, 36).lines[3].contains("Not verified"))
    _ = app.keys("End")
    #expect(app.drawn(120, 36).lines[20].contains("Not verified"))
    for _ in 0..<3 { _ = app.apply(.tick(Fixture.now, uptime: .seconds(101), offset: 3600)) }
    #expect(app.wakeAt != Fixture.now)
    #expect(app.drawn(120, 36).lines[1].contains("· 1500 not verified"))
  }

  @Test("An arrow key among 10,000 mailboxes costs no more than twice that among 10")
  func keyCost() {
    func cost(_ count: Int) -> Duration {
      var app = large(count)
      var best = Duration.seconds(100)
      for _ in 0..<12 {
        let time = ContinuousClock().measure {
          _ = app.apply(.key(.down))
          _ = app.apply(.key(.up))
          _ = app.drawn(120, 36)
        }
        best = min(best, time)
      }
      return best
    }
    let (few, many) = (cost(10), cost(10_000))
    // The list of ten leaves rows empty; what is drawn in them is the difference that is allowed.
    #expect(many < few * 2, "10: \(few), 10,000: \(many)")
  }
}
