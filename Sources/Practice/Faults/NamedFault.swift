/// The faults that are not simply a stage that stalls, is cut or talks garbage.
enum NamedFault: String, CaseIterable, Sendable {
  case publicClient = "public-client"
  case secretOnStart = "secret-on-start"
  case expiredSecret = "expired-secret"
  case consentSelfOnly = "consent-self-only"
  case decline
  case rfcDenied = "rfc-denied"
  case deviceBlocked = "device-blocked"
  case slowDown = "slow-down"
  case throttle
  case serverTrouble = "server-trouble"
  case shortCode = "short-code"
  case strictRotation = "strict-rotation"
  case noRefreshToken = "no-refresh-token"
  case noIDToken = "no-id-token"
  case noMe = "no-me"
  case noUserRead = "no-user-read"
  case longToken = "long-token"
  case wrongAudience = "wrong-audience"
  case clockSkew = "clock-skew"
  case wrongName = "wrong-name"
  case expiredCertificate = "expired-certificate"
  case unknownCA = "unknown-ca"
  case plaintext
  case greetingRefused = "greeting-refused"
  case longLine = "long-line"
  case controlCharacters = "control-characters"
  case nul
  case pipelining
  case noXOAUTH2 = "no-xoauth2"
  case challenge
  case sysTemp = "sys-temp"
  case inUse = "in-use"
  case serverUnavailable = "server-unavailable"
  case statRefused = "stat-refused"
  case aliasRefused = "alias-refused"
  case popOff = "pop-off"
  case noLicence = "no-licence"
  case rightsMissing = "rights-missing"
  case rightsLate = "rights-late"
  case exchangeBlocked = "exchange-blocked"

  /// What Exchange keeps to itself: each is answered by the one refusal it has for every cause.
  static let silent: [NamedFault] = [
    .popOff, .noLicence, .rightsMissing, .rightsLate, .exchangeBlocked,
  ]

  var summary: String {
    switch self {
    case .publicClient:
      "public client flows are on: a client secret is refused (700025) once somebody signed in"
    case .secretOnStart: "the device authorization request needs the client secret too"
    case .expiredSecret: "every client secret there is counts as expired (7000222)"
    case .consentSelfOnly: "the admin's consent counts for the admin alone"
    case .decline: "whoever answers at the sign-in page declines (authorization_declined)"
    case .rfcDenied: "a declined sign-in is called access_denied, as RFC 8628 has it"
    case .deviceBlocked: "Conditional Access blocks the device code flow (53003)"
    case .slowDown: "the next poll is told slow_down"
    case .throttle: "the next two token requests get 429 with Retry-After"
    case .serverTrouble: "the token endpoint answers 503"
    case .shortCode: "device codes expire after 2 seconds"
    case .strictRotation: "a refresh token dies when it is used"
    case .noRefreshToken: "token replies carry no refresh token"
    case .noIDToken: "token replies carry no id_token"
    case .noMe: "there is no /me"
    case .noUserRead: "the app lacks User.Read: no token for /me is given (65001)"
    case .longToken: "access tokens exceed 4096 characters, more than the mail server takes"
    case .wrongAudience: "access tokens are made out to Graph, whatever was asked for"
    case .clockSkew: "the Date header is ten minutes ahead"
    case .wrongName: "the mail server's certificate is made out to another name"
    case .expiredCertificate: "the mail server's certificate has expired"
    case .unknownCA: "the mail server's certificate is signed by somebody else"
    case .plaintext: "the mail server speaks plain text on the TLS port"
    case .greetingRefused: "the mail server's greeting is -ERR"
    case .longLine: "the greeting is a line of 200 kB; with mailboxes named, the reply to STAT is"
    case .controlCharacters: "greeting and STAT reply carry terminal control characters"
    case .nul: "greeting and STAT reply carry a NUL byte"
    case .pipelining: "CAPA lists PIPELINING"
    case .noXOAUTH2: "the mail server does not offer XOAUTH2"
    case .challenge: "a refusal is preceded by a challenge that wants an empty line"
    case .sysTemp: "the token is answered with -ERR [SYS/TEMP]"
    case .inUse: "the token is answered with -ERR [IN-USE]"
    case .serverUnavailable: "the token is answered with -ERR Server Unavailable. 21"
    case .statRefused: "the token is accepted and STAT is refused"
    case .aliasRefused: "the mail server opens a mailbox by its user's own name only"
    case .popOff: "POP is switched off for the mailbox"
    case .noLicence: "there is no Exchange licence, and no mailbox, behind the address"
    case .rightsMissing: "whoever signed in has no rights to the mailbox"
    case .rightsLate: "the rights to the mailbox were granted and are not in force yet"
    case .exchangeBlocked: "a policy keeps the app out of Exchange, after tokens were issued"
    }
  }

  /// How often the fault shows itself when its order names no number; nil for always.
  var usualTimes: Int? {
    switch self {
    case .throttle: 2
    case .slowDown: 1
    default: nil
    }
  }
}
