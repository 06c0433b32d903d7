import Testing

@testable import Practice

@Suite struct FaultTests {
  /// Long enough for any answer on loopback, short enough to wait for none.
  static let brief: Int32 = 1000

  @Test func `Every fault has a name of its own, one line of help, and is read back`() throws {
    let names = PracticeFault.all.map(\.name)
    #expect(names.count == NamedFault.allCases.count + 12 + 36)
    #expect(Set(names).count == names.count)
    for (name, summary) in PracticeFault.all {
      #expect(try PracticeFault(parsing: name).description == name)
      #expect(!summary.isEmpty && !summary.contains("\n") && summary.count <= 90, "\(summary)")
    }
  }

  @Test func `An order may say how often and for whom`() throws {
    let fault = try PracticeFault(parsing: "server-trouble:3=support,sales")
    #expect(fault.name == "server-trouble")
    #expect(fault.times == 3)
    #expect(fault.mailboxes == ["support", "sales"])
    #expect(fault.description == "server-trouble:3=support,sales")
    #expect(try PracticeFault(parsing: "throttle").times == 2)
    #expect(try PracticeFault(parsing: "slow-down").times == 1)
    #expect(try PracticeFault(parsing: "nul").times == nil)
    for wrong in [
      "", "unknown", "stall", "stall-nowhere", "nul=", "nul:0", "nul:x", "nul=,", "NUL", "cut-",
      "=support",
    ] {
      #expect(throws: PracticeError.unknownFault(wrong)) { try PracticeFault(parsing: wrong) }
    }
    #expect(throws: PracticeError.unknownMailbox("nobody")) { try RunningTenant("nul=nobody") }
  }

  @Test func `Without a fault nothing is out of the ordinary`() throws {
    let tenant = try RunningTenant()
    #expect(try Trail.identity(tenant) == Trail.ordinary)
    #expect(try Trail.connection(tenant, patience: Self.brief) == "silent")
    for mailbox in ["support", "events", "sales", "legacy"] {
      #expect(try Trail.mail(tenant, mailbox: mailbox) == Trail.ordinary)
    }
  }

  @Test(
    "The identity server stalls, is cut or talks garbage where it is told to",
    arguments: PracticeStage.identity)
  func identityStages(stage: PracticeStage) throws {
    #expect(
      try Trail.identity(RunningTenant("stall-\(stage.rawValue)"), stalling: stage)
        == "\(stage.rawValue): silent")
    for word in ["cut", "garbage"] {
      #expect(
        try Trail.identity(RunningTenant("\(word)-\(stage.rawValue)"))
          == "\(stage.rawValue): broken")
    }
    for body in FaultKind.SpoiltBody.allCases {
      let what = body == .badJSON ? "200 no JSON" : body.rawValue
      #expect(
        try Trail.identity(RunningTenant(FaultKind.spoilt(body, stage).name))
          == "\(stage.rawValue): \(what)")
    }
  }

  @Test(
    "The mail server stalls, is cut or talks garbage where it is told to",
    arguments: [PracticeStage.greeting, .capa, .auth1, .auth2, .stat, .quit])
  func mailStages(stage: PracticeStage) throws {
    let words = [("stall", "silent"), ("cut", "closed"), ("garbage", "garbage")]
    for (word, what) in words {
      let patience = word == "stall" ? Self.brief : 15_000
      #expect(
        try Trail.mail(RunningTenant("\(word)-\(stage.rawValue)"), patience: patience)
          == "\(stage.rawValue): \(what)")
    }
  }

  @Test(
    "The mail connection stalls, is cut or talks garbage before any line",
    arguments: [PracticeStage.tcp, .tls])
  func connectionStages(stage: PracticeStage) throws {
    for (word, what) in [("stall", "silent"), ("cut", "closed"), ("garbage", "garbage")] {
      #expect(
        try Trail.connection(RunningTenant("\(word)-\(stage.rawValue)"), patience: Self.brief)
          == what)
    }
  }

  @Test func `Plain text on the TLS port is the greeting itself`() throws {
    #expect(
      try Trail.connection(RunningTenant("plaintext"), patience: 15_000)
        == POPReplies.greeting + "\r\n")
  }

  @Test(
    "A fault of the mail server shows where it belongs",
    arguments: [
      ("wrong-name", "tls: refused"), ("expired-certificate", "tls: refused"),
      ("unknown-ca", "tls: refused"),
      ("greeting-refused", "greeting: -ERR BYE Connection refused.\r\n"),
      ("long-line", "greeting: 200000 bytes"), ("long-line=support", "stat: 200000 bytes"),
      ("control-characters", "greeting: controls"),
      ("control-characters=support", "stat: controls"), ("nul", "greeting: NUL"),
      ("nul=support", "stat: NUL"),
      (
        "pipelining",
        "capa: +OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\nUSER\r\nPIPELINING\r\n.\r\n"
      ),
      ("no-xoauth2", "capa: +OK\r\nTOP\r\nUIDL\r\nSASL PLAIN\r\nUSER\r\n.\r\n"),
      ("sys-temp", "auth-2: -ERR [SYS/TEMP] Temporary authentication failure.\r\n"),
      ("in-use", "auth-2: -ERR [IN-USE] The mailbox is locked by another session.\r\n"),
      ("server-unavailable", "auth-2: -ERR Server Unavailable. 21\r\n"),
      ("stat-refused", "stat: -ERR The mailbox cannot be opened.\r\n"),
      ("cut-auth-2=support", "auth-2: closed"), ("cut-auth-2=sales", Trail.ordinary),
      ("cut-greeting=support", Trail.ordinary), ("sys-temp:1=sales", Trail.ordinary),
    ])
  func mail(order: String, trail: String) throws {
    #expect(try Trail.mail(RunningTenant(order)) == trail)
  }

  @Test func `A server without XOAUTH2 refuses the command too`() throws {
    let session = try RunningTenantSession("no-xoauth2")
    #expect(try session.ask("AUTH XOAUTH2") == "-ERR Unsupported authentication mechanism.\r\n")
  }

  @Test func `A challenge wants an empty line before the refusal`() throws {
    let tenant = try RunningTenant("challenge")
    #expect(try tenant.probe("support").1 == POPServerTests.success)
    let (session, challenge) = try tenant.probe("returns")
    #expect(challenge.hasPrefix("+ "))
    #expect(
      Base64.decode(challenge.dropFirst(2).dropLast(1))
        == #"{"status":"401","schemes":"bearer","scope":"POP.AccessAsUser.All"}"#)
    #expect(try session.ask("") == POPServerTests.refusal)
  }

  @Test func `Faults are set and cleared while the tenant runs`() throws {
    let tenant = try RunningTenant()
    try tenant.client.faults(set: [PracticeFault(parsing: "stat-refused")])
    #expect(
      try Trail.mail(tenant) == "stat: -ERR The mailbox cannot be opened.\r\n")
    try tenant.client.faults(
      set: [PracticeFault(parsing: "sys-temp:1")], clear: ["stat-refused"])
    #expect(
      try Trail.mail(tenant) == "auth-2: -ERR [SYS/TEMP] Temporary authentication failure.\r\n")
    #expect(try Trail.mail(tenant) == Trail.ordinary)
    try tenant.client.faults(set: [PracticeFault(parsing: "nul")], clear: ["all"])
    #expect(try Trail.mail(tenant) == "greeting: NUL")
    try tenant.client.faults(clear: ["all"])
    #expect(try Trail.mail(tenant) == Trail.ordinary)
    #expect(throws: PracticeError.self) { try tenant.client.faults(clear: ["unknown"]) }
  }

  private final class RunningTenantSession {
    let tenant: RunningTenant
    let session: POPSession

    init(_ fault: String) throws {
      tenant = try RunningTenant(fault)
      session = try tenant.pop()
      _ = try session.line()
    }

    func ask(_ command: String) throws -> String { try session.ask(command) }
  }
}
