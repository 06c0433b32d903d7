import Testing

@testable import Practice

@Suite struct POPServerTests {
  static let refusal = "-ERR Authentication failure: unknown user name or bad password.\r\n"
  static let success = "+OK User successfully authenticated.\r\n"

  @Test func `A probe sees greeting, capabilities, the mailbox and the end`() throws {
    let tenant = try RunningTenant()
    let session = try tenant.pop()
    #expect(
      try session.line()
        == "+OK The Microsoft Exchange POP3 service is ready. "
        + "[UABSAEEAQwBUAEkAQwBFADAAMQAuAGMAbwBuAHQAbwBzAG8AcAByAGEAYwB0AGkAYwBlAC4AbwBuAG0AaQBjAHIAbwBzAG8AZgB0AC4AYwBvAG0A]\r\n"
    )
    #expect(
      try session.askMany("CAPA") == "+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\nUSER\r\n.\r\n")
    let token = try #require(try tenant.signIn("support@practice.example")["access_token"])
    #expect(try session.authenticate("support@practice.example", token) == Self.success)
    #expect(try session.ask("STAT") == "+OK 4 9371\r\n")
    #expect(
      try session.askMany("LIST") == "+OK 4 9371\r\n1 1834\r\n2 920\r\n3 4410\r\n4 2207\r\n.\r\n")
    #expect(try session.ask("LIST 3") == "+OK 3 4410\r\n")
    #expect(try session.ask("LIST 5") == "-ERR The specified message is out of range.\r\n")
    #expect(try session.askMany("UIDL").split(separator: "\r\n").count == 6)
    #expect(try session.ask("noop") == "+OK\r\n")
    #expect(try session.ask("RSET") == "+OK\r\n")
    #expect(
      try session.ask("QUIT") == "+OK Microsoft Exchange Server POP3 server signing off.\r\n")
    #expect(session.isOver)
  }

  @Test func `The token on the line of the command is a protocol error and ends the session`()
    throws
  {
    let tenant = try RunningTenant()
    let grant = try Answer.object(tenant.tenant.mintGrant(for: "support"))
    let session = try tenant.pop()
    _ = try session.line()
    let response = POPSession.response(
      "support@practice.example", grant["access_token"] as? String ?? "")
    #expect(
      try session.ask("AUTH XOAUTH2 " + response)
        == "-ERR Protocol error. Connection is closed. 10\r\n")
    #expect(session.isOver)
    let other = try tenant.pop()
    _ = try other.line()
    #expect(
      try other.ask("AUTH XOAUTH2 AQ==") == "-ERR Protocol error. Connection is closed. 10\r\n")
    #expect(other.isOver)
  }

  @Test func `Any address of the user opens the mailbox, in any case`() throws {
    let tenant = try RunningTenant()
    for user in [
      "sales@practice.example", "sam.porter@practice.example", "SALES@Practice.Example",
      "sam.porter@contosopractice.onmicrosoft.com",
    ] {
      #expect(try tenant.probe("sales", as: user).1 == Self.success)
    }
  }

  @Test func `Every refusal is the same bytes, whatever its cause`() throws {
    let tenant = try RunningTenant()
    let graph = try tenant.signIn("support@practice.example", scope: "User.Read")
    let smtp = try tenant.signIn(
      "support@practice.example", scope: "https://outlook.office.com/SMTP.Send")
    let good = try tenant.signIn("support@practice.example")
    let admin = try tenant.signIn("admin@practice.example")
    let returns = try tenant.signIn("returns@practice.example")
    let stranger = try PracticeTenant(.standard)
    let foreign = try Answer.object(stranger.mintGrant(for: "support"))
    let support = "support@practice.example"
    let causes: [(String, String?)] = [
      (support, graph["access_token"]),  // another audience
      (support, smtp["access_token"]),  // another permission
      ("events@practice.example", good["access_token"]),  // another user's mailbox
      ("nobody@practice.example", good["access_token"]),  // no mailbox
      ("admin@practice.example", admin["access_token"]),  // a user without a mailbox
      ("returns@practice.example", returns["access_token"]),  // POP is off
      (support, foreign["access_token"] as? String),  // signed by somebody else
      (support, good["id_token"]), (support, good["refresh_token"]), (support, ""),
    ]
    for (user, token) in causes {
      let session = try tenant.pop()
      _ = try session.line()
      #expect(
        try session.authenticate(user, try #require(token)) == Self.refusal, "\(user)")
    }
    let session = try tenant.pop()
    _ = try session.line()
    for line in ["*", "", "no base64!", Base64.encode("user=\(support)"), "AAAA"] {
      #expect(try session.ask("AUTH XOAUTH2") == "+ \r\n")
      #expect(try session.ask(line) == Self.refusal)
    }
    tenant.tenant.advanceClock(seconds: 5401)
    #expect(
      try session.authenticate(support, try #require(good["access_token"])) == Self.refusal)
  }

  @Test func `Revoking a user leaves the access token alive`() throws {
    let tenant = try RunningTenant()
    let token = try #require(try tenant.signIn("support@practice.example")["access_token"])
    try tenant.tenant.revoke("support")
    let session = try tenant.pop()
    _ = try session.line()
    #expect(try session.authenticate("support@practice.example", token) == Self.success)
  }

  @Test func `Reading and deleting is refused, and can be counted`() throws {
    let tenant = try RunningTenant()
    let (session, _) = try tenant.probe("support")
    for command in ["RETR 1", "TOP 1 0", "DELE 1"] {
      #expect(try session.ask(command) == "-ERR Command is not valid in this state.\r\n")
    }
    #expect(try session.ask("STAT") == "+OK 4 9371\r\n")
    #expect(
      tenant.tenant.commandLog.map { "\($0.connection) \($0.verb) \($0.mailbox ?? "-")" } == [
        "1 AUTH -", "1 AUTH-2 support@practice.example", "1 RETR support@practice.example",
        "1 TOP support@practice.example", "1 DELE support@practice.example",
        "1 STAT support@practice.example",
      ])
    #expect(
      tenant.tenant.commandLog.map(\.accepted) == [true, true, false, false, false, true])
    #expect(tenant.tenant.popConnections == 1)
  }

  @Test func `Before a mailbox is open its commands are not valid, and passwords are refused`()
    throws
  {
    let tenant = try RunningTenant()
    let session = try tenant.pop()
    _ = try session.line()
    let invalid = "-ERR Command is not valid in this state.\r\n"
    for command in ["STAT", "LIST", "UIDL", "NOOP", "RSET", "RETR 1", "TOP 1 1", "DELE 1", "STLS"] {
      #expect(try session.ask(command) == invalid)
    }
    #expect(try session.ask("USER support@practice.example") == "+OK\r\n")
    #expect(
      try session.ask("PASS secret")
        == "-ERR Logon failure: unknown user name or bad password.\r\n")
    #expect(try session.ask("AUTH PLAIN") == "-ERR Unsupported authentication mechanism.\r\n")
    #expect(try session.ask("HELO") == "-ERR Protocol error. 19\r\n")
    #expect(try session.ask("") == "-ERR Protocol error. 19\r\n")
    #expect(
      try session.ask(String(repeating: "x", count: 513))
        == "-ERR Protocol error. Connection is closed. 10\r\n")
    #expect(session.isOver)
  }

  @Test func `Commands that are sent together are answered in turn`() throws {
    let tenant = try RunningTenant()
    let (session, _) = try tenant.probe("sales")
    session.send("STAT\r\nNOOP\r\nQUIT")
    #expect(try session.line() == "+OK 3 5676\r\n")
    #expect(try session.line() == "+OK\r\n")
    #expect(
      try session.line() == "+OK Microsoft Exchange Server POP3 server signing off.\r\n")
  }

  @Test func `The certificate is good for the address and for localhost`() throws {
    let tenant = try RunningTenant()
    _ = try POPSession(tenant.tenant, expecting: "127.0.0.1")
    _ = try POPSession(tenant.tenant, expecting: "localhost")
    #expect(throws: POPSession.Ended.self) {
      try POPSession(tenant.tenant, expecting: "mail.elsewhere.example")
    }
  }
}
