import Testing

@testable import Practice

@Suite struct SignInPageTests {
  private static let browser = [("Accept", "text/html,application/xhtml+xml")]

  @Test func `A browser goes from the code over the account to consent and the end`() throws {
    let tenant = try RunningTenant()
    let start = try tenant.start()
    let code = try #require(start["user_code"])
    func page(_ form: [(String, String)]) throws -> HTTPReply {
      try tenant.client.post("/devicelogin", form, headers: Self.browser)
    }
    let first = try tenant.client.get("/devicelogin", headers: Self.browser)
    #expect(first.status == 200)
    #expect(first.headers["content-type"] == "text/html; charset=utf-8")
    #expect(first.text.contains("<input name=\"user_code\""))

    let accounts = try page([("user_code", code.lowercased())])
    for person in tenant.tenant.plan.people {
      #expect(accounts.text.contains("name=\"as\" value=\"\(person.userPrincipalName)\""))
    }
    let user = try page([("user_code", code), ("as", "support@practice.example")])
    #expect(user.text.contains("POP.AccessAsUser.All"))
    #expect(!user.text.contains("Consent on behalf of your organization"))
    let admin = try page([("user_code", code), ("as", "admin@practice.example")])
    #expect(admin.text.contains("Consent on behalf of your organization"))

    let end = try page([
      ("user_code", code), ("as", "support@practice.example"), ("action", "approve"),
    ])
    #expect(end.text.contains("You may close this page."))
    #expect(try tenant.poll(start["device_code"] ?? "", secret: tenant.secret).verdict == "200 ok")
    #expect(try page([("user_code", code)]).status == 400)
  }

  @Test func `A script says everything in one request and gets plain text`() throws {
    let tenant = try RunningTenant()
    let code = try #require(try tenant.start()["user_code"])
    #expect(
      try tenant.client.answer(code: code, as: "sales@practice.example")
        == "You have signed in to Oracle B2C Service Email as "
        + "sam.porter@contosopractice.onmicrosoft.com. You may close this page.")
    let next = try #require(try tenant.start()["user_code"])
    #expect(
      try tenant.client.answer(code: next, as: "sales@practice.example", denies: true)
        == "You declined. You may close this page.")
  }

  @Test func `A script that says too little, or something wrong, is told so`() throws {
    let tenant = try RunningTenant()
    let code = try #require(try tenant.start()["user_code"])
    let cases: [([(String, String)], String)] = [
      ([], "That code did not work. Check the code and try again."),
      ([("user_code", "WRONG")], "That code did not work. Check the code and try again."),
      ([("user_code", code)], "Say who signs in: as=ADDRESS."),
      (
        [("user_code", code), ("as", "x\u{1b}[2J@y"), ("action", "approve")],
        "There is no account x?[2J@y here."
      ),
      (
        [("user_code", code), ("as", "support@practice.example")],
        "Say what to do: action=approve or action=deny."
      ),
    ]
    for (form, words) in cases {
      let reply = try tenant.client.post("/devicelogin", form)
      #expect(reply.status == 400)
      #expect(reply.text == words)
      #expect(reply.headers["content-type"] == "text/plain; charset=utf-8")
    }
  }

  @Test func `What a person types is shown as text, never as HTML`() throws {
    let tenant = try RunningTenant()
    let code = try #require(try tenant.start()["user_code"])
    let reply = try tenant.client.post(
      "/devicelogin", [("user_code", code), ("as", "<script>'\"&")], headers: Self.browser)
    #expect(reply.text.contains("There is no account &lt;script&gt;&#39;&quot;&amp; here."))
  }

  @Test func `Consent for the organisation is an admin's, and opens the mailbox that waits for it`()
    throws
  {
    let tenant = try RunningTenant()
    let needed = "400 invalid_grant 65001 consent_required"
    #expect(try tenant.signIn("billing@practice.example").verdict == needed)
    #expect(
      try tenant.signIn("support@practice.example", consentsForOrganization: true).verdict
        == "200 ok")
    #expect(try tenant.signIn("billing@practice.example").verdict == needed)
    #expect(try tenant.signIn("admin@practice.example").verdict == "200 ok")
    #expect(try tenant.signIn("billing@practice.example").verdict == needed)
    #expect(
      try tenant.signIn("admin@practice.example", consentsForOrganization: true).verdict
        == "200 ok")
    #expect(try tenant.signIn("billing@practice.example").verdict == "200 ok")
  }

  @Test func `Every mailbox of the standard plan ends as its visits say`() throws {
    let tenant = try RunningTenant()
    #expect(
      tenant.tenant.plan.mailboxes.map(\.name) == [
        "support", "returns", "billing", "events", "sales", "legacy",
      ])
    for mailbox in tenant.tenant.plan.mailboxes {
      let registration = mailbox.registration == .first ? tenant.first : tenant.second
      for visit in mailbox.visits {
        let start = try tenant.start(registration)
        try tenant.client.answer(
          code: start["user_code"] ?? "", as: visit.person,
          consentsForOrganization: visit.consentsForOrganization)
        let answer = try tenant.poll(
          start["device_code"] ?? "", registration, secret: registration.secret?.value)
        #expect(try outcome(of: answer, mailbox, tenant) == visit.outcome)
      }
    }
  }

  private func outcome(
    of answer: Answer, _ mailbox: PracticeMailbox, _ tenant: RunningTenant
  ) throws -> PracticeVisit.Outcome? {
    switch answer.verdict {
    case "401 invalid_client 7000222": return .secretExpired
    case "400 invalid_grant 65001 consent_required": return .consentNeeded
    case "200 ok": break
    default: return nil
    }
    let directory = tenant.tenant.tenant.with { $0.directory }
    let person = directory.person(
      at: answer.claims(of: "id_token")["preferred_username"] as? String ?? "")
    guard person?.addresses.contains(mailbox.popAccount) == true else { return .wrongPerson }
    let session = try tenant.pop()
    _ = try session.line()
    let reply = try session.authenticate(mailbox.popAccount, answer["access_token"] ?? "")
    return reply.hasPrefix("+OK") ? .verified : .denied
  }
}
