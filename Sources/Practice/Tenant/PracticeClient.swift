/// A caller of a running practice tenant: the person at the browser, and whoever gives it orders.
///
/// It speaks HTTPS to this computer only and trusts the tenant's own authority only.
package struct PracticeClient: Sendable {
  /// Milliseconds one wait for the server may take.
  var patience: Int32 = 15_000

  private let port: UInt16
  private let host: String
  private let context: TLSContext
  private let controlKey: String?

  /// Prepares calls; nothing is sent.
  ///
  /// - Parameters:
  ///   - url: any address of the identity server, such as its discovery document's.
  ///   - caPEM: the certificate of the tenant's authority.
  ///   - controlKey: the tenant's control key; the sign-in page needs none.
  /// - Throws: `PracticeError.foreignAddress` unless the URL is `https` on this computer.
  package init(url: String, caPEM: String, controlKey: String? = nil) throws(PracticeError) {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "https:" else { throw .foreignAddress(url) }
    let authority = parts[2].split(separator: ":")
    guard authority.count == 2, ["127.0.0.1", "localhost"].contains(authority[0]),
      let port = UInt16(authority[1])
    else { throw .foreignAddress(url) }
    self.port = port
    self.controlKey = controlKey
    host = String(authority[0])
    context = try TLSContext(trusting: caPEM)
  }

  /// Plays the person at the browser: enters the code, signs in, accepts or declines.
  ///
  /// - Parameters:
  ///   - code: the user code.
  ///   - address: an address of the person who signs in.
  ///   - consentsForOrganization: whether an admin ticks the box for the organisation.
  ///   - denies: whether the person declines.
  /// - Returns: what the page says.
  /// - Throws: `PracticeError.refused` when the code or the person is unknown.
  @discardableResult
  package func answer(
    code: String, as address: String, consentsForOrganization: Bool = false, denies: Bool = false
  ) throws(PracticeError) -> String {
    var form = [
      ("user_code", code), ("as", address), ("action", denies ? "deny" : "approve"),
    ]
    if consentsForOrganization { form.append(("consent_org", "on")) }
    return try accepted(post("/devicelogin", form)).text
  }

  /// Makes a new client secret in the running tenant.
  ///
  /// - Parameters:
  ///   - expires: a date, `YYYY-MM-DD`; nil for 180 days from now.
  ///   - registration: name, client id or role; nil for the first.
  /// - Returns: JSON with `secret_id`, `value`, `hint`, `expires`, `registration`, `client_id`.
  /// - Throws: `PracticeError.refused` with the tenant's words.
  package func newSecret(
    expires: String? = nil, registration: String? = nil
  ) throws(PracticeError) -> [UInt8] {
    var form: [(String, String)] = []
    if let expires { form.append(("expires", expires)) }
    if let registration { form.append(("registration", registration)) }
    return try order("new-secret", form)
  }

  /// Deletes a client secret by its Secret ID; returns the tenant's JSON.
  @discardableResult
  package func deleteSecret(_ id: String) throws(PracticeError) -> [UInt8] {
    try order("delete-secret", [("id", id)])
  }

  /// Revokes the refresh tokens of users, by mailbox names or addresses; returns JSON.
  @discardableResult
  package func revoke(_ names: [String]) throws(PracticeError) -> [UInt8] {
    try order("revoke", names.map { ("address", $0) })
  }

  /// Sets and clears faults.
  ///
  /// - Parameters:
  ///   - set: orders to put in force.
  ///   - clear: names to end first; `all` ends every fault.
  /// - Returns: the tenant's JSON.
  /// - Throws: `PracticeError.refused` for a name that does not exist.
  @discardableResult
  package func faults(
    set: [PracticeFault] = [], clear: [String] = []
  ) throws(PracticeError) -> [UInt8] {
    try order("fault", clear.map { ("clear", $0) } + set.map { ("set", $0.description) })
  }

  /// What both servers received, as JSON with `requests`, `commands` and `dead_token_uses`.
  package func log() throws(PracticeError) -> [UInt8] {
    try accepted(send("GET", "/practice/log", control, [])).body
  }

  private func order(_ name: String, _ form: [(String, String)]) throws(PracticeError) -> [UInt8] {
    try accepted(post("/practice/\(name)", form, headers: control)).body
  }

  private var control: [(String, String)] {
    controlKey.map { [("Authorization", "Bearer \($0)")] } ?? []
  }

  private func accepted(_ reply: HTTPReply) throws(PracticeError) -> HTTPReply {
    guard reply.status == 200 else { throw .refused(status: reply.status, words: reply.text) }
    return reply
  }

  func get(
    _ path: String, headers: [(String, String)] = []
  ) throws(PracticeError) -> HTTPReply {
    try send("GET", path, headers, [])
  }

  func post(
    _ path: String, _ form: [(String, String)], headers: [(String, String)] = []
  ) throws(PracticeError) -> HTTPReply {
    let body = form.map { FormFields.encode($0.0) + "=" + FormFields.encode($0.1) }
      .joined(separator: "&")
    let type = ("Content-Type", "application/x-www-form-urlencoded")
    return try send("POST", path, headers + [type], Array(body.utf8))
  }

  private func send(
    _ method: String, _ path: String, _ headers: [(String, String)], _ body: [UInt8]
  ) throws(PracticeError) -> HTTPReply {
    let lines =
      [
        "\(method) \(path) HTTP/1.1", "Host: \(host):\(port)", "Accept: */*",
        "Connection: close", "Content-Length: \(body.count)",
      ] + headers.map { "\($0.0): \($0.1)" }
    let bytes = try exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    guard let reply = HTTPReply(parsing: bytes) else {
      throw .noAnswer("The reply is not HTTP, or it breaks off.")
    }
    return reply
  }

  /// Sends bytes and reads until the server closes.
  func exchange(_ bytes: [UInt8]) throws(PracticeError) -> [UInt8] {
    let socket = try StreamSocket(
      connectingTo: port, stop: StopSignal(), timeout: patience)
    let tls = try TLSConnection(.client(expecting: host), over: socket, with: context)
    guard tls.handshake() else { throw .noAnswer("The TLS handshake failed.") }
    guard tls.write(bytes) else { throw .noAnswer("The server does not read.") }
    var reply: [UInt8] = []
    while true {
      switch tls.read() {
      case .bytes(let more): reply += more
      case .closed: return reply
      case .timedOut, .stopped: throw .noAnswer("The server is silent.")
      }
    }
  }
}
