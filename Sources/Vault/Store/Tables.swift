extension Table {
  static let registration = Table(
    "registration", key: 1, "name", "account_type", "cloud", "client_id", "tenant_id",
    "client_mode", "bound_discovery", "bound_token", "publisher_who", "publisher_at",
    "publisher_fingerprint", "clock_skew", "changed", "seal", "revision")

  static let registrationSecret = Table(
    "registration_secret", key: 2, "registration", "place", "fingerprint", "secret_id", "expires",
    "stored", "worked", "said_expired", "proof", "bound_discovery", "bound_token", "value")

  static let registrationInterface = Table(
    "registration_interface", key: 2, "registration", "position", "interface")

  static let registrationTick = Table(
    "registration_tick", key: 3, "registration", "interface", "setting", "who", "at",
    "fingerprint")

  static let registrationDomain = Table(
    "registration_domain", key: 2, "registration", "domain", "tenant")

  static let registrationConsent = Table(
    "registration_consent", key: 2, "registration", "position", "tenant", "source", "who", "at")

  static let registrationPopServer = Table(
    "registration_pop_server", key: 2, "registration", "position", "server", "seal")

  static let registrationCheck = Table(
    "registration_check", key: 3, "registration", "kind", "server", "at", "endpoint", "client_id",
    "tenant_id", "secret_fingerprint", "verdict", "ms", "detail")

  static let mailbox = Table(
    "mailbox", key: 1, "name", "registration", "interface", "type", "default_for_interface",
    "outgoing_enabled", "display_name", "envelope_from", "friendly_from", "reply_to",
    "incoming_enabled", "pop_server", "pop_account", "authentication_type",
    "force_reply_between_lines", "forward_rejected_to", "ssl_method", "sign_in_name",
    "identity_exception", "editor_client", "changed", "seal", "revision")

  static let mailboxTick = Table(
    "mailbox_tick", key: 2, "mailbox", "step", "who", "at", "fingerprint")

  static let grants = Table(
    "grants", key: 2, long: 2, "mailbox", "slot", "id", "username", "person", "object_id", "tenant",
    "mail",
    "addresses", "identity_match", "scopes", "mode", "flipped", "client_id", "tenant_id",
    "secret_fingerprint", "bound_discovery", "bound_token", "signed_in", "accepted", "refreshed",
    "access_expires", "refreshable", "standing", "standing_detail", "graph", "redeeming_since",
    "access", "refresh")

  static let signIn = Table(
    "sign_in", key: 1, "mailbox", "id", "method", "stage", "began", "who", "token_endpoint",
    "scope", "client_id", "tenant_id", "secret_fingerprint", "user_code", "verification_uri",
    "verification_uri_complete", "expires", "poll_interval", "mode", "flipped", "refusal",
    "device_code", "seal")

  static let probe = Table(
    "probe", key: 1, long: 1, "mailbox", "at", "endpoint", "pop_account", "pop_server", "port",
    "ssl_method", "grant_id", "client_id", "tenant_id", "secret_fingerprint", "access",
    "opened_as", "messages", "octets", "stage", "said", "failure", "detail")

  static let refreshCheck = Table(
    "refresh_check", key: 1, "mailbox", "at", "endpoint", "mode", "result", "error", "ms",
    "detail")

  static let attempt = Table("attempt", key: 1, "mailbox", "at", "reason", "detail")

  static let journal = Table("journal", key: 0, "at", "who", "mailbox", "event", "fields")

  static let mailboxState = Table(
    "mailbox_state", key: 1, "mailbox", "state", "until")

  static let stateBasis = Table("state_basis", key: 1, "one", "basis", "revision")

  /// All of them; `meta`, `revision` and the journal's numbers are read by name.
  static let all = [
    registration, registrationSecret, registrationInterface, registrationTick, registrationDomain,
    registrationConsent, registrationPopServer, registrationCheck, mailbox, mailboxTick, grants,
    signIn, probe, refreshCheck, attempt, journal, mailboxState, stateBasis,
  ]
}
