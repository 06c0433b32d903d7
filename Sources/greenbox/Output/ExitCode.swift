internal import Core
internal import Operations

/// What the program says to scripts.
enum ExitCode: Int32, CaseIterable, Sendable {
  /// All that was asked for holds.
  case holds = 0
  /// A sign-in or OK is needed.
  case signIn = 3
  /// Access is denied.
  case denied = 4
  /// A server could not be reached.
  case unreachable = 5
  /// A setting is wrong.
  case settings = 6
  /// The vault is locked or damaged.
  case vault = 7
  /// The command line is wrong.
  case usage = 64
  /// A fault of the program's own.
  case `internal` = 70
  /// What was written did not arrive whole (EX_IOERR of sysexits.h).
  case output = 74

  /// The terminal is gone; as a shell reports HUP.
  case hungUp = 129

  /// For mixed results: the first of these that is among them.
  static let order: [ExitCode] = [
    .internal, .output, .vault, .settings, .signIn, .denied, .unreachable, .usage,
  ]

  /// One code for many results.
  static func of(_ codes: some Sequence<ExitCode>) -> ExitCode {
    let all = Set(codes)
    return order.first { all.contains($0) } ?? .holds
  }

  /// The code of a failure.
  init(_ failure: Failure) {
    switch failure {
    // A file of ours that cannot be read is no fault of the network.
    case .server(.network(let network)):
      self = [.badAuthorityFile, .badAddress].contains(network.kind) ? .settings : .unreachable
    case .server(.reply): self = .unreachable
    case .server(.refused(let refusal)):
      self =
        refusal.isServerTrouble
        ? .unreachable
        : [
          "invalid_client", "unauthorized_client", "invalid_request", "invalid_tenant",
          "invalid_scope", "invalid_resource",
        ].contains(refusal.error) ? .settings : .signIn
    case .vault: self = .vault
    case .settings: self = .settings
    case .cancelled: self = .signIn
    }
  }

  /// The code of one mailbox's verify.
  init(_ found: Verification) {
    switch found.access {
    case .verified: self = found.facets.auth == .authenticated ? .holds : .signIn
    case .denied: self = .denied
    case .unreachable, .locked: self = .unreachable
    case .unchecked: self = ExitCode(unchecked: found)
    }
  }

  private init(unchecked found: Verification) {
    // Left out because others were refused: their codes speak for the run. Offline nothing was tried.
    if let skipped = found.skipped {
      self = skipped == Check.offline ? .unreachable : .denied
      return
    }
    if case .configured = found.facets.config {
    } else {
      self = .settings
      return
    }
    switch found.facets.auth {
    case .authenticated, .stale: self = found.failure.map { ExitCode($0) } ?? .signIn
    default: self = .signIn
    }
  }
}
