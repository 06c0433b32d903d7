package import Core
import Foundation

/// Replies, grants and sites as the scripts of driver tests use them.
package enum Script {
  package static let name = "support"
  package static let account = "somebody@somecompany.onmicrosoft.com"
  package static let login = "https://login.microsoftonline.com/\(RulesSamples.tenant)"
  package static let tokenURL = "\(login)/oauth2/v2.0/token"
  package static let host = "login.microsoftonline.com:443"

  package static func json(_ members: [String: Any], status: Int = 200) -> HTTPReply {
    let body = (try? JSONSerialization.data(withJSONObject: members)) ?? Data()
    return HTTPReply(status: status, body: Array(body), contentType: "application/json")
  }

  package static func text(_ body: String, status: Int = 200) -> HTTPReply {
    HTTPReply(status: status, body: Array(body.utf8), contentType: "text/html")
  }

  package static func refusal(_ error: String, _ codes: Int..., status: Int = 400) -> HTTPReply {
    json(["error": error, "error_codes": codes], status: status)
  }

  package static var discovery: HTTPReply {
    json([
      "issuer": "\(login)/v2.0", "token_endpoint": tokenURL,
      "device_authorization_endpoint": "\(login)/oauth2/v2.0/devicecode",
    ])
  }

  package static var code: HTTPReply {
    json([
      "user_code": "ABCD-EFGH", "device_code": "the-device-code",
      "verification_uri": "https://microsoft.com/devicelogin", "expires_in": 900, "interval": 5,
    ])
  }

  /// A token reply of a generation; `user` nil leaves the id_token out, as `refresh` its token.
  package static func tokens(
    _ generation: Int = 1, user: String? = account, refresh: Bool = true
  ) -> HTTPReply {
    var members: [String: Any] = [
      "access_token": "access-\(generation)", "token_type": "Bearer", "expires_in": 3600,
      "scope": "https://outlook.office.com/POP.AccessAsUser.All",
    ]
    if refresh { members["refresh_token"] = "refresh-\(generation)" }
    if let user {
      let payload = Data(#"{"preferred_username":"\#(user)"}"#.utf8).base64EncodedString()
        .replacingOccurrences(of: "=", with: "").replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_")
      members["id_token"] = "e30.\(payload).sig"
    }
    return json(members)
  }

  package static func snapshot(_ edit: (inout Registration, inout Mailbox) -> Void = { _, _ in })
    -> Snapshot
  {
    var registration = RulesSamples.registration()
    registration.binding = HostBinding(discovery: host, token: host)
    var mailbox = RulesSamples.mailbox()
    edit(&registration, &mailbox)
    return RulesSamples.snapshot(registration, mailbox)
  }

  package static var clientSecret: [SecretSlot: Secret] {
    [.clientSecret(registration: Registration.suggestedName, .inForce): Secret("s3cret")]
  }

  package static var keptTokens: [SecretSlot: Secret] {
    var sealed = clientSecret
    sealed[.accessToken(mailbox: name, .kept)] = Secret("access-0")
    sealed[.refreshToken(mailbox: name, .kept)] = Secret("refresh-0")
    return sealed
  }

  package static func grant(
    _ mailbox: String = name, id: String = "g0", user: String? = account,
    mode: ClientMode = .secret, under: Registration = RulesSamples.registration()
  ) -> GrantFacts {
    var grant = GrantFacts(
      mailbox: mailbox, id: id, identity: user.map { Identity(username: $0) },
      match: user == account ? .same : user == nil ? .notTold : .other,
      scopes: ["https://outlook.office.com/POP.AccessAsUser.All"], mode: mode, flipped: false,
      madeUnder: RegistrationStamp(of: under), binding: HostBinding(discovery: host, token: host),
      signedIn: RulesSamples.now,
      accessExpires: RulesSamples.now + .seconds(3600), refreshable: true)
    grant.accepted = RulesSamples.now
    return grant
  }

  package static func kept(_ edit: (inout GrantFacts) -> Void = { _ in }) -> Snapshot {
    var snapshot = snapshot()
    var grant = grant()
    edit(&grant)
    snapshot.grants[name] = grant
    return snapshot
  }

  package static func probe(
    _ access: Access, grant: String = "g0", at: Moment = RulesSamples.now,
    in snapshot: Snapshot = snapshot()
  ) -> ProbeEvidence {
    let mailbox = snapshot.mailboxes[name] ?? RulesSamples.mailbox()
    let registration = snapshot.registrations[mailbox.registration] ?? RulesSamples.registration()
    return ProbeEvidence(
      at: at, endpoint: "outlook.office365.com:995",
      against: AccessStamp(of: mailbox, endpoints: Endpoints()), grant: grant,
      under: RegistrationStamp(of: registration), access: access)
  }

  package static let detail = ProbeDetail(stages: [])

  /// A redemption of the kept grant.
  package static func refreshRequest(seen: Moment? = nil) -> RefreshRequest {
    RefreshRequest(
      mailbox: name, slot: .kept, grant: "g0", tokenEndpoint: tokenURL,
      clientID: RulesSamples.client, registration: Registration.suggestedName,
      under: RegistrationStamp(of: RulesSamples.registration()), scope: "s", seen: seen)
  }

  package static let opened = Access.verified(as: account, messages: 3, octets: 4096)

  package static func pending(
    _ id: String = "p1", _ stage: PendingSignIn.Stage? = nil,
    under: Registration = RulesSamples.registration()
  ) -> PendingSignIn {
    PendingSignIn(
      mailbox: name, id: id, method: .deviceCode,
      stage: stage ?? .awaitingLogin(.deviceCode(deviceCode())),
      began: RulesSamples.now, who: "ann", tokenEndpoint: tokenURL, scope: "s",
      madeUnder: RegistrationStamp(of: under))
  }

  package static func deviceCode(
    mode: ClientMode = .secret, flipped: Bool = false, interval: Int = 5
  ) -> PendingSignIn.DeviceCode {
    PendingSignIn.DeviceCode(
      userCode: "ABCD-EFGH", verificationURI: "https://microsoft.com/devicelogin",
      expires: RulesSamples.now + .seconds(900), interval: interval, mode: mode, flipped: flipped)
  }

  package static func facets(_ snapshot: Snapshot, now: Moment = RulesSamples.now) -> Facets {
    let mailbox = snapshot.mailboxes[name] ?? RulesSamples.mailbox()
    return Facets(
      of: mailbox,
      config: ConfigFacet(of: mailbox, in: snapshot, endpoints: Endpoints(), now: now),
      in: snapshot,
      endpoints: Endpoints(), now: now)
  }
}
