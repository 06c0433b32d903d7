import Core

/// Every word that stands for a case in the vault. A word that was released is never changed; the
/// switches make sure that a new case gets one.
enum StoredWords {
  static let accountType = Words(AccountType.allCases) {
    switch $0 {
    case .single: "single"
    case .multi: "multi"
    }
  }

  static let clientMode = Words(ClientMode.allCases) {
    switch $0 {
    case .public: "public"
    case .secret: "secret"
    }
  }

  static let clientModeSetting = Words(ClientModeSetting.allCases) {
    switch $0 {
    case .automatic: "automatic"
    case .public: "public"
    case .secret: "secret"
    }
  }

  static let proof = Words(SecretProof.allCases) {
    switch $0 {
    case .proved: "proved"
    case .unproved: "not-proved"
    case .refused: "refused"
    }
  }

  static let place = Words(SecretPlace.allCases) {
    switch $0 {
    case .inForce: "in-force"
    case .proposed: "proposed"
    case .before: "before"
    }
  }

  static let setting = Words(SettingName.allCases) {
    switch $0 {
    case .clientID: "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID"
    case .clientSecret: "CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET"
    case .tenant: "CUSTOM_CFG_MAILBOX_OA_TENANT"
    }
  }

  static let consentSource = Words([TenantConsent.Source.endpoint, .graph, .attested]) {
    switch $0 {
    case .endpoint: "endpoint"
    case .graph: "graph"
    case .attested: "attested"
    }
  }

  static let mailboxType = Words(MailboxType.allCases) {
    switch $0 {
    case .service: "service"
    case .outreach: "outreach"
    }
  }

  static let authenticationType = Words(AuthenticationType.allCases) {
    switch $0 {
    case .oauth: "oauth"
    case .password: "password"
    }
  }

  static let editorClient = Words(EditorClient.allCases) {
    switch $0 {
    case .browserUI: "browser-ui"
    case .dotNET: "dotnet"
    }
  }

  static let slot = Words(GrantSlot.allCases) {
    switch $0 {
    case .kept: "kept"
    case .pending: "pending"
    }
  }

  static let identityMatch = Words(IdentityMatch.allCases) {
    switch $0 {
    case .same: "same"
    case .alias: "alias"
    case .exception: "exception"
    case .other: "other"
    case .notTold: "not-told"
    }
  }

  static let probeStage = Words(ProbeStage.allCases) {
    switch $0 {
    case .dns: "dns"
    case .tcp: "tcp"
    case .tls: "tls"
    case .greeting: "greeting"
    case .capa: "capa"
    case .auth1: "auth-1"
    case .auth2: "auth-2"
    case .stat: "stat"
    case .quit: "quit"
    }
  }

  static let stageVerdict = Words(StageResult.Verdict.allCases) {
    switch $0 {
    case .passed: "passed"
    case .failed: "failed"
    case .skipped: "skipped"
    }
  }

  static let replyKind = Words(ReplyFailure.Kind.allCases) {
    switch $0 {
    case .empty: "empty"
    case .html: "html"
    case .notJSON: "not-json"
    case .field: "field"
    case .status: "status"
    }
  }

  static let networkKind = Words(NetworkFailure.Kind.allCases) {
    switch $0 {
    case .nameNotFound: "name-not-found"
    case .connectionRefused: "connection-refused"
    case .connectTimeout: "connect-timeout"
    case .unreachable: "unreachable"
    case .cut: "cut"
    case .timeout: "timeout"
    case .untrustedIssuer: "untrusted-issuer"
    case .wrongName: "wrong-name"
    case .expiredCertificate: "expired-certificate"
    case .tlsHandshake: "tls-handshake"
    case .badAuthorityFile: "bad-authority-file"
    case .proxyUnreachable: "proxy-unreachable"
    case .proxyCredentials: "proxy-credentials"
    case .proxyRefused: "proxy-refused"
    case .garbage: "garbage"
    case .tooLong: "too-long"
    case .badAddress: "bad-address"
    case .other: "other"
    }
  }
}

/// The words of choices whose cases carry values.
enum StoredKind {
  /// What a standing, a verdict, a refresh check's result, an access, a sign-in's stage or an attempt's reason
  /// is, without what it carries.
  enum Standing: CaseIterable { case good, ended, usedUp, secretRefused }
  enum Verdict: CaseIterable { case passed, refused, network, reply, skipped }
  enum Access: CaseIterable { case verified, denied, locked, serverTrouble, broken }
  enum Stage: CaseIterable { case awaitingLogin, awaitingAdminConsent, awaitingOK }
  enum CheckKind: CaseIterable { case discovery, secret, graph, pop }
  enum Reason: CaseIterable {
    case refused, network, reply, expired, declined, refusedHere, wrongPerson, notAccepted
    case noRefreshToken
  }

  static let standing = Words(Standing.allCases) {
    switch $0 {
    case .good: "good"
    case .ended: "ended"
    case .usedUp: "used-up"
    case .secretRefused: "secret-refused"
    }
  }

  static let verdict = Words(Verdict.allCases) {
    switch $0 {
    case .passed: "passed"
    case .refused: "refused"
    case .network: "network"
    case .reply: "reply"
    case .skipped: "skipped"
    }
  }

  static let access = Words(Access.allCases) {
    switch $0 {
    case .verified: "verified"
    case .denied: "denied"
    case .locked: "locked"
    case .serverTrouble: "server-trouble"
    case .broken: "broken"
    }
  }

  static let stage = Words(Stage.allCases) {
    switch $0 {
    case .awaitingLogin: "awaiting-login"
    case .awaitingAdminConsent: "awaiting-admin-consent"
    case .awaitingOK: "awaiting-ok"
    }
  }

  static let method = Words(SignInMethod.allCases) {
    switch $0 {
    case .deviceCode: "device-code"
    }
  }

  static let checkKind = Words(CheckKind.allCases) {
    switch $0 {
    case .discovery: "discovery"
    case .secret: "secret"
    case .graph: "graph"
    case .pop: "pop"
    }
  }

  static let reason = Words(Reason.allCases) {
    switch $0 {
    case .refused: "refused"
    case .network: "network"
    case .reply: "reply"
    case .expired: "expired"
    case .declined: "declined"
    case .refusedHere: "refused-here"
    case .wrongPerson: "wrong-person"
    case .notAccepted: "not-accepted"
    case .noRefreshToken: "no-refresh-token"
    }
  }
}
