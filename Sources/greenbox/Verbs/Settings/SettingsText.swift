internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// The settings of a registration with the source of each value, and what a verify came to.
struct SettingsText {
  let registration: Registration
  let session: Session

  init(_ registration: Registration, _ session: Session) {
    self.registration = registration
    self.session = session
  }

  private var endpoints: Endpoints { session.world.endpoints }

  /// What the offline rules find, the settings matrix included.
  var findings: [Finding] {
    RegistrationRules.findingsOfMissing(in: registration, endpoints: endpoints)
      + RegistrationRules.findings(
        for: registration, endpoints: endpoints, now: session.world.now())
  }

  private var values: [(name: String, value: String, source: String)] {
    let cloud = registration.cloudRow
    func row(_ name: String, _ given: Endpoints.Given<String>?, _ cloud: String) -> (
      String, String, String
    ) { (name, given?.value ?? cloud, given?.source.rawValue ?? "cloud") }
    return [
      row("discovery", endpoints.discovery, AuthorizationServer.url(of: registration, endpoints)),
      row("authority", endpoints.authority, cloud.authority),
      row("graph", endpoints.graph, "https://\(cloud.graph)"),
      row("pop_server", endpoints.popServer, cloud.popHosts[0]),
      (
        "pop_port", "\(endpoints.popPort?.value ?? 995)",
        endpoints.popPort?.source.rawValue ?? "cloud"
      ),
      row("scope", endpoints.scope, Scopes.mailbox(registration, endpoints)),
      row("ca_file", endpoints.caFile, ""), row("proxy", endpoints.proxy, ""),
      row("pop_proxy", endpoints.popProxy, ""),
    ]
  }

  /// Prints all of it.
  func show() {
    let output = session.output
    let matrix = SettingsMatrix(of: registration)
    let endpoints = values.map {
      JSONObject.Member(
        name: $0.name, value: ["value": .string($0.value), "source": .string($0.source)])
    }
    output.object(
      RegistrationText(registration, session).json.adding([
        "endpoints": JSONValue(members: endpoints),
        "overridden": JSONValue(self.endpoints.overridden),
        "settings": .array(matrix.cells.map { cell($0) }),
      ]))
    guard !output.json else { return }
    RegistrationText(registration, session).show()
    output.line("Endpoints")
    for (name, value, source) in values where !value.isEmpty {
      output.line("  \(name) = \(value)  (\(source))")
    }
    output.line("Custom configurations, as confirmed in the product")
    output.table(
      ["  INTERFACE", "SETTING", "STATE"],
      matrix.cells.map {
        ["  \($0.interface)", $0.setting.rawValue, $0.state.words(local: Clock.local)]
      })
    output.overridden(self.endpoints)
  }

  private func cell(_ cell: SettingsMatrix.Cell) -> JSONValue {
    var who: JSONValue = .null
    var at: JSONValue = .null
    switch cell.state {
    case .confirmed(let name, let time), .outdated(let name, let time):
      who = .string(name)
      at = .string(time.iso)
    case .missing: break
    }
    return [
      "interface": .string(cell.interface), "setting": .string(cell.setting.rawValue),
      "state": .string(word(cell.state)), "who": who, "at": at,
    ]
  }

  private func word(_ state: SettingsMatrix.State) -> String {
    switch state {
    case .confirmed: "confirmed"
    case .outdated: "outdated"
    case .missing: "missing"
    }
  }

  /// Says what the offline rules alone came to: 6 where one found an error, else 0, and nothing that
  /// asks a server passed (D16).
  func concludeOffline(_ rules: [Finding]) -> ExitCode {
    CheckText(session.output).sayOffline()
    let isWrong = rules.contains { $0.severity == .error && $0.rule != .interfaces }
    session.output.object([
      "summary": [
        "holds": .bool(!isWrong), "offline": .bool(true), "clock_skew_seconds": .null,
        "overridden": JSONValue(endpoints.overridden), "problem": .null,
      ]
    ])
    session.output.overridden(endpoints)
    session.output.next("greenbox settings verify, with the network")
    return isWrong ? .settings : .holds
  }

  /// Says what a verify came to, and gives its exit code.
  func conclude(
    _ found: SettingsDriver.Found, _ rules: [Finding]
  ) throws(Failure) -> ExitCode {
    let output = session.output
    // The skew kept from an earlier run says nothing of this one.
    let asked = found.checks.discovery?.verdict == .passed
    let skew = asked ? found.checks.clockSkew : nil
    if let skew {
      let far = abs(skew) > 300
      output.line(
        far
          ? "clock: the identity server's clock is \(skew) s ahead of this one; mend this clock"
          : "clock: within \(abs(skew)) s of the identity server's")
    }
    var codes: [ExitCode] = []
    // The matrix speaks of the product's own settings; open ticks there do not fail this side.
    if rules.contains(where: { $0.severity == .error && $0.rule != .interfaces }) {
      codes.append(.settings)
    }
    if let failure = found.failure {
      codes.append(ExitCode(failure))
      output.problem(Problem.of(failure, context: ProblemContext.of(registration, session)))
    }
    if let skew, abs(skew) > 300 { codes.append(.settings) }
    let code = ExitCode.of(codes)
    output.object([
      "summary": [
        "holds": .bool(code == .holds), "clock_skew_seconds": JSONValue(skew),
        "overridden": JSONValue(endpoints.overridden),
        "problem": JSONValue(
          found.failure.map {
            Problem.of($0, context: ProblemContext.of(registration, session))
          }),
      ]
    ])
    output.overridden(endpoints)
    output.next(
      code == .holds
        ? "greenbox authenticate NAME" : "mend what is named above, then greenbox settings verify")
    return code
  }
}

extension Output {
  /// Says, while any endpoint is overridden, that it is.
  func overridden(_ endpoints: Endpoints) {
    guard !endpoints.overridden.isEmpty else { return }
    line("Overridden endpoints: \(endpoints.overridden.joined(separator: ", "))")
  }
}
