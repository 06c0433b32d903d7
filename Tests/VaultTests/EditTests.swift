import Core
import Foundation
import Testing

@testable import Vault

/// Edits that two make at once.
@Suite struct EditTests {
  let home = TemporaryHome()
  static let rounds = 1000

  /// One side's edits: each reads what is there as its user sees it, changes its own fields, and
  /// applies the change to whatever is there by then.
  static func edit(_ side: Int, rounds: Int, in vault: VaultFile) async throws {
    let interface = side == 0 ? "agent" : "ümlaut"
    var snapshot = try await vault.snapshot()
    for round in 1...rounds {
      // Not read again before each: the other side's edits are not known here.
      if round % 10 == 0 { snapshot = try await vault.snapshot() }
      guard let mailbox = snapshot.mailboxes["support"],
        let registration = snapshot.registrations["main"]
      else { throw VaultFailure.conflict("gone") }
      var edited = mailbox
      var changed = registration
      if side == 0 {
        edited.displayName = "\(round)"
        edited.attested[.ok] = Attestation(who: "\(round)", at: noon)
        changed.clientID = "\(round)"
        changed.secret?.secretID = "\(round)"
      } else {
        edited.replyTo = "\(round)"
        edited.attested[.editor] = Attestation(who: "\(round)", at: noon)
        changed.tenantID = "\(round)"
        changed.secret?.expires = Day(number: Int64(round))
      }
      let tick = Attestation(who: "\(round)", at: noon)
      try await vault.apply([
        .editMailbox(from: mailbox, to: edited),
        .editRegistration(from: registration, to: changed),
        .amend(registration: "main", .attested(interface: interface, .clientID, tick)),
        .amend(registration: "main", .domain("d\(side)-\(round % 50)", tenant: "\(round)")),
      ])
      snapshot.mailboxes["support"] = edited
      snapshot.registrations["main"] = changed
    }
  }

  @Test(
    "two processes with a thousand edits each of different fields lose none",
    .timeLimit(.minutes(3)))
  func processes() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([putSecret("s")])
    let path = home.path
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(processExitsWith: .success) { [path = path as String] in
          let vault = try await VaultFile.open(
            home: path, key: .keyFile(path + "/key"), sleep: rest)
          try await EditTests.edit(0, rounds: EditTests.rounds, in: vault)
        }
      }
      group.addTask {
        do {
          try await Self.edit(1, rounds: Self.rounds, in: vault)
        } catch {
          Issue.record(error)
        }
      }
    }
    let snapshot = try await vault.snapshot()
    let (mailbox, main) = (snapshot.mailboxes["support"], snapshot.registrations["main"])
    let last = "\(Self.rounds)"
    #expect(mailbox?.displayName == last)
    #expect(mailbox?.replyTo == last)
    #expect(mailbox?.attested[.ok]?.who == last)
    #expect(mailbox?.attested[.editor]?.who == last)
    #expect(main?.clientID == last)
    #expect(main?.tenantID == last)
    #expect(main?.secret?.secretID == last)
    #expect(main?.secret?.expires == Day(number: Int64(Self.rounds)))
    #expect(main?.attested["agent"]?[.clientID]?.who == last)
    #expect(main?.attested["ümlaut"]?[.clientID]?.who == last)
    #expect(main?.domains.count == 100)
    #expect(try await home.open().snapshot() == snapshot)
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("s"))
  }

  @Test(
    "the same field twice tells the second, and a field changed to the same value is no conflict")
  func sameField() async throws {
    let vault = try await home.open(mailboxes: "support")
    let other = try await home.open()
    let (before, registrationBefore) = (mailbox("support"), registration())
    var mine = before
    mine.popServer = "mine.example"
    var theirs = before
    theirs.popServer = "theirs.example"
    try await vault.apply([.editMailbox(from: before, to: mine)])
    try await other.apply([.editMailbox(from: before, to: mine)])
    await #expect(
      throws: Failure.vault(
        .conflict("Pop Server of mailbox support was changed by somebody else meanwhile"))
    ) { try await other.apply([.editMailbox(from: before, to: theirs)]) }
    #expect(try await other.snapshot().mailboxes["support"]?.popServer == "mine.example")
    var one = registrationBefore
    one.tenantID = "one"
    var two = registrationBefore
    two.tenantID = "two"
    two.clientID = "lost?"
    try await vault.apply([.editRegistration(from: registrationBefore, to: one)])
    await #expect(
      throws: Failure.vault(
        .conflict(
          "Directory (tenant) ID of registration main was changed by somebody else meanwhile"))
    ) { try await other.apply([.editRegistration(from: registrationBefore, to: two)]) }
    #expect(try await vault.snapshot().registrations["main"] == one)
  }

  @Test("a secret that was changed meanwhile is a conflict, for its value and for its facts")
  func secrets() async throws {
    let vault = try await home.open(mailboxes: "support")
    try await vault.apply([putSecret("one")])
    let before = try #require(try await vault.snapshot().registrations["main"])
    try await vault.apply([putSecret("two", replacing: "print of one")])
    await #expect(throws: Failure.self) {
      try await vault.apply([putSecret("three", replacing: "print of one")])
    }
    var dated = before
    dated.secret?.expires = Day(number: 1)
    await #expect(throws: Failure.self) {
      try await vault.apply([.editRegistration(from: before, to: dated)])
    }
    #expect(
      try await vault.secret(.clientSecret(registration: "main", .inForce), for: here)
        == Secret("two"))
  }
}
