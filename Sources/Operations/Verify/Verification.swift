package import Core
package import Diagnosis

/// What one verify found.
package struct Verification: Equatable, Sendable {
  /// The mailbox's name.
  package var mailbox: String
  /// Its Pop Account.
  package var popAccount: String
  /// Its facets after the verify, as the vault now has them.
  package var facets: Facets
  /// This run's probe; nil when it did not come to one.
  package var probe: ProbeEvidence?
  /// The same probe stage by stage.
  package var detail: ProbeDetail?
  /// What kept it from a verdict on access; nil when the probe gave one.
  package var failure: Failure?
  /// Left out by the run: the reason.
  package var skipped: String?
  /// What to know beside the verdict: a backlog, a clock, a mailbox that is off.
  package var warnings: [Finding] = []
  /// What is wrong, judged by what the vault has after the verify; nil when the mailbox is verified.
  package var problem: Problem?
  /// The checks it rests on, the newest of each (D7).
  package var checks: [CheckRecord] = []

  init(
    _ mailbox: Mailbox, _ facets: Facets, probe: ProbeEvidence? = nil, failure: Failure? = nil,
    skipped: String? = nil
  ) {
    self.mailbox = mailbox.name
    popAccount = mailbox.popAccount
    self.facets = facets
    self.probe = probe
    self.failure = failure
    self.skipped = skipped
  }

  /// What this run's probe came to, and `unreachable` where the identity server could not be
  /// reached. A failed refresh is never `denied`.
  package var access: AccessWord {
    if let probe { return probe.access.word }
    switch failure {
    case .server(.network), .server(.reply): return .unreachable
    case .server(.refused(let refusal)) where refusal.isServerTrouble: return .unreachable
    default: return .unchecked
    }
  }

  /// Whether this run proved that the mailbox opens.
  package var isVerified: Bool { access == .verified && facets.auth == .authenticated }
}

extension Verification {
  /// The same with what is wrong, by what a site tells around the mailbox.
  func diagnosed(in snapshot: Snapshot, _ world: World) -> Verification {
    guard !isVerified else { return self }
    var found = self
    let now = world.now()
    let context = Problem.Context(of: mailbox, in: snapshot, endpoints: world.endpoints, now: now)
    if let probe {
      found.problem = Problem.of(access: probe.access, context: context)
    } else if let failure {
      found.problem = Problem.of(failure, context: context)
    } else if case .failed(let reason) = facets.auth {
      found.problem = Problem.of(reason: reason, context: context)
    } else if DisplayState(facets) == .secretExpired {
      found.problem = Problem.known(
        of: mailbox, facets, in: snapshot, endpoints: world.endpoints, now: now)
    }
    return found
  }
}

extension RefreshCheck.Result {
  /// A failure as a refresh check's result; nil for what says nothing of the grant.
  init?(_ failure: Failure) {
    switch failure {
    case .server(let failure): self = .failed(failure)
    case .vault, .settings, .cancelled: return nil
    }
  }
}

extension Access {
  /// What a probe's outcome says of the mailbox.
  init(_ report: ProbeReport, user: String, server: PopServer) {
    switch report.outcome {
    case .opened(let messages, let octets):
      self = .verified(as: user, messages: messages, octets: octets)
    case .refused(.denied, let stage, let said): self = .denied(stage, said: said)
    case .refused(.locked, _, let said): self = .locked(said: said)
    case .refused(.temporary, let stage, let said), .refused(.protocol, let stage, let said):
      self = .serverTrouble(stage, said: said)
    case .notOffered(let said): self = .serverTrouble(.capa, said: said)
    case .broken(let failure): self = .broken(failure)
    case .capable, .cancelled:
      self = .broken(NetworkFailure(.other, host: server.host, port: server.port))
    }
  }
}

extension PopServer {
  /// The finding where a token may not be sent to the server.
  var unconfirmed: Finding {
    Finding(
      rule: .popServer, field: "Pop Server", .error,
      "\(host) is not a server of this registration's cloud, so no token is sent to it.",
      advice: "If it is yours, confirm it.", next: .init(.confirmPopServer, host))
  }
}

extension Facets {
  /// Whether a refresh check and a probe make sense: there is a grant that a refresh may serve.
  var mayBeVerified: Bool {
    guard config == .configured else { return false }
    switch auth {
    case .authenticated: return true
    case .stale(let reasons): return reasons.allSatisfy(\.curedByRefresh)
    default: return false
    }
  }

  /// What hinders it, as a failure where one is at hand.
  var hindrance: Failure? {
    if case .invalid(let finding) = config { return .settings(.findings([finding])) }
    switch auth {
    case .unauthenticated(let refusal): return .refused(refusal)
    default: return nil
    }
  }
}

extension AuthFacet {
  /// The facet of a grant alone, under its registration.
  init(_ grant: GrantFacts, _ registration: Registration) {
    self = AuthFacet.staleness(of: grant, under: registration).map { .stale($0) } ?? .authenticated
  }
}
