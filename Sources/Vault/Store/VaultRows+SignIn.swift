import Core

// Sign-ins under way.
extension VaultRows {
  /// A row of `sign_in`.
  struct StoredLogin {
    var login: PendingSignIn
    var deviceCode: [UInt8]?
  }

  /// The sign-in of a mailbox; nil where none is under way.
  func login(of mailbox: String) async throws(VaultFailure) -> StoredLogin? {
    let table = Table.signIn
    return try await session.first(
      "\(table.select) WHERE mailbox = $1", [.text(mailbox)]
    ) { (row) throws(VaultFailure) in
      var reader = ColumnReader(row, table)
      return try login(&reader)
    }
  }

  /// Throws unless the sign-in of that id is under way and, where that matters, waits for its person.
  func expectPending(
    _ mailbox: String, _ id: String?, isAwaited: Bool
  ) async throws(VaultFailure) {
    let login = try await login(of: mailbox)?.login
    guard login?.id == id, !isAwaited || login?.isAwaited ?? false else {
      throw .signInMovedOn(mailbox)
    }
  }

  /// Writes a sign-in. A code that stays is this sign-in's own; another sign-in's would be polled in
  /// vain.
  func put(_ login: PendingSignIn, _ code: Secret?) async throws(VaultFailure) {
    try await touch(login.mailbox)
    var code = code
    if code == nil, let held = try await self.login(of: login.mailbox),
      held.login.id == login.id, let sealed = held.deviceCode
    {
      code = try open(sealed, at: .deviceCode(of: held.login))
    }
    var sealed: [UInt8]?
    if let code { sealed = try seal(code, at: .deviceCode(of: login)) }
    try await session.execute(
      Table.signIn.upsert,
      [
        .text(login.mailbox), .text(login.id), StoredKind.method.column(login.method),
        StoredKind.stage.column(login.stage.kind), .moment(login.began), .text(login.who),
        .text(login.tokenEndpoint), .text(login.scope), .text(login.madeUnder.clientID),
        .text(login.madeUnder.tenantID), .optional(login.madeUnder.secret),
      ] + login.stage.columns + [.optional(sealed), try seal(.signIn, login.sealed)])
  }

  /// Reads a row of `sign_in`, and holds it against its seal.
  func login(_ row: inout ColumnReader) throws(VaultFailure) -> StoredLogin {
    let (mailbox, id) = (try row.text(), try row.text())
    let method = try row.word(StoredKind.method)
    let stage = try row.word(StoredKind.stage)
    let (began, who) = (try row.moment(), try row.repeated())
    let (endpoint, scope, under) = (try row.repeated(), try row.repeated(), try row.stamp())
    let login = PendingSignIn(
      mailbox: mailbox, id: id, method: method,
      stage: try PendingSignIn.Stage(stage, of: method, &row), began: began, who: who,
      tokenEndpoint: endpoint, scope: scope, madeUnder: under)
    let code = row.optionalBlob()
    try check(try row.blob(), .signIn, login.sealed, of: mailbox)
    return StoredLogin(login: login, deviceCode: code)
  }
}

extension PendingSignIn {
  /// What its row's seal is of.
  fileprivate var sealed: [String?] {
    [mailbox, id, StoredKind.stage[stage.kind], scope] + addresses
  }
}

extension PendingSignIn.Stage {
  fileprivate var kind: StoredKind.Stage {
    switch self {
    case .awaitingLogin: .awaitingLogin
    case .awaitingAdminConsent: .awaitingAdminConsent
    case .awaitingOK: .awaitingOK
    }
  }

  /// From `user_code` to `refusal`.
  fileprivate var columns: [ColumnValue] {
    switch self {
    case .awaitingLogin(.deviceCode(let code)): code.columns + [.null]
    case .awaitingAdminConsent(let refusal): noCode + [.optional(refusal?.stored)]
    case .awaitingOK: noCode + [.null]
    }
  }

  private var noCode: [ColumnValue] {
    Array(repeating: .null, count: PendingSignIn.DeviceCode.columnCount)
  }

  fileprivate init(
    _ stage: StoredKind.Stage, of method: SignInMethod, _ row: inout ColumnReader
  ) throws(VaultFailure) {
    let code = try PendingSignIn.DeviceCode(&row)
    let refusal = try row.optionalJSON(OAuthRefusal.init(stored:))
    switch (stage, method) {
    case (.awaitingOK, _): self = .awaitingOK
    case (.awaitingAdminConsent, _): self = .awaitingAdminConsent(refusal)
    case (.awaitingLogin, .deviceCode):
      guard let code else { throw row.damage("says too little of a device code") }
      self = .awaitingLogin(.deviceCode(code))
    }
  }
}

extension PendingSignIn.DeviceCode {
  /// How many columns are its own, from `user_code` to `flipped`.
  fileprivate static let columnCount = 7

  fileprivate var columns: [ColumnValue] {
    [
      .text(userCode), .text(verificationURI), .optional(verificationURIComplete),
      .moment(expires), .int(interval), StoredWords.clientMode.column(mode), .flag(flipped),
    ]
  }

  /// Reads its columns; nil where they do not make a code.
  fileprivate init?(_ row: inout ColumnReader) throws(VaultFailure) {
    let (userCode, address, complete) = (
      row.optionalText(), row.optionalRepeated(), row.optionalText()
    )
    let (expires, interval) = (row.optionalMoment(), row.optionalInteger())
    let mode = try row.optionalWord(StoredWords.clientMode)
    let flipped = row.optionalInteger()
    guard let userCode, let address, let expires, let interval, let mode, let flipped else {
      return nil
    }
    self.init(
      userCode: userCode, verificationURI: address, verificationURIComplete: complete,
      expires: expires, interval: Int(interval), mode: mode, flipped: flipped != 0)
  }
}
