import Synchronization

package import Core

/// A world of one mailbox on virtual time: a sleep is over at once, and the clock is that much later.
package final class WatchedWorld: Sendable {
  package struct State {
    package var now = Moment(seconds: 1_795_000_000)
    package var snapshot = Snapshot()
    package var access = "first"
    /// The tokens that probes were made with, each with its time since the start.
    package var probes: [String] = []
    package var refreshes: [Int64] = []
    package var names: [String] = []
    package var slept: [Duration] = []
  }

  package static let start = Moment(seconds: 1_795_000_000)
  package static let lifetime: Int64 = 4000
  private let state: Mutex<State>
  package let probe: @Sendable (_ second: Int64, _ name: String) -> ProbeReport.Outcome
  package let refresh: @Sendable (_ second: Int64) -> Failure?

  package init(
    popAccount: String = "support@acme.example", identity: Identity? = nil,
    probe: @escaping @Sendable (Int64, String) -> ProbeReport.Outcome = { _, _ in
      .opened(messages: 0, octets: 0)
    }, refresh: @escaping @Sendable (Int64) -> Failure? = { _ in nil }
  ) {
    var state = State()
    var registration = Registration(at: Self.start)
    registration.clientID = "11111111-2222-3333-4444-555555555555"
    registration.tenantID = "99999999-8888-7777-6666-555555555555"
    registration.secret = SecretFacts(
      fingerprint: "f", expires: Day(iso: "2030-01-01"), stored: Self.start, proof: .proved,
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"))
    registration.interfaces = ["acme.custhelp.com"]
    registration.binding = HostBinding(
      discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443")
    state.snapshot.registrations[registration.name] = registration
    var mailbox = Mailbox(
      name: "support", registration: registration.name, popAccount: popAccount, at: Self.start)
    mailbox.interface = "acme.custhelp.com"
    state.snapshot.mailboxes["support"] = mailbox
    let person = identity ?? Identity(username: popAccount)
    var grant = GrantFacts(
      mailbox: "support", id: "g", identity: person,
      match: IdentityRule.match(person, for: mailbox),
      scopes: [Cloud.global.scope], mode: .secret, flipped: false,
      madeUnder: RegistrationStamp(of: registration),
      binding: HostBinding(
        discovery: "login.microsoftonline.com:443", token: "login.microsoftonline.com:443"),
      signedIn: Self.start, accessExpires: Self.start + .seconds(Self.lifetime), refreshable: true)
    grant.accepted = Self.start
    state.snapshot.grants["support"] = grant
    self.state = Mutex(state)
    self.probe = probe
    self.refresh = refresh
  }

  /// What happened.
  package var seen: State { state.withLock { $0 } }

  /// Changes what is known.
  package func change(_ body: (inout Snapshot) -> Void) { state.withLock { body(&$0.snapshot) } }

  private static func second(_ state: State) -> Int64 { (state.now - start).wholeSeconds }

  package var world: World {
    World(
      exchange: { _ in
        let body = """
          {"issuer":"https://login.microsoftonline.com/99999999-8888-7777-6666-555555555555/v2.0",\
          "token_endpoint":"https://login.microsoftonline.com/t/oauth2/v2.0/token",\
          "device_authorization_endpoint":"https://login.microsoftonline.com/t/devicecode",\
          "authorization_endpoint":"https://login.microsoftonline.com/t/authorize"}
          """
        return HTTPReply(status: 200, body: Array(body.utf8))
      },
      probe: { [self] request, _ in
        let name = request.login?.address ?? ""
        let token = request.login?.token
        let second = state.withLock { state in
          let held = Secret(state.access) == token ? state.access : "another"
          state.probes.append("\(Self.second(state)) \(held)")
          state.names.append(name)
          return Self.second(state)
        }
        return ProbeReport(stages: [], outcome: probe(second, name), transcript: ["S: \(name)"])
      },
      redirect: { (_, _) async throws(Failure) in throw .cancelled },
      redeem: { [self] refreshRequest throws(Failure) in
        let second = state.withLock { state in
          state.refreshes.append(Self.second(state))
          return Self.second(state)
        }
        if let failure = refresh(second) { throw failure }
        return try state.withLock { state throws(Failure) in
          guard var grant = state.snapshot.grants[refreshRequest.mailbox] else { throw .cancelled }
          grant.refreshed = state.now
          grant.accessExpires = state.now + .seconds(Self.lifetime)
          state.snapshot.grants[refreshRequest.mailbox] = grant
          state.access = "second"
          return RefreshResult(access: Secret("second"), grant: grant, ms: 1)
        }
      },
      lease: { (_) async throws(Failure) in ScriptedLease() },
      snapshot: { [self] () throws(Failure) in state.withLock { $0.snapshot } },
      part: { [self] _ throws(Failure) in state.withLock { $0.snapshot } },
      secret: { [self] _, _ throws(Failure) in Secret(state.withLock { $0.access }) },
      apply: { [self] changes throws(Failure) in
        try state.withLock { state throws(Failure) in
          state.snapshot = try state.snapshot.applying(changes)
        }
      },
      journal: { _, _ in [] },
      now: { [self] in state.withLock { $0.now } },
      uptime: { [self] in state.withLock { $0.now - Self.start } },
      sleep: { [self] length throws(Failure) in
        state.withLock { state in
          state.now = state.now + length
          state.slept.append(length)
        }
      },
      random: { Array(repeating: 7, count: $0) }, sha256: { _ in [] },
      fingerprint: { _ throws(Failure) in "f" }, who: "ann", endpoints: Endpoints())
  }
}
