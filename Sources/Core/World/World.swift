/// Everything outside the program: network, vault, clock, chance. Drivers reach it through this one
/// value; tests start from one whose every member traps and script the few they expect.
package struct World: Sendable {
  /// Sends one HTTPS request and returns whatever was answered. Throws `.network` or `.cancelled`.
  package var exchange: @Sendable (HTTPRequest) async throws(Failure) -> HTTPReply
  /// Climbs the probe ladder; `report` is called as each stage ends. Never throws: a failure is a
  /// finding. Cancelling the task ends it with `.cancelled`.
  package var probe:
    @Sendable (ProbeRequest, _ report: @escaping @Sendable (StageResult) -> Void) async ->
      ProbeReport
  /// Awaits a redirect of a browser on this machine's loopback, and returns its query as it was sent;
  /// `listening` is told the port once it is listened on. Throws `.network` where the port cannot be had
  /// or nothing comes in time, or `.cancelled`.
  package var redirect:
    @Sendable (
      RedirectRequest, _ listening: @escaping @Sendable (Int) -> Void
    ) async throws(Failure) -> String
  /// Redeems a refresh token; see `RefreshRequest`.
  package var redeem: @Sendable (RefreshRequest) async throws(Failure) -> RefreshResult

  /// Takes the lock of a mailbox's grant, which one holds at a time whatever process asks, and holds it
  /// until the returned object goes. `.vault(.busy)` where it is not to be had in time.
  package var lease: @Sendable (_ mailbox: String) async throws(Failure) -> any GrantLease

  /// Reads everything that is not secret.
  package var snapshot: @Sendable () async throws(Failure) -> Snapshot
  /// Reads the part that concerns one mailbox: itself, all registrations, its grants, sign-in,
  /// evidence, and its newest probe stage by stage.
  package var part: @Sendable (_ mailbox: String) async throws(Failure) -> Snapshot
  /// Opens a sealed value to send it there; nil when there is none.
  package var secret: @Sendable (SecretSlot, SecretDestination) async throws(Failure) -> Secret?
  /// Applies all changes in one transaction, or none.
  package var apply: @Sendable ([Change]) async throws(Failure) -> Void
  /// The last lines of the journal, the oldest first; with a mailbox, its lines only.
  package var journal:
    @Sendable (_ last: Int, _ mailbox: String?) async throws(Failure) -> [JournalEntry]

  /// Wall-clock time.
  package var now: @Sendable () -> Moment
  /// Time since some fixed start that no clock change moves.
  package var uptime: @Sendable () -> Duration
  /// Waits; throws `.cancelled` when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws(Failure) -> Void
  /// That many bytes of cryptographic chance.
  package var random: @Sendable (Int) -> [UInt8]
  /// SHA-256 of bytes: 32 bytes.
  package var sha256: @Sendable ([UInt8]) -> [UInt8]
  /// HMAC-SHA-256 of a secret under a subkey of the vault's key, as 64 hex digits.
  package var fingerprint: @Sendable (Secret) throws(Failure) -> String
  /// Who is at the keyboard: `SUDO_USER`, else the login name.
  package var who: String
  /// Where each service is, and by whose word.
  package var endpoints: Endpoints

  /// A world of these members.
  package init(
    exchange: @escaping @Sendable (HTTPRequest) async throws(Failure) -> HTTPReply,
    probe:
      @escaping @Sendable (
        ProbeRequest, _ report: @escaping @Sendable (StageResult) -> Void
      ) async -> ProbeReport,
    redirect:
      @escaping @Sendable (
        RedirectRequest, _ listening: @escaping @Sendable (Int) -> Void
      ) async throws(Failure) -> String,
    redeem: @escaping @Sendable (RefreshRequest) async throws(Failure) -> RefreshResult,
    lease: @escaping @Sendable (String) async throws(Failure) -> any GrantLease,
    snapshot: @escaping @Sendable () async throws(Failure) -> Snapshot,
    part: @escaping @Sendable (String) async throws(Failure) -> Snapshot,
    secret: @escaping @Sendable (SecretSlot, SecretDestination) async throws(Failure) -> Secret?,
    apply: @escaping @Sendable ([Change]) async throws(Failure) -> Void,
    journal: @escaping @Sendable (Int, String?) async throws(Failure) -> [JournalEntry],
    now: @escaping @Sendable () -> Moment,
    uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws(Failure) -> Void,
    random: @escaping @Sendable (Int) -> [UInt8],
    sha256: @escaping @Sendable ([UInt8]) -> [UInt8],
    fingerprint: @escaping @Sendable (Secret) throws(Failure) -> String,
    who: String,
    endpoints: Endpoints
  ) {
    self.exchange = exchange
    self.probe = probe
    self.redirect = redirect
    self.redeem = redeem
    self.lease = lease
    self.snapshot = snapshot
    self.part = part
    self.secret = secret
    self.apply = apply
    self.journal = journal
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
    self.random = random
    self.sha256 = sha256
    self.fingerprint = fingerprint
    self.who = who
    self.endpoints = endpoints
  }
}
