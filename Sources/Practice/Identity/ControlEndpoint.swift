/// Orders to a running tenant, for whoever holds its control key.
struct ControlEndpoint {
  let tenant: Tenant

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard request.bearer == tenant.controlKey else {
      return refusal("The control key is missing or wrong.", status: 401)
    }
    let form = request.form
    do throws(PracticeError) {
      switch (request.method, request.path) {
      case ("POST", "/practice/new-secret"): return try newSecret(form)
      case ("POST", "/practice/delete-secret"): return try deleteSecret(form)
      case ("POST", "/practice/revoke"): return try revoke(form)
      case ("POST", "/practice/fault"): return try changeFaults(form)
      case ("POST", "/practice/clock"):
        guard let seconds = form["advance"].flatMap({ Int($0) }) else {
          return refusal("advance takes a number of seconds.")
        }
        tenant.clock.advance(seconds: seconds)
        return .json(.object([("now", .string(CivilTime(unixSeconds: tenant.clock.seconds).iso))]))
      case ("GET", "/practice/log"): return log()
      default: return refusal("There is no such order.", status: 404)
      }
    } catch {
      switch error {
      case .unknownFault(let name): return refusal("There is no fault \(name).")
      case .unknownMailbox(let name): return refusal("Nobody here is called \(name).")
      case .unknownRegistration(let name): return refusal("There is no registration \(name).")
      default: return refusal("\(error)")
      }
    }
  }

  private func refusal(_ words: String, status: Int = 400) -> HTTPResponse {
    .json(.object([("error", .string(words))]), status: status)
  }

  private func newSecret(_ form: FormFields) throws(PracticeError) -> HTTPResponse {
    var expires: Int?
    if let text = form["expires"] {
      expires = Int(text) ?? CivilTime.unixSeconds(ofDate: text)
      guard expires != nil else { return refusal("expires takes a date, YYYY-MM-DD.") }
    }
    let made = try tenant.newSecret(expires: expires, registration: form["registration"])
    return .json(
      .object([
        ("registration", .string(made.registration.name)),
        ("client_id", .string(made.registration.clientID)),
        ("secret_id", .string(made.secret.id)), ("value", .string(made.secret.value)),
        ("hint", .string(made.secret.hint)), ("expires", .string(made.secret.expiryDate)),
      ]))
  }

  private func deleteSecret(_ form: FormFields) throws(PracticeError) -> HTTPResponse {
    let id = form["id"] ?? ""
    guard tenant.deleteSecret(id) else { return refusal("No secret has this Secret ID.") }
    return .json(.object([("deleted", .string(id))]))
  }

  private func revoke(_ form: FormFields) throws(PracticeError) -> HTTPResponse {
    let names = form.all("address")
    guard !names.isEmpty else { return refusal("address names nobody.") }
    var revoked: [String] = []
    for name in names { revoked.append(try tenant.revoke(name).userPrincipalName) }
    return .json(.object([("revoked", .strings(revoked))]))
  }

  private func changeFaults(_ form: FormFields) throws(PracticeError) -> HTTPResponse {
    for name in form.all("clear") {
      if name == "all" {
        tenant.with { $0.faults.clearAll() }
      } else {
        try tenant.clear(name)
      }
    }
    for text in form.all("set") { try tenant.set(PracticeFault(parsing: text)) }
    return .json(
      .object([("set", .strings(form.all("set"))), ("cleared", .strings(form.all("clear")))]))
  }

  private func log() -> HTTPResponse {
    let (requests, commands, deadTokenUses) = tenant.with {
      ($0.requests.entries, $0.commands.entries, $0.deadTokenUses)
    }
    return .json(
      .object([
        ("requests", .array(requests.map(Self.json))),
        ("commands", .array(commands.map(Self.json))),
        ("dead_token_uses", .number(deadTokenUses)),
      ]))
  }

  private static func json(_ request: PracticeRequest) -> JSONValue {
    .object([
      ("time", .string(CivilTime(unixSeconds: request.time / 1000).iso)),
      ("method", .string(request.method)), ("path", .string(request.path)),
      ("fields", .strings(request.fields)),
      ("grant_type", request.grantType.map(JSONValue.string) ?? .null),
      ("status", .number(request.status)),
      ("error", request.error.map(JSONValue.string) ?? .null),
    ])
  }

  private static func json(_ command: PracticeCommand) -> JSONValue {
    .object([
      ("time", .string(CivilTime(unixSeconds: command.time / 1000).iso)),
      ("connection", .number(command.connection)), ("verb", .string(command.verb)),
      ("mailbox", command.mailbox.map(JSONValue.string) ?? .null),
      ("accepted", command.accepted.map(JSONValue.bool) ?? .null),
    ])
  }
}
