/// Serves one HTTPS connection of the identity server, faults included.
struct HTTPConnection {
  let server: IdentityServer
  let context: TLSContext

  private var tenant: Tenant { server.tenant }

  func serve(_ socket: StreamSocket) {
    guard let tls = try? TLSConnection(.server, over: socket, with: context), tls.handshake()
    else { return }
    var reader = HTTPRequestReader()
    while true {
      switch reader.next() {
      case .incomplete:
        guard case .bytes(let bytes) = tls.read() else { return tls.finish() }
        reader.append(bytes)
      case .wantsContinue:
        tls.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
      case .refused(let status):
        let response = HTTPResponse.text("That is no request this server takes.", status: status)
        tls.write(response.bytes(date: date, keepsAlive: false))
        return tls.finish()
      case .request(let request):
        guard answer(request, over: tls) else { return }
      }
    }
  }

  /// The time for the Date header.
  private var date: String {
    let skew = tenant.fires(.clockSkew) ? 600 : 0
    return CivilTime(unixSeconds: tenant.clock.seconds + skew).httpDate
  }

  /// Answers a request; false when the connection is over.
  private func answer(_ request: HTTPRequest, over tls: TLSConnection) -> Bool {
    let stage = IdentityServer.stage(of: request)
    let person = stage.flatMap { server.person(behind: request, at: $0) }
    if let stage {
      if tenant.fires(.stall(stage), for: person) {
        record(request, nil)
        tls.socket.stall()
        return false
      }
      if tenant.fires(.garbage(stage), for: person) {
        record(request, nil)
        tls.write(POPReplies.garbage)
        tls.finish()
        return false
      }
    }
    var response = server.answer(request)
    record(request, response)
    let keepsAlive = request.headers["connection"]?.lowercased() != "close"
    guard let stage else {
      return send(response, keepsAlive: keepsAlive, over: tls)
    }
    for body in FaultKind.SpoiltBody.allCases
    where tenant.fires(.spoilt(body, stage), for: person) {
      response = Self.spoilt(response, body)
    }
    if tenant.fires(.cut(stage), for: person) {
      // The request was carried out; only its reply is lost. That is the worse half of a cut.
      let bytes = response.bytes(date: date, keepsAlive: keepsAlive)
      tls.write(Array(bytes.prefix(bytes.count - response.body.count / 2 - 1)))
      return false
    }
    return send(response, keepsAlive: keepsAlive, over: tls)
  }

  private func send(_ response: HTTPResponse, keepsAlive: Bool, over tls: TLSConnection) -> Bool {
    guard tls.write(response.bytes(date: date, keepsAlive: keepsAlive)) else { return false }
    if !keepsAlive { tls.finish() }
    return keepsAlive
  }

  static func spoilt(_ response: HTTPResponse, _ body: FaultKind.SpoiltBody) -> HTTPResponse {
    switch body {
    case .html:
      .html("<!doctype html><title>Sorry</title><h1>Something went wrong</h1>", status: 200)
    case .empty: HTTPResponse(status: 200, contentType: response.contentType, body: [])
    case .badJSON:
      HTTPResponse(
        status: 200, contentType: response.contentType,
        body: Array(response.body.prefix(response.body.count / 2)))
    }
  }

  /// Keeps what was asked and how it was answered, without any value.
  private func record(_ request: HTTPRequest, _ response: HTTPResponse?) {
    let failed = response.map { $0.status >= 400 } ?? false
    let entry = PracticeRequest(
      time: tenant.clock.milliseconds, method: request.method, path: request.path,
      fields: request.form.fields.map(\.name).sorted(), grantType: request.form["grant_type"],
      status: response?.status ?? 0,
      error: failed ? response.flatMap { EntraError.summary(of: $0.body) } : nil)
    tenant.with { $0.requests.append(entry) }
  }
}
