import Core

/// A row of `registration_check`: one of the checks that need no mailbox.
enum StoredCheck {
  case result(StoredKind.CheckKind, CheckResult)
  case pop(server: String, PopCheck)

  /// All checks of a registration.
  static func all(of checks: RegistrationChecks) -> [StoredCheck] {
    var all: [StoredCheck] = []
    if let result = checks.discovery { all.append(.result(.discovery, result)) }
    if let result = checks.secret { all.append(.result(.secret, result)) }
    if let result = checks.graph { all.append(.result(.graph, result)) }
    for (server, check) in checks.pop.sorted(by: { $0.key < $1.key }) {
      all.append(.pop(server: server, check))
    }
    return all
  }

  /// Reads the columns that follow the registration's name.
  init(_ row: inout ColumnReader) throws(VaultFailure) {
    let kind = try row.word(StoredKind.checkKind)
    let (server, at, endpoint) = (try row.text(), try row.moment(), try row.text())
    let (client, tenant, secret) = (row.optionalText(), row.optionalText(), row.optionalText())
    let verdict = try row.word(StoredKind.verdict)
    let ms = row.optionalReal()
    if kind == .pop {
      let check = try row.json { (json) throws(VaultFailure.Unreadable) in
        try PopCheck(at: at, stored: json)
      }
      self = .pop(server: server, check)
      return
    }
    let read = try row.optionalJSON { (json) throws(VaultFailure.Unreadable) in
      try CheckResult.Verdict(verdict, stored: json)
    }
    guard let client, let tenant, let result = read ?? (verdict == .passed ? .passed : nil) else {
      throw row.damage("says too little of a check")
    }
    self = .result(
      kind,
      CheckResult(
        at: at, endpoint: endpoint,
        under: RegistrationStamp(clientID: client, tenantID: tenant, secret: secret),
        verdict: result, ms: ms))
  }

  /// Puts it where it belongs.
  func put(into registration: inout Registration) {
    switch self {
    case .result(.discovery, let result): registration.checks.discovery = result
    case .result(.secret, let result): registration.checks.secret = result
    case .result(.graph, let result): registration.checks.graph = result
    case .result(.pop, _): break
    case .pop(let server, let check): registration.checks.pop[server] = check
    }
  }

  /// The columns.
  func columns(of registration: String) -> [ColumnValue] {
    switch self {
    case .result(let kind, let result):
      [
        .text(registration), StoredKind.checkKind.column(kind), .text(""), .moment(result.at),
        .text(result.endpoint), .text(result.under.clientID), .text(result.under.tenantID),
        .optional(result.under.secret), StoredKind.verdict.column(result.verdict.kind),
        .optional(result.ms), .optional(result.verdict.storedDetail),
      ]
    case .pop(let server, let check):
      [
        .text(registration), StoredKind.checkKind.column(.pop), .text(server), .moment(check.at),
        .text(server), .null, .null, .null,
        StoredKind.verdict.column(check.passed ? .passed : .network), .null,
        .json(check.storedDetail),
      ]
    }
  }
}
