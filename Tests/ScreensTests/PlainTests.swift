import Core
import Screens
import Testing
@testable import Operations

@Suite("The console in lines")
struct PlainTests {
  private func plain(_ snapshot: Snapshot = Fixture.snapshot, ascii: Bool = false) -> Plain {
    var plain = Plain(Fixture.setting(ascii: ascii, practice: true))
    _ = plain.apply(.tick(Fixture.now, uptime: .seconds(100), offset: 3600))
    _ = plain.apply(.reloaded(snapshot))
    return plain
  }

  /// A site with nothing under way.
  private var quiet: Snapshot {
    var snapshot = Fixture.snapshot
    (snapshot.pending, snapshot.pendingGrants) = ([:], [:])
    for name in snapshot.mailboxes.keys where !["support", "billing", "jobs"].contains(name) {
      snapshot.mailboxes[name] = nil
    }
    return snapshot
  }

  @Test("It opens with the registration, the counts and the mailboxes, and a prompt")
  func home() {
    var plain = plain(quiet)
    let text = plain.take()
    #expect(
      text.split(separator: "\n", omittingEmptySubsequences: false).prefix(10).map(String.init) == [
        "",
        "Greenbox. Oracle B2C Service Email, tenant \(Fixture.tenantID), secret: 12 days left.",
        "3 mailboxes: 1 verified, 1 access denied, 1 not authenticated.",
        "1. billing: Authenticated · Access denied",
        "2. jobs: Not authenticated",
        "3. support: Authenticated · Verified 12:45",
        "4. Add a mailbox (n)",
        "5. The app registration, its secret, redirect URIs, permissions, settings and consent (r)",
        "6. Verify every mailbox shown (V)",
        "7. Authenticate the mailboxes shown that need it, one after another (A)",
      ])
    #expect(text.hasSuffix("\n> "))
    // Nothing new, nothing written.
    #expect(plain.take() == "")
  }

  @Test("A sign-in: the code letter by letter, OK by its number, then what was proved")
  func signIn() {
    var plain = plain(quiet)
    _ = plain.enter("2")
    #expect(plain.enter("a") == [.start(JobID(1), .authenticate(mailbox: "jobs", .choice()))])
    _ = plain.take()
    _ = plain.apply(
      .progress(JobID(1), .signIn(.deviceCode(.code(Fixture.code(), resumed: false)))))
    let code = plain.take()
    #expect(code.contains("and enter the code CSJ3KFGHQ\nletter by letter: C S J 3 K F G H Q\n"))
    #expect(code.contains("1. Practice: right person\n"))
    #expect(code.hasSuffix("> "))
    #expect(plain.enter("1") == [.visit("right", mailbox: "jobs", userCode: "CSJ3KFGHQ")])
    // A message is read out, and one is where one was.
    _ = plain.enter("m")
    #expect(plain.take().contains("3. Sign in as jobs@contoso.example and nobody else"))
    let grant = Fixture.grant(Fixture.mailbox("jobs"))
    _ = plain.apply(.progress(JobID(1), .stands(.awaitingOK(grant))))
    #expect(
      plain.take().contains(
        "OK is required: until then nothing is kept.\n1. OK (ok)\n2. No: drop this"))
    #expect(plain.enter("1") == [.answer(JobID(1), mailbox: "jobs", .ok)])
  }

  @Test("Somebody else is a question with its answers in words")
  func wrongPerson() {
    var plain = plain(quiet)
    _ = plain.enter("2")
    _ = plain.enter("a")
    let grant = Fixture.grant(Fixture.mailbox("jobs"), as: "admin@contoso.example")
    _ = plain.apply(
      .progress(JobID(1), .stands(.wrongPerson(grant, expected: "jobs@contoso.example"))))
    let text = plain.take()
    #expect(
      text.contains(
        "Signed in as admin@contoso.example; the mailbox is jobs@contoso.example. Nothing is kept.")
    )
    #expect(text.contains("Neither: drop this sign-in (n)"))
    #expect(plain.enter("n") == [.answer(JobID(1), mailbox: "jobs", .refuse)])
  }

  @Test("A field is asked for with what it is now; what changed is said, and saved")
  func fields() {
    var plain = plain(quiet)
    _ = plain.enter("3")
    _ = plain.enter("e")
    let fields = plain.take()
    #expect(fields.contains("Pop Server: outlook.office365.com"))
    let number = fields.split(separator: "\n").first { $0.contains("Pop Server: ") }
      .flatMap { $0.split(separator: ".").first }.map(String.init)
    _ = plain.enter(number ?? "")
    #expect(plain.take().hasSuffix("Pop Server (now outlook.office365.com): "))
    _ = plain.enter("outlook.office.com")
    let changed = plain.take()
    #expect(changed.contains("Pop Server: outlook.office.com\n"))
    #expect(changed.contains("Wrong: Pop Server"))
    _ = plain.enter("fix")
    _ = plain.enter("fix")
    #expect(plain.take().contains("Pop Server: outlook.office365.com"))
    _ = plain.enter("b")
    _ = plain.enter("b")
    #expect(plain.enter("q") == [.quit])
  }

  @Test("What is unsaved is asked about before it is lost")
  func unsaved() {
    var plain = plain(quiet)
    for line in ["3", "e", "Display Name"] { _ = plain.enter(line) }
    _ = plain.take()
    let number = (1...30).first { number in
      var copy = plain
      _ = copy.enter("\(number)")
      return copy.take().contains("Display Name (now Contoso): ")
    }
    _ = plain.enter("\(number ?? 0)")
    _ = plain.enter("Help Desk")
    _ = plain.enter("b")
    _ = plain.enter("b")
    #expect(plain.enter("q").isEmpty)
    #expect(plain.take().contains("Quit with unsaved changes?\nNot saved: support.\n1. Save and"))
    #expect(plain.enter("3").isEmpty)
    #expect(plain.take().contains("save"))
  }

  @Test("A first start asks for one value after another; the secret is never a line")
  func guide() {
    var plain = plain(Snapshot())
    #expect(plain.take().hasSuffix("Application (client) ID: "))
    _ = plain.enter(Fixture.clientID)
    #expect(plain.take().hasSuffix("Directory (tenant) ID: "))
    #expect(!plain.wantsSecret)
    _ = plain.enter(Fixture.tenantID)
    #expect(plain.take().hasSuffix("Client secret, the Value; nothing is shown: "))
    #expect(plain.wantsSecret)
    _ = plain.apply(.secretChanged(filled: true, shape: []))
    _ = plain.enter("")
    #expect(!plain.wantsSecret)
    #expect(plain.take().hasSuffix("Secret expires: "))
    _ = plain.enter("tomorrow")
    #expect(plain.take().contains("\"tomorrow\" is not a day."))
  }

  @Test("A run is told mailbox by mailbox, and ends with what to do next")
  func run() {
    var plain = plain(quiet)
    _ = plain.enter("V")
    for name in ["billing", "support"] { _ = plain.apply(.batch(JobID(1), .began(name))) }
    #expect(
      plain.take().contains("billing: under way\nsupport: under way\n2 left, running.\n"))
    for name in ["billing", "support"] {
      let end = BatchEnd.verified(Fixture.verification(name))
      _ = plain.apply(.batch(JobID(1), .ended(name, end)))
    }
    _ = plain.apply(.ended(JobID(1), .done))
    let text = plain.take()
    #expect(text.contains("billing: Authenticated · Access denied\n"))
    #expect(text.contains("1 of 2 verified. 1 access denied"))
    #expect(text.contains("1. Go on (b)"))
  }

  @Test("Help, a wrong choice, an empty line, and nothing but ASCII where that is asked for")
  func odds() {
    var plain = plain(quiet, ascii: true)
    _ = plain.take()
    _ = plain.enter("99")
    #expect(plain.take() == "99 is no choice here. An empty line tells what is.\n> ")
    _ = plain.enter("?")
    #expect(plain.take().contains("emptied by -"))
    _ = plain.enter("")
    let all = plain.take()
    #expect(all.contains("3. support: Authenticated - Verified"))
    #expect(all.utf8.allSatisfy { $0 < 0x80 })
    _ = plain.enter("\u{1b}[31m")
    #expect(!plain.take().contains("\u{1b}"))
    for line in ["L", "b", "o", "r"] {
      _ = plain.enter(line)
      #expect(!plain.take().isEmpty, "\(line)")
    }
  }

  @Test("The client secret from before is offered in lines too, where one is held")
  func formerSecret() {
    var snapshot = quiet
    let name = Registration.suggestedName
    var former = Fixture.registration.secret
    former?.fingerprint = "old"
    snapshot.registrations[name]?.formerSecret = former
    var plain = plain(snapshot)
    _ = plain.enter("r")
    #expect(plain.take().contains("Put the client secret from before back in force (U)"))
    _ = plain.enter("U")
    #expect(plain.take().contains("Put the client secret from before back?"))
    #expect(plain.enter("p") == [.start(JobID(1), .undoSecret(registration: name))])
    plain = self.plain(quiet)
    _ = plain.enter("r")
    #expect(!plain.take().contains("(U)"))
  }
}
