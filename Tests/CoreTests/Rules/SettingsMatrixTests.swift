import Fixtures
import Core
import Testing

@Suite("Settings on every interface, and phase gates (C-OFF-9, C-OFF-11)")
struct SettingsMatrixTests {
  typealias Samples = RulesSamples

  @Test("The three settings have the article's exact names")
  func names() {
    #expect(
      SettingName.allCases.map(\.rawValue) == [
        "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID", "CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET",
        "CUSTOM_CFG_MAILBOX_OA_TENANT",
      ])
  }

  @Test("A tick holds for the value it was given for, and is outdated by the next one")
  func rotation() {
    var registration = Samples.registration()
    registration.interfaces.append("https://second.custhelp.com/")
    let tick = SettingsMatrix.State.confirmed(who: "ann", at: Samples.now)
    let cells = SettingsMatrix(of: registration).cells
    #expect(cells.map(\.state) == [tick, tick, tick, .missing, .missing, .missing])
    #expect(
      cells.map(\.interface)
        == Array(repeating: "phone-support.custhelp.com", count: 3)
        + Array(repeating: "second.custhelp.com", count: 3))
    registration.secret?.fingerprint = "f2"
    let matrix = SettingsMatrix(of: registration)
    #expect(
      matrix.cells(of: .clientSecret).map(\.state)
        == [.outdated(who: "ann", at: Samples.now), .missing])
    #expect(
      matrix.findings.map(\.line) == [
        "C-OFF-9 notice CUSTOM_CFG_MAILBOX_OA_CLIENT_ID",
        "C-OFF-9 warning CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET",
        "C-OFF-9 notice CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET",
        "C-OFF-9 notice CUSTOM_CFG_MAILBOX_OA_TENANT",
      ])
    #expect(matrix.findings[1].message.contains("phone-support.custhelp.com"))
    #expect(matrix.findings[2].message.contains("second.custhelp.com"))
  }

  @Test("It is complete when every cell is confirmed, and never without an interface")
  func complete() {
    var registration = Samples.registration()
    #expect(SettingsMatrix(of: registration).isComplete)
    #expect(SettingsMatrix(of: registration).findings == [])
    registration.interfaces = []
    #expect(!SettingsMatrix(of: registration).isComplete)
    #expect(
      SettingsMatrix(of: registration).findings.map(\.line) == ["C-OFF-9 warning Interface"])
  }

  @Test("An id in other letter case is the same value; a tick of nothing proves nothing")
  func values() {
    var registration = Samples.registration()
    registration.tenantID = registration.tenantID.uppercased()
    #expect(SettingsMatrix(of: registration).isComplete)
    registration.attested[Samples.interface]?[.tenant] = Attestation(who: "bob", at: Samples.now)
    #expect(
      SettingsMatrix(of: registration).cells(of: .tenant).map(\.state)
        == [.outdated(who: "bob", at: Samples.now)])
    #expect(SettingsMatrix.value(of: .clientSecret, in: Registration(at: Samples.now)) == nil)
  }

  @Test("What is unmet greys Authenticate, phase by phase, and later phases say what locks them")
  func gates() {
    var registration = Samples.registration()
    registration.clientID = ""
    registration.secret?.expires = Day(iso: "2026-02-28")
    var mailbox = Samples.mailbox()
    mailbox.popServer = "outlook.office.com"
    let snapshot = Samples.snapshot(registration, mailbox)
    let gates = Prerequisites.gates(
      for: mailbox, in: snapshot, mailboxIndex: MailboxIndex(snapshot), endpoints: Endpoints(),
      now: Samples.now)
    #expect(
      gates.map { $0.unmet.map(\.line) } == [
        ["C-OFF-8 error Client secret, Expires"],
        ["C-OFF-11 error Application (client) ID"],
        ["C-OFF-5 error Pop Server => outlook.office365.com"],
      ])
    #expect(gates.map(\.lockedBy) == [nil, .registration, .registration])
    #expect(
      Prerequisites.unmet(for: mailbox, in: snapshot, endpoints: Endpoints(), now: Samples.now)
        == gates.flatMap(\.unmet))
  }

  @Test("Warnings and unconfirmed settings never grey Authenticate")
  func warnings() {
    var registration = Samples.registration()
    registration.interfaces = []
    registration.secret?.expires = nil
    registration.secret?.fingerprint = "f2"
    let mailbox = Samples.mailbox("m", "x@outlook.com")
    #expect(
      Prerequisites.unmet(
        for: mailbox, in: Samples.snapshot(registration, mailbox), endpoints: Endpoints(),
        now: Samples.now) == [])
  }

  @Test("Judging a whole site with one census agrees with judging each mailbox alone")
  func mailboxIndex() {
    var snapshot = Samples.snapshot(Samples.registration())
    for index in 0..<60 {
      let mailbox = Samples.mailbox("m\(index)", "u\(index / 2)@d\(index % 3).example.com")
      snapshot.mailboxes[mailbox.name] = mailbox
    }
    let mailboxIndex = MailboxIndex(snapshot)
    for mailbox in snapshot.mailboxes.values {
      let together = MailboxRules.findings(
        for: mailbox, in: snapshot, mailboxIndex: mailboxIndex, endpoints: Endpoints(),
        now: Samples.now)
      #expect(
        together
          == MailboxRules.findings(
            for: mailbox, in: snapshot, endpoints: Endpoints(), now: Samples.now))
      #expect(together.contains { $0.rule == .accountType })
    }
  }
}
