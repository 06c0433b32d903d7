import Canvas
import Core
import Screens
import Testing

@Suite("Runs and many mailboxes")
struct RunStepTests {
  @Test("Verify all goes through the mailboxes with a token, one at a time")
  func verifyAll() {
    var app = Fixture.app()
    #expect(app.keys("V") == [.start(JobID(1), .verify(mailbox: "billing"))])
    #expect(
      app.apply(.ended(JobID(1), .verified(failure: nil))) == [
        .start(JobID(2), .verify(mailbox: "hr"))
      ])
    #expect(app.keys("s") == [.cancel(JobID(2))])
    #expect(app.keys("Space").isEmpty)
    #expect(app.apply(.ended(JobID(2), .failed(.cancelled))).isEmpty)
    #expect(app.keys("Space") == [.start(JobID(3), .verify(mailbox: "orders"))])
    #expect(app.keys("x") == [.cancel(JobID(3))])
    #expect(app.apply(.ended(JobID(3), .failed(.cancelled))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("left out: stopped") })
  }

  @Test("When a run is over the first trouble is chosen, and the summary says what to do of each")
  func over() {
    var app = Fixture.app()
    _ = app.keys("V")
    for number in 1...9 { _ = app.apply(.ended(JobID(number), .verified(failure: nil))) }
    let lines = app.drawn(120, 36).lines
    #expect(lines.contains { $0.hasPrefix("> billing") })
    let page = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(page.contains("1 of 7 verified. 1 denied: p on it says why and who acts."))
    #expect(page.contains("1 not reached: V in the list tries again."))
    #expect(page.contains("1 without a verdict: p on it says why."))
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

  @Test("Five refusals in a row pause a run by themselves")
  func patience() {
    var snapshot = Fixture.snapshot
    for number in 1...8 {
      let mailbox = Fixture.mailbox("aa\(number)")
      snapshot.mailboxes[mailbox.name] = mailbox
      snapshot.grants[mailbox.name] = Fixture.grant(mailbox)
      snapshot.evidence[mailbox.name] = Fixture.evidence(
        mailbox, .denied(.auth2, said: Fixture.denied))
    }
    var app = Fixture.app(snapshot: snapshot)
    _ = app.keys("V")
    for number in 1...4 {
      #expect(app.apply(.ended(JobID(number), .verified(failure: nil))).count == 1)
    }
    #expect(app.apply(.ended(JobID(5), .verified(failure: nil))).isEmpty)
    #expect(app.keys("Space").count == 1)
  }

  @Test("The queue signs one mailbox in after the other; leaving one pauses it")
  func queue() {
    var app = Fixture.app()
    let effects = app.keys("A")
    #expect(effects.count == 1)
    guard case .start(let id, let job) = effects.first else { return }
    #expect(job.mailbox != nil)
    #expect(app.keys("Esc") == [.cancel(id)])
    #expect(app.apply(.ended(id, .failed(.cancelled))).isEmpty)
    #expect(app.drawn(120, 36).lines.contains { $0.contains("paused") })
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
