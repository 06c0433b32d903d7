@testable import Core
@testable import greenbox
@testable import Diagnosis

/// A fault, what is to be said of it, and what its owner then does.
struct FaultCure: Sendable {
  /// What the owner of a next step does.
  enum Action: Sendable {
    /// Whoever runs the server, or the tenant, sets right what the fault set wrong; or time does.
    case mend
    /// The same, of what stands beside the fault only: the fault itself stays.
    case mendBeside
    /// Nothing: the step asks for patience, and the fault stays in force.
    case repeatOnly
    /// A new secret in the tenant, and `settings set` with it.
    case newSecret
    /// Another Pop Account; the fault stays in force.
    case popAccount(String)
    /// The admin consents for the organisation.
    case consent
  }

  /// Where it shows, the problem, the beginning of the cause named first, and who acts.
  struct Diagnosis: Sendable, CustomStringConvertible {
    var place: FaultTable.Row.Place
    var problem: String
    var cause: String
    var owner: Problem.Owner

    init(
      _ place: FaultTable.Row.Place, _ problem: String, _ cause: String, _ owner: Problem.Owner
    ) {
      (self.place, self.problem, self.cause, self.owner) = (place, problem, cause, owner)
    }

    func matches(_ expected: Diagnosis) -> Bool {
      place == expected.place && problem == expected.problem && owner == expected.owner
        && cause.hasPrefix(expected.cause)
    }

    var description: String { "\(place.rawValue) \(problem) (\(owner.rawValue)): \(cause)" }
  }

  var fault: String
  /// nil: the program is above it, and the mailbox is verified.
  var expected: Diagnosis?
  var action = Action.mend
  /// Words of the next step.
  var step = ""

  static func survived(_ fault: String) -> FaultCure { FaultCure(fault: fault) }

  private static func row(
    _ fault: String, _ place: FaultTable.Row.Place, _ problem: String, _ cause: String,
    _ owner: Problem.Owner, _ action: Action, _ step: String
  ) -> FaultCure {
    FaultCure(
      fault: fault, expected: Diagnosis(place, problem, cause, owner), action: action, step: step)
  }

  static let all: [FaultCure] = [
    .survived("public-client"),
    .survived("secret-on-start"),
    row(
      "expired-secret", .verify, "secret-expired", "The expiry date", .you, .newSecret,
      "greenbox settings set --secret-file FILE"),
    row(
      "consent-self-only", .authenticate, "consent-needed",
      "No admin of the tenant has consented for the organisation", .tenantAdmin, .consent,
      "Grant admin consent"),
    row(
      "decline", .authenticate, "sign-in-declined", "The person at the browser refused", .you,
      .mend, "greenbox authenticate"),
    row(
      "rfc-denied", .authenticate, "sign-in-declined", "The person at the browser refused", .you,
      .mend, "greenbox authenticate"),
    row(
      "device-blocked", .authenticate, "aadsts-53003",
      "one of: A policy blocks the device code flow", .tenantAdmin, .mend, "exclude"),
    .survived("slow-down"),
    row(
      "throttle", .verify, "aadsts-90055", "Many requests came at once", .you, .repeatOnly,
      "Wait 1 second"),
    row(
      "server-trouble", .verify, "service-trouble", "A passing trouble at Microsoft", .you, .mend,
      "Try again in a few minutes"),
    row(
      "short-code", .authenticate, "code-expired", "Nobody entered the code in time", .you,
      .repeatOnly, "Have the browser ready"),
    .survived("strict-rotation"),
    row(
      "no-refresh-token", .authenticate, "no-refresh-token",
      "The server does not give refresh tokens", .you, .mend, "whoever runs the identity server"),
    .survived("no-id-token"),
    row(
      "no-me", .authenticate, "wrong-person", "", .you, .mend, "sign in as sales@practice.example"),
    row(
      "no-user-read", .authenticate, "wrong-person", "It cannot be told whether", .tenantAdmin,
      .mend, "add the delegated permission User.Read"),
    row(
      "long-token", .verify, "pop-protocol", "The token is longer than 4096", .tenantAdmin, .mend,
      "Token configuration"),
    row(
      "wrong-audience", .verify, "pop-denied", "The token is for another service", .you, .mend,
      "audience"),
    row("clock-skew", .verify, "settings-findings", "", .you, .mend, "timedatectl set-ntp true"),
    row(
      "wrong-name", .verify, "tls-wrong-name", "The name of the server is wrong", .you, .mend,
      "openssl s_client"),
    row("expired-certificate", .verify, "tls-expired", "", .you, .mend, "tell whoever runs"),
    row("unknown-ca", .verify, "tls-untrusted", "", .you, .mend, "ca_file"),
    row("plaintext", .verify, "tls-handshake", "The port is one without TLS", .you, .mend, "995"),
    row(
      "greeting-refused", .verify, "pop-too-many", "Several programs", .you, .mend, "after a pause"),
    row(
      "long-line", .verify, "network-too-long", "Another service", .you, .mend,
      "greenbox settings show"),
    .survived("control-characters"),
    .survived("nul"),
    .survived("pipelining"),
    row(
      "no-xoauth2", .verify, "pop-not-offered", "The server is not Exchange Online", .you, .mend,
      "greenbox settings show"),
    row(
      "challenge", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mendBeside,
      "Set-CASMailbox"),
    row("sys-temp", .verify, "pop-temporary", "A passing trouble", .you, .mend, "in a few minutes"),
    row("in-use", .verify, "pop-locked", "The mail fetcher", .you, .mend, "Wait two minutes"),
    row(
      "server-unavailable", .verify, "pop-unavailable", "A passing trouble", .you, .mend,
      "in a quarter of an hour"),
    row(
      "stat-refused", .verify, "pop-denied-at-stat", "one of: POP is switched off", .tenantAdmin,
      .mend, "Set-CASMailbox"),
    row(
      "alias-refused", .verify, "pop-denied", "The Pop Account is an alias", .you,
      .popAccount("sam.porter@contosopractice.onmicrosoft.com"),
      "greenbox mailbox edit sales --pop-account"),
    row(
      "pop-off", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mend,
      "Set-CASMailbox"),
    row(
      "no-licence", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mend,
      "assign an Exchange Online licence"),
    row(
      "rights-missing", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mend,
      "Wait up to an hour"),
    row(
      "rights-late", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mend,
      "Wait up to an hour"),
    row(
      "exchange-blocked", .verify, "pop-denied", "one of: POP is switched off", .tenantAdmin, .mend,
      "policy keeps the app out"),
    row("html-reply", .verify, "reply-html", "127.0.0.1:", .you, .mend, "in a browser"),
    row("html-discovery", .verify, "reply-html", "127.0.0.1:", .you, .mend, "in a browser"),
    row("html-devicecode", .authenticate, "reply-html", "127.0.0.1:", .you, .mend, "in a browser"),
    row(
      "html-me", .authenticate, "wrong-person", "", .you, .mend, "sign in as sales@practice.example"
    ),
    row("empty-reply", .verify, "reply-empty", "127.0.0.1:", .you, .mend, "Ask again in a minute"),
    row(
      "empty-discovery", .verify, "reply-empty", "127.0.0.1:", .you, .mend, "Ask again in a minute"),
    row(
      "empty-devicecode", .authenticate, "reply-empty", "127.0.0.1:", .you, .mend,
      "Ask again in a minute"),
    row(
      "empty-me", .authenticate, "wrong-person", "", .you, .mend,
      "sign in as sales@practice.example"),
    row("bad-json", .verify, "reply-not-json", "127.0.0.1:", .you, .mend, "Repeat the command"),
    row(
      "bad-json-discovery", .verify, "reply-not-json", "127.0.0.1:", .you, .mend,
      "Repeat the command"),
    row(
      "bad-json-devicecode", .authenticate, "reply-not-json", "127.0.0.1:", .you, .mend,
      "Repeat the command"),
    row(
      "bad-json-me", .authenticate, "wrong-person", "", .you, .mend,
      "sign in as sales@practice.example"),
    row(
      "stall-discovery", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-devicecode", .authenticate, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-token", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-me", .authenticate, "wrong-person", "", .you, .mend,
      "sign in as sales@practice.example"),
    row(
      "stall-tcp", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-tls", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-greeting", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-capa", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-auth-1", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-auth-2", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    row(
      "stall-stat", .verify, "network-silent", "The server is overloaded", .you, .mend,
      "Wait five minutes"),
    .survived("stall-quit"),
    row(
      "cut-discovery", .verify, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-devicecode", .authenticate, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-token", .verify, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-me", .authenticate, "wrong-person", "", .you, .mend, "sign in as sales@practice.example"),
    row(
      "cut-tcp", .verify, "network-cut", "The server is busy", .you, .mend, "Try again in a minute"),
    row(
      "cut-tls", .verify, "network-cut", "The server is busy", .you, .mend, "Try again in a minute"),
    row(
      "cut-greeting", .verify, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-capa", .verify, "network-cut", "The server is busy", .you, .mend, "Try again in a minute"
    ),
    row(
      "cut-auth-1", .verify, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-auth-2", .verify, "network-cut", "The server is busy", .you, .mend,
      "Try again in a minute"),
    row(
      "cut-stat", .verify, "network-cut", "The server is busy", .you, .mend, "Try again in a minute"
    ),
    .survived("cut-quit"),
    row(
      "garbage-discovery", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-devicecode", .authenticate, "network-garbage", "Another service listens", .you,
      .mend, "See what answers"),
    row(
      "garbage-token", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-me", .authenticate, "wrong-person", "", .you, .mend,
      "sign in as sales@practice.example"),
    row("garbage-tcp", .verify, "tls-handshake", "The port is one without TLS", .you, .mend, "995"),
    row("garbage-tls", .verify, "tls-handshake", "The port is one without TLS", .you, .mend, "995"),
    row(
      "garbage-greeting", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-capa", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-auth-1", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-auth-2", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    row(
      "garbage-stat", .verify, "network-garbage", "Another service listens", .you, .mend,
      "See what answers"),
    .survived("garbage-quit"),
  ]
}
