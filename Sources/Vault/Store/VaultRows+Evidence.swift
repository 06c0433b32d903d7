import Core

// The newest check results of a mailbox.
extension VaultRows {
  func put(
    _ probe: ProbeEvidence, _ detail: ProbeDetail, of mailbox: String
  ) async throws(VaultFailure) {
    try await touch(mailbox)
    try await session.execute(
      Table.probe.upsert,
      [
        .text(mailbox), .moment(probe.at), .text(probe.endpoint), .text(probe.against.popAccount),
        .text(probe.against.popServer), .int(probe.against.port),
        .text(probe.against.sslMethod.label), .text(probe.grant), .text(probe.under.clientID),
        .text(probe.under.tenantID), .optional(probe.under.secret),
      ] + probe.access.columns + [.json(detail.stored)])
  }

  func put(_ attempt: AttemptEvidence?, of mailbox: String) async throws(VaultFailure) {
    try await touch(mailbox)
    guard let attempt else { return try await drop(.attempt, of: mailbox) }
    try await session.execute(
      Table.attempt.upsert,
      [
        .text(mailbox), .moment(attempt.at), StoredKind.reason.column(attempt.reason.kind),
        .optional(attempt.reason.storedDetail),
      ])
  }

  func put(_ check: RefreshCheck?, of mailbox: String) async throws(VaultFailure) {
    try await touch(mailbox)
    guard let check else { return try await drop(.refreshCheck, of: mailbox) }
    try await session.execute(
      Table.refreshCheck.upsert,
      [
        .text(mailbox), .moment(check.at), .text(check.endpoint),
        StoredWords.clientMode.column(check.mode),
        StoredKind.verdict.column(check.result.verdict.kind), .optional(check.result.error),
        .real(check.ms), .optional(check.result.verdict.storedDetail),
      ])
  }

  /// Removes a mailbox's row of a table.
  func drop(_ table: Table, of mailbox: String) async throws(VaultFailure) {
    try await session.execute(
      "DELETE FROM \(table.name) WHERE mailbox = $1", [.text(mailbox)])
  }

  /// Reads a row of `probe`, but for its detail.
  func probe(_ row: inout ColumnReader) throws(VaultFailure) -> (String, ProbeEvidence) {
    let (mailbox, at, endpoint) = (try row.text(), try row.moment(), try row.repeated())
    let against = AccessStamp(
      popAccount: try row.text(), popServer: try row.repeated(), port: try row.int(),
      sslMethod: SSLMethod(label: try row.repeated()))
    let (grant, under) = (try row.text(), try row.stamp())
    return (
      mailbox,
      ProbeEvidence(
        at: at, endpoint: endpoint, against: against, grant: grant, under: under,
        access: try Access(&row))
    )
  }

  /// A mailbox's newest probe stage by stage; nil when there is none.
  func probeDetail(of mailbox: String) async throws(VaultFailure) -> ProbeDetail? {
    let table = Table("probe", key: 0, "detail")
    return try await session.first(
      "\(table.select) WHERE mailbox = $1", [.text(mailbox)]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      return try reader.json(ProbeDetail.init(stored:))
    }
  }

  /// Reads a row of `refresh_check`.
  func refreshCheck(_ row: inout ColumnReader) throws(VaultFailure) -> (String, RefreshCheck) {
    let (mailbox, at, endpoint) = (try row.text(), try row.moment(), try row.repeated())
    let mode = try row.word(StoredWords.clientMode)
    let kind = try row.word(StoredKind.verdict)
    _ = row.optionalText()
    let ms = try row.real()
    let detail = try row.optionalJSON { (json) throws(VaultFailure.Unreadable) in
      try CheckResult.Verdict(kind, stored: json)
    }
    let result: RefreshCheck.Result =
      switch detail ?? (kind == .passed ? .passed : .skipped("")) {
      case .passed: .passed
      case .failed(let failure): .failed(failure)
      case .skipped: throw row.damage("says too little of a refresh check")
      }
    return (mailbox, RefreshCheck(at: at, endpoint: endpoint, mode: mode, result: result, ms: ms))
  }

  /// Reads a row of `attempt`.
  func attempt(_ row: inout ColumnReader) throws(VaultFailure) -> (String, AttemptEvidence) {
    let (mailbox, at) = (try row.text(), try row.moment())
    let kind = try row.word(StoredKind.reason)
    let reason = try row.optionalJSON { (json) throws(VaultFailure.Unreadable) in
      try AttemptEvidence.Reason(kind, stored: json)
    }
    guard let reason = reason ?? AttemptEvidence.Reason(kind) else {
      throw row.damage("says too little of an attempt")
    }
    return (mailbox, AttemptEvidence(at: at, reason: reason))
  }
}
