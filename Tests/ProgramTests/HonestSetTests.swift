import Foundation
import Practice
import TestKit
import Testing
import Wire

@testable import Core
@testable import greenbox
@testable import Operations

/// What Exchange keeps to itself cannot be told apart from here, and nothing pretends to.
@Suite(.serialized)
struct HonestSetTests {
  /// A tenant of which every byte on the mail server's wire is kept, in this process.
  private static func tenant() throws -> PracticeTenant {
    var plan = TenantPlan.standard
    let shared = PracticePerson(
      userPrincipalName: "desk@practice.example", displayName: "Desk",
      mail: "desk@practice.example",
      delegates: ["support@practice.example"], messageSizes: [640])
    plan.add(name: "desk", shared)
    plan.recordsDialogues = true
    // One length of life, so that tokens of one mailbox differ in nothing but their times.
    plan.accessTokenLifetime = 3600
    let tenant = try PracticeTenant(plan)
    try tenant.start()
    return tenant
  }

  /// All that the program says of a mailbox, and all that went over the wire meanwhile.
  private struct Said: Equatable {
    var outputs: [String]
    var exits: [Int32]
    var dialogues: [[String]]

    /// The lines that only one of both says.
    func differences(from other: Said) -> [String] {
      zip(outputs, other.outputs).flatMap { mine, its in
        let lines = [mine, its].map { $0.split(separator: "\n").map(String.init) }
        return lines[0].difference(from: lines[1]).map { "\($0)" }
      }
    }
  }

  /// Plays one fault in a home of its own, seeded afresh.
  private static func play(
    _ fault: String?, at mailbox: String, as delegate: String? = nil, _ tenant: PracticeTenant
  ) throws -> Said {
    let home = try PracticeHome.make()
    defer { home.remove() }
    try home.write(tenant)
    #expect(inLoop { loop in await seed(home, tenant, mailbox, delegate, loop) } == 0)
    if let fault { try tenant.set(PracticeFault(parsing: fault)) }
    defer { if let fault { try? tenant.clear(fault) } }
    let before = tenant.popDialogues.count
    var environment = Greenbox.environment
    for (name, value) in home.environment(tenant) { environment[name] = value }
    var said = Said(outputs: [], exits: [], dialogues: [])
    for arguments in [
      ["verify", mailbox, "--json"], ["verify", mailbox], ["status", "--json"],
      ["status"], ["checklist", mailbox, "--json"], ["report", mailbox, "--history", "0"],
      ["report", mailbox, "--history", "0", "--json"],
    ] {
      let process = try ChildProcess(
        [Greenbox.path] + arguments, environment: environment, session: true)
      process.closeInput()
      let run = Run(process.wait(timeout: 60))
      said.outputs.append(blurred(run.output + run.errors, home.path))
      said.exits.append(run.exit)
    }
    said.dialogues = tenant.popDialogues[before...].map { $0.turns.map(masked) }
    return said
  }

  // A grant as its sign-in would have ended with: the mailbox' own user's, or a delegate's.
  private static func seed(
    _ home: PracticeHome, _ tenant: PracticeTenant, _ mailbox: String, _ delegate: String?,
    _ loop: Loop
  ) async -> Int32 {
    do throws(Failure) {
      let session = try await Session.open(
        loop: loop, output: Output(json: false, loop), home: Home(folder: home.path),
        given: home.overrides(tenant))
      let table = FaultTable(tenant: tenant, session: session)
      try await table.prepare()
      if let delegate {
        let before = try await session.world.part(mailbox).mailboxAndRegistration(mailbox).0
        var fields = before
        fields.signInName = delegate
        try await session.world.apply([.editMailbox(from: before, to: fields)])
        var scene = FaultScene("pop-off", number: 0)
        scene.play(at: mailbox, as: delegate)
        guard await table.signIn(scene).isVerified else { return 2 }
      }
      await session.engine.shutdown(grace: .seconds(2))
      return 0
    } catch {
      return 1
    }
  }

  // Times and durations are the clock's, not the fault's; a fingerprint is the home's. Whether the
  // answer to QUIT comes before the connection is let go is a race that is nobody's fault either.
  private static func blurred(_ text: String, _ home: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(#/^ *[✓x·] quit | quit \||^S: \+OK .* signing off/#) }
      .joined(separator: "\n").replacing(home, with: "HOME")
      .replacing(/,\{"name":"quit"[^}]*\}/, with: "")
      .replacing(/,"S: \+OK [^"]* signing off\."/, with: "")
      .replacing(/\\n\| quit [^\\]*/, with: "")
      .replacing(/\\nS: \+OK [^\\]* signing off\./, with: "").replacing(
        /was \d+ s ago/, with: "was N s ago"
      )
      .replacing(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?/, with: "TIME")
      .replacing(/\b\d\d:\d\d(:\d\d)?\b/, with: "TIME")
      .replacing(/fingerprint [0-9a-f]+/, with: "fingerprint F")
      .replacing(/\| [0-9.]+ \|/, with: "| MS |")
      .replacing(/"ms":[0-9.]+/, with: "\"ms\":0").replacing(/[ ]*[0-9.]+ ms/, with: " MS")
  }

  // A token is random where it is signed; its length is not.
  private static func masked(_ turn: PracticeDialogue.Turn) -> String {
    let text = String(decoding: turn.bytes, as: UTF8.self)
    let side = turn.side == .client ? "C" : "S"
    guard turn.side == .client, let data = Data(base64Encoded: text.filter { !$0.isNewline }),
      let range = data.range(of: Data("auth=Bearer ".utf8)), data.suffix(2) == Data([1, 1])
    else { return "\(side): \(text)" }
    let name = String(decoding: data[..<range.upperBound], as: UTF8.self)
    return "\(side): \(name)<\(data.count - range.upperBound - 2) bytes> of \(turn.bytes.count)"
  }

  private static let members = [
    "pop-off", "no-licence", "rights-missing", "rights-late", "exchange-blocked",
  ]

  @Test("faults of one set give byte-identical dialogues and identical words, report and JSON")
  func identical() throws {
    let tenant = try Self.tenant()
    defer { tenant.stop() }
    let said = try Self.members.map {
      try Self.play("\($0)=support", at: "support", tenant)
    }
    let first = try #require(said.first)
    for (member, other) in zip(Self.members, said).dropFirst() {
      #expect(other.dialogues == first.dialogues, "\(member)")
      #expect(other.exits == first.exits, "\(member)")
      #expect(other.differences(from: first) == [], "\(member)")
    }
    #expect(Array(first.exits.prefix(2)) == [4, 4])
    #expect(first.dialogues.count == 2)
    #expect(
      first.dialogues.allSatisfy { turns in
        turns.contains("S: -ERR Authentication failure: unknown user name or bad password.\r\n")
      })
    // The set, in book order, and the one check that decides, with its owner.
    let words = first.outputs[1]
    #expect(words.contains("Cannot be told apart from here"))
    #expect(words.contains("Get-CASMailbox -Identity support@practice.example"))
    let set = [
      "POP is switched off for this mailbox.", "Conditional Access, or a policy of Exchange",
      "There is no mailbox behind the address", "The rights were granted after",
    ]
    let places = set.compactMap { words.range(of: $0)?.lowerBound }
    #expect(places.count == set.count && places == places.sorted())
    // A mailbox that opens says something else: what is compared is not empty words.
    let well = try Self.play(nil, at: "support", tenant)
    #expect(well.dialogues != first.dialogues && well.outputs[1] != words)
  }

  @Test("a shared mailbox without FullAccess looks like one whose POP is off, and is told so")
  func shared() throws {
    let tenant = try Self.tenant()
    defer { tenant.stop() }
    let members = ["rights-missing", "pop-off", "no-licence"]
    let said = try members.map {
      try Self.play("\($0)=desk", at: "desk", as: "support@practice.example", tenant)
    }
    let first = try #require(said.first)
    for (member, other) in zip(members, said).dropFirst() {
      #expect(other.dialogues == first.dialogues, "\(member)")
      #expect(other.differences(from: first) == [], "\(member)")
    }
    // The second try, under the delegate's own name, opens (C-POP-4), once for each verify.
    #expect(first.dialogues.count == 4)
    #expect(first.outputs[1].contains("the same token opens as support@practice.example"))
    #expect(first.outputs[1].contains("Cannot be told apart from here"))
    #expect(first.outputs[1].contains("-User support@practice.example -AccessRights FullAccess"))
  }
}
