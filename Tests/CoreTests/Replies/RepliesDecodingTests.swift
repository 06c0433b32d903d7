import Core
import Testing

@Suite("Replies of identity servers")
struct RepliesDecodingTests {
  typealias Samples = RepliesSamples

  @Test("A discovery document gives its endpoints, the tenant's id and the cloud's names")
  func discovery() throws {
    let base = "https://login.example.com/\(Samples.tenant)"
    #expect(
      try Discovery.decode(Samples.reply(200, Samples.discovery), host: "h")
        == Discovery(
          issuer: "\(base)/v2.0", tokenEndpoint: "\(base)/oauth2/v2.0/token",
          deviceEndpoint: "\(base)/oauth2/v2.0/devicecode",
          authorizationEndpoint: "\(base)/oauth2/v2.0/authorize",
          userinfoEndpoint: "https://graph.example.com/oidc/userinfo", tenantID: Samples.tenant,
          tenantRegionScope: "EU", tenantRegionSubScope: "GCC", cloudInstanceName: "example.com",
          graphHost: "graph.example.com"))
    let least = #"{"issuer":"https://id.example.net","token_endpoint":"https://id.example.net/t"}"#
    #expect(
      try Discovery.decode(Samples.reply(200, least), host: "h")
        == Discovery(issuer: "https://id.example.net", tokenEndpoint: "https://id.example.net/t"))
  }

  @Test("An endpoint that is not https stops everything; one that is no address is a wrong field")
  func notHTTPS() {
    for name in ["token_endpoint", "device_authorization_endpoint", "issuer"] {
      let url = "http://login.example.com/x"
      let others = ["token_endpoint", "issuer"].filter { $0 != name }
        .map { #""\#($0)":"https://a.example.com/""# }
      func body(_ url: String) -> String {
        "{" + (others + [#""\#(name)":"\#(url)""#]).joined(separator: ",") + "}"
      }
      #expect(throws: Failure.settings(.notHTTPS(url))) {
        try Discovery.decode(Samples.reply(200, body(url)), host: "h")
      }
      for odd in ["https://user@login.example.com/", "ftp://x", "login.example.com", "https://"] {
        #expect(throws: failure(.field, "discovery", 200, name)) {
          try Discovery.decode(Samples.reply(200, body(odd)), host: "h")
        }
      }
    }
  }

  @Test("A device code comes with its page and times, and prints none of its secret")
  func device() throws {
    let read = try DeviceAuthorization.decode(Samples.reply(200, Samples.device), host: "h")
    #expect(
      read
        == DeviceAuthorization(
          userCode: "QX7TR2KM9", deviceCode: Secret("DAQABAAEAAAD-secret_code"),
          verificationURI: "https://login.example.com/devicelogin", expiresIn: 900, interval: 5,
          message: "Open the page and type the code."))
    #expect(!"\(read)".contains("secret_code"))
  }

  @Test("Times may be numbers or digits in a string, are held within bounds, and have defaults")
  func times() throws {
    let cases: [(String, Int, Int)] = [
      (#""expires_in":"600","interval":"7""#, 600, 7), ("", 900, 5),
      (#""expires_in":0,"interval":0"#, 1, 1), (#""expires_in":-5,"interval":-5"#, 1, 1),
      (#""expires_in":1e300,"interval":99999"#, 86_400, 3600),
      (#""expires_in":null,"interval":"soon""#, 900, 5),
      (#""expires_in":12.9,"interval":[1]"#, 12, 5), (#""expires_in":true"#, 900, 5),
    ]
    for (fields, expires, interval) in cases {
      let body =
        #"{"user_code":"A","device_code":"d","verification_url":"https://a.example.com/go""#
        + (fields.isEmpty ? "" : ",\(fields)") + "}"
      let read = try DeviceAuthorization.decode(Samples.reply(200, body), host: "h")
      #expect([read.expiresIn, read.interval] == [expires, interval], "\(fields)")
      #expect(read.verificationURI == "https://a.example.com/go")
    }
  }

  @Test("Tokens come out whole, the id_token's person with them")
  func token() throws {
    let read = try TokenReply.decode(Samples.reply(200, Samples.token), host: "h")
    #expect(
      read
        == TokenReply(
          accessToken: Secret(Samples.jwt(Samples.access)), refreshToken: Secret("0.AXoA-refresh"),
          idToken: Secret(Samples.jwt(Samples.claims)),
          scopes: ["https://outlook.office.com/POP.AccessAsUser.All", "openid"], expiresIn: 3599,
          tokenType: "Bearer"))
    #expect(
      read.identity
        == Identity(
          username: "somebody@somecompany.onmicrosoft.com", name: "Some Body ü",
          objectID: "oid-1", tenant: Samples.tenant))
    #expect(
      TokenFacts.decode(read.accessToken)
        == TokenFacts(
          audience: ["https://outlook.office.com"], scopes: ["POP.AccessAsUser.All", "User.Read"],
          username: "somebody@somecompany.onmicrosoft.com", clientID: "client",
          tenant: Samples.tenant, expires: Moment(seconds: 1_767_229_200),
          length: read.accessToken.count, isOpaque: false))
  }

  @Test("Only the access token is needed; without a new refresh token the old one stays")
  func leastToken() throws {
    let read = try TokenReply.decode(
      Samples.reply(200, #"{"access_token":"opaque","expires_in":"60"}"#), host: "h")
    #expect(read == TokenReply(accessToken: Secret("opaque"), expiresIn: 60))
    #expect(read.identity == nil)
    #expect(
      read.tokens(keeping: Secret("old"))
        == Tokens(access: Secret("opaque"), refresh: Secret("old")))
    #expect(
      TokenFacts.decode(read.accessToken)
        == TokenFacts(audience: [], scopes: [], length: 6, isOpaque: true))
  }

  @Test("A token that no header can carry, and a type other than bearer, are wrong fields")
  func badToken() {
    for token in ["a b", "a\\r\\nX: y", "a\\u0001b", "ü", ""] {
      #expect(throws: failure(.field, "token", 200, "access_token")) {
        try TokenReply.decode(Samples.reply(200, #"{"access_token":"\#(token)"}"#), host: "h")
      }
    }
    #expect(throws: failure(.field, "token", 200, "token_type")) {
      try TokenReply.decode(
        Samples.reply(200, #"{"access_token":"a","token_type":"pop"}"#), host: "h")
    }
  }

  @Test("The user name is the first told of four claims; without any there is no identity")
  func claims() {
    func identity(_ payload: String) -> String? {
      IdentityClaims.decode(Secret(Samples.jwt(payload)))?.identity?.username
    }
    #expect(identity(#"{"email":"e","unique_name":"u","upn":"n","preferred_username":"p"}"#) == "p")
    #expect(identity(#"{"email":"e","unique_name":"u","upn":"n"}"#) == "n")
    #expect(identity(#"{"email":"e","unique_name":"u"}"#) == "u")
    #expect(identity(#"{"email":"e"}"#) == "e")
    #expect(identity(#"{"sub":"s"}"#) == nil)
    for text in ["", "a.b", "a.b.c", "...", "a.!!.c", "\(Samples.jwt("[]"))"] {
      #expect(IdentityClaims.decode(Secret(text)) == nil)
    }
    let far = IdentityClaims.decode(Secret(Samples.jwt(#"{"exp":1e18,"iat":-1e300}"#)))
    #expect(far == IdentityClaims())
  }

  @Test("/me gives the addresses without their prefix, and adds them to an identity")
  func me() throws {
    let read = try MeReply.decode(Samples.reply(200, Samples.me), host: "h")
    #expect(
      read
        == MeReply(
          mail: "support@somecompany.com",
          userPrincipalName: "somebody@somecompany.onmicrosoft.com", displayName: "Some Body",
          objectID: "oid-1", addresses: ["support@somecompany.com", "help@somecompany.com"]))
    #expect(
      read.adding(to: Identity(username: "u", name: "N"))
        == Identity(
          username: "u", name: "N", objectID: "oid-1", mail: "support@somecompany.com",
          addresses: ["support@somecompany.com", "help@somecompany.com"]))
    #expect(throws: failure(.field, "me", 200, "userPrincipalName")) {
      try MeReply.decode(Samples.reply(200, #"{"id":"x","mail":null}"#), host: "h")
    }
    #expect(throws: failure(.status, "me", 401, "InvalidAuthenticationToken: Expired.")) {
      try MeReply.decode(
        Samples.reply(
          401, #"{"error":{"code":"InvalidAuthenticationToken","message":"Expired."}}"#),
        host: "h")
    }
  }

  @Test("What is no JSON object of the protocol is a failure in its own words")
  func failures() {
    let page = "<!DOCTYPE html><html><head><TITLE>\n Sign  in\n</TITLE></head></html>"
    let cases: [(HTTPReply, ReplyFailure.Kind, String)] = [
      (Samples.reply(200, ""), .empty, ""), (Samples.reply(200, " \r\n"), .empty, ""),
      (Samples.reply(200, page, type: "text/html; charset=utf-8"), .html, "Sign in"),
      (Samples.reply(503, page, type: nil), .html, "Sign in"),
      (Samples.reply(200, "<title"), .html, ""), (Samples.reply(200, "<"), .html, ""),
      (Samples.reply(200, "hello", type: "text/html"), .html, ""),
      (Samples.reply(200, "{\"access_token\":\"ey"), .notJSON, "19 bytes"),
      (Samples.reply(200, "[1]"), .field, "object"), (Samples.reply(200, "{}"), .field, ""),
      (Samples.reply(502, ""), .status, ""), (Samples.reply(404, "nothing"), .status, ""),
      (Samples.reply(302, "{}"), .status, ""), (Samples.reply(500, "{\"error\":1}"), .status, ""),
    ]
    let first = [
      "discovery": "token_endpoint", "device code": "user_code", "token": "access_token",
      "me": "userPrincipalName",
    ]
    for (name, _, decode) in Samples.decoders {
      for (reply, kind, detail) in cases {
        let detail = kind == .field && detail.isEmpty ? first[name] ?? "" : detail
        #expect(throws: failure(kind, name, reply.status, detail)) { try decode(reply) }
      }
    }
  }

  @Test("A broken token reply never carries a token into a failure")
  func canary() {
    let body = #"{"access_token":"canary-token","refresh_token":"canary-token"}"#
    for count in 0..<body.utf8.count {
      for status in [200, 400, 502] {
        #expect {
          try TokenReply.decode(Samples.reply(status, String(body.prefix(count))), host: "h")
        } throws: { !"\($0)".contains("canary") }
      }
    }
  }

  @Test("429 keeps its Retry-After, in seconds or as a date from the server's own clock")
  func retryAfter() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    let cases: [(String?, String?, Int?)] = [
      (nil, nil, nil), ("120", nil, 120), (" 7 ", nil, 7), ("-1", nil, nil), ("soon", nil, nil),
      ("99999999999999999999", nil, 86_400), ("Sun, 06 Nov 1994 08:50:37 GMT", date, 60),
      ("Sun, 06 Nov 1994 08:49:00 GMT", date, 0), ("Sun, 06 Nov 1994 08:50:37 GMT", nil, nil),
    ]
    for (header, date, expected) in cases {
      let reply = Samples.reply(429, "", date: date, retryAfter: header)
      #expect(RetryAfter.seconds(of: reply) == expected)
      #expect(
        throws: Failure.reply(
          ReplyFailure(
            .status, document: "token", status: 429, host: "h", retryAfter: expected))
      ) { try TokenReply.decode(reply, host: "h") }
    }
  }

  private func failure(
    _ kind: ReplyFailure.Kind, _ document: String, _ status: Int, _ detail: String
  ) -> Failure {
    .reply(ReplyFailure(kind, document: document, status: status, host: "h", detail: detail))
  }
}
