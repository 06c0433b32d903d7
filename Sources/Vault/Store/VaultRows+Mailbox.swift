import Core

// Mailboxes and their ticks.
extension VaultRows {
  /// The mailbox of that name; nil when there is none.
  func mailbox(_ name: String) async throws(VaultFailure) -> Mailbox? {
    var snapshot = Snapshot()
    try await readMailboxes(.only(name), into: &snapshot)
    return snapshot.mailboxes[name]
  }

  func mailboxes(under registration: String) async throws(VaultFailure) -> [Mailbox] {
    let table = Table.mailbox
    return try await session.query(
      "\(table.select) WHERE registration = $1", [.text(registration)]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      return try mailbox(&reader)
    }
  }

  func add(_ mailbox: Mailbox) async throws(VaultFailure) {
    let taken = try await session.first(
      "SELECT name FROM mailbox WHERE name = $1", [.text(mailbox.name)]
    ) { _ in true }
    guard taken == nil else { throw .conflict("mailbox \(mailbox.name) is there already") }
    try await expectRegistration(of: mailbox)
    try await dropStates()
    try await write(mailbox)
    try await writeTicks(mailbox.attested, replacing: [:], of: mailbox.name)
  }

  func edit(from before: Mailbox, to after: Mailbox) async throws(VaultFailure) {
    guard let now = try await mailbox(before.name) else {
      throw .conflict("mailbox \(before.name) is no longer there")
    }
    let edited = try now.edited(from: before, to: after)
    if edited.registration != now.registration { try await expectRegistration(of: edited) }
    let isSameAddress =
      edited.registration == now.registration && edited.type == now.type
      && edited.popAccount == now.popAccount
    if !isSameAddress { try await dropStates() }
    try await write(edited)
    try await writeTicks(edited.attested, replacing: now.attested, of: now.name)
  }

  func removeMailbox(_ name: String) async throws(VaultFailure) {
    try await dropStates()
    let removed = try await session.execute("DELETE FROM mailbox WHERE name = $1", [.text(name)])
    if removed > 0 { try await noteRemoval() }
  }

  // The rules of other mailboxes look at a mailbox's address: with it the states of all may change.
  private func dropStates() async throws(VaultFailure) {
    try await session.execute("DELETE FROM state_basis", [])
  }

  /// Marks a mailbox as changed, because something that is its was.
  ///
  /// - Throws: `.conflict` when there is no such mailbox.
  func touch(_ mailbox: String) async throws(VaultFailure) {
    let touched = try await session.execute(
      "UPDATE mailbox SET revision = $1 WHERE name = $2", [.integer(revision), .text(mailbox)])
    guard touched == 1 else { throw .conflict("mailbox \(mailbox) is no longer there") }
  }

  private func expectRegistration(of mailbox: Mailbox) async throws(VaultFailure) {
    let known = try await session.first(
      "SELECT name FROM registration WHERE name = $1", [.text(mailbox.registration)]
    ) { _ in true }
    guard known != nil else {
      throw .conflict(
        "registration \(mailbox.registration) of mailbox \(mailbox.name) is not there")
    }
  }

  func write(_ mailbox: Mailbox) async throws(VaultFailure) {
    try await session.execute(
      Table.mailbox.upsert,
      [
        .text(mailbox.name), .text(mailbox.registration), .text(mailbox.interface),
        StoredWords.mailboxType.column(mailbox.type), .flag(mailbox.defaultForInterface),
        .flag(mailbox.outgoingEnabled), .text(mailbox.displayName), .text(mailbox.envelopeFrom),
        .text(mailbox.friendlyFrom), .text(mailbox.replyTo), .flag(mailbox.incomingEnabled),
        .text(mailbox.popServer), .text(mailbox.popAccount),
        StoredWords.authenticationType.column(mailbox.authenticationType),
        .flag(mailbox.forceReplyBetweenLines), .text(mailbox.forwardRejectedTo),
        .text(mailbox.sslMethod.label), .optional(mailbox.signInName),
        .flag(mailbox.identityException), StoredWords.editorClient.column(mailbox.editorClient),
        .moment(mailbox.changed), try seal(.mailbox, mailbox.sealed), .integer(revision),
      ])
  }

  private func writeTicks(
    _ ticks: [Step: Attestation], replacing now: [Step: Attestation], of mailbox: String
  ) async throws(VaultFailure) {
    for step in Step.allCases where ticks[step] != now[step] {
      let key: [ColumnValue] = [.text(mailbox), .int(step.stored)]
      if let tick = ticks[step] {
        try await session.execute(Table.mailboxTick.upsert, key + tick.columns)
      } else {
        try await session.execute(
          "DELETE FROM mailbox_tick WHERE mailbox = $1 AND step = $2", key)
      }
    }
  }

  /// Reads a row of `mailbox`, and holds it against its seal.
  func mailbox(_ row: inout ColumnReader) throws(VaultFailure) -> Mailbox {
    var mailbox = Mailbox(
      name: try row.text(), registration: try row.repeated(), popAccount: "",
      at: Moment(milliseconds: 0))
    mailbox.interface = try row.repeated()
    mailbox.type = try row.word(StoredWords.mailboxType)
    mailbox.defaultForInterface = try row.flag()
    mailbox.outgoingEnabled = try row.flag()
    mailbox.displayName = try row.text()
    mailbox.envelopeFrom = try row.text()
    mailbox.friendlyFrom = try row.text()
    mailbox.replyTo = try row.text()
    mailbox.incomingEnabled = try row.flag()
    mailbox.popServer = try row.repeated()
    mailbox.popAccount = try row.text()
    mailbox.authenticationType = try row.word(StoredWords.authenticationType)
    mailbox.forceReplyBetweenLines = try row.flag()
    mailbox.forwardRejectedTo = try row.repeated()
    mailbox.sslMethod = SSLMethod(label: try row.repeated())
    mailbox.signInName = row.optionalText()
    mailbox.identityException = try row.flag()
    mailbox.editorClient = try row.optionalWord(StoredWords.editorClient)
    mailbox.changed = try row.moment()
    try check(try row.blob(), .mailbox, mailbox.sealed, of: mailbox.name)
    return mailbox
  }

  /// Reads a row of `mailbox_tick`.
  func tick(
    _ row: inout ColumnReader
  ) throws(VaultFailure) -> (mailbox: String, step: Step, tick: Attestation) {
    let (name, number) = (try row.text(), try row.int())
    guard let step = Step(stored: number) else { throw row.damage("is no step") }
    return (name, step, try row.attestation())
  }
}

extension Step {
  /// The article's number.
  var stored: Int {
    switch self {
    case .settings: 1
    case .editor: 2
    case .mailbox: 3
    case .sslMethod: 4
    case .popServer: 5
    case .popAccount: 6
    case .authenticationType: 7
    case .authenticate: 8
    case .ok: 9
    case .greenBox: 10
    }
  }

  init?(stored number: Int) {
    guard let step = Step.allCases.first(where: { $0.stored == number }) else { return nil }
    self = step
  }
}

extension Mailbox {
  /// What its row's seal is of: all that decides where a token goes, and whose it may be.
  var sealed: [String?] {
    [
      name, registration, popServer, popAccount, sslMethod.label, signInName,
      identityException ? "1" : "0",
    ]
  }
}
