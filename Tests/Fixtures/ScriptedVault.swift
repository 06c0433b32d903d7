package import Core
import Synchronization

/// A vault in memory: `Snapshot.applying` for what is known, a dictionary for what is sealed.
package final class ScriptedVault: Sendable {
  package struct State {
    package var snapshot = Snapshot()
    package var sealed: [SecretSlot: Secret] = [:]
    package var journal: [JournalEntry] = []
    package var applied = 0
    /// Every list of changes that was applied.
    package var history: [[Change]] = []
    /// Thrown by the next calls of `apply`, one each.
    package var failures: [Failure] = []
  }

  private let state: Mutex<State>

  package init(_ snapshot: Snapshot, _ sealed: [SecretSlot: Secret] = [:]) {
    state = Mutex(State(snapshot: snapshot, sealed: sealed))
  }

  package var snapshot: Snapshot { state.withLock { $0.snapshot } }
  package var sealed: [SecretSlot: Secret] { state.withLock { $0.sealed } }
  package var events: [String] { state.withLock { $0.journal.map(\.event) } }
  package var applied: Int { state.withLock { $0.applied } }
  package var history: [[Change]] { state.withLock { $0.history } }
  package var journal: [JournalEntry] { state.withLock { $0.journal } }

  package func edit(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  package func secret(_ slot: SecretSlot) -> Secret? { state.withLock { $0.sealed[slot] } }

  /// As the vault opens it: for the token endpoint that it is bound to, and for no other.
  package func secret(
    _ slot: SecretSlot, for destination: SecretDestination
  ) throws(Failure) -> Secret? {
    if case .tokenEndpoint(let asked) = destination, case .clientSecret(let name, let place) = slot,
      let bound = snapshot.registrations[name]?[place]?.binding.token, bound != asked
    {
      throw .settings(
        .boundElsewhere(what: "client secret of \(name)", boundTo: bound, asked: asked))
    }
    return secret(slot)
  }

  package func apply(_ changes: [Change]) throws(Failure) {
    let result: Result<Void, Failure> = state.withLock { state in
      if !state.failures.isEmpty { return .failure(state.failures.removeFirst()) }
      do throws(Failure) {
        let next = try state.snapshot.applying(changes)
        for change in changes { ScriptedVault.seal(change, &state) }
        state.snapshot = next
        state.applied += 1
        state.history.append(changes)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private static func seal(_ change: Change, _ state: inout State) {
    switch change {
    case .putSecret(let name, let secret, let facts, let place, _):
      let force = SecretSlot.clientSecret(registration: name, .inForce)
      if place == .inForce,
        state.snapshot.registrations[name]?.secret?.fingerprint != facts.fingerprint
      {
        state.sealed[.clientSecret(registration: name, .before)] = state.sealed[force]
      }
      state.sealed[.clientSecret(registration: name, place)] = secret
    case .promoteSecret(let name, let place, _):
      let force = SecretSlot.clientSecret(registration: name, .inForce)
      let promoted = state.sealed.removeValue(forKey: .clientSecret(registration: name, place))
      state.sealed[.clientSecret(registration: name, .before)] = state.sealed[force]
      state.sealed[force] = promoted
    case .dropProposedSecret(let name, _):
      state.sealed[.clientSecret(registration: name, .proposed)] = nil
    case .removeRegistration(let name):
      for place in SecretPlace.allCases {
        state.sealed[.clientSecret(registration: name, place)] = nil
      }
    case .putPending(let login, let code):
      if let code { state.sealed[.deviceCode(mailbox: login.mailbox)] = code }
    case .dropPending(let name, let id):
      guard id == nil || state.snapshot.pending[name]?.id == id else { return }
      state.sealed[.deviceCode(mailbox: name)] = nil
      put(nil, name, .pending, &state)
    case .putPendingGrant(let grant, let tokens): put(tokens, grant.mailbox, .pending, &state)
    case .keepGrant(let name, _, _):
      for slot in [GrantSlot.kept] {
        state.sealed[.accessToken(mailbox: name, slot)] =
          state.sealed[.accessToken(mailbox: name, .pending)]
        state.sealed[.refreshToken(mailbox: name, slot)] =
          state.sealed[.refreshToken(mailbox: name, .pending)]
      }
      state.sealed[.deviceCode(mailbox: name)] = nil
      put(nil, name, .pending, &state)
    case .putTokens(let grant, let tokens, let slot):
      state.sealed[.accessToken(mailbox: grant.mailbox, slot)] = tokens.access
      if let refresh = tokens.refresh {
        state.sealed[.refreshToken(mailbox: grant.mailbox, slot)] = refresh
      }
    case .putRefreshToken(let name, let slot, _, let token):
      state.sealed[.refreshToken(mailbox: name, slot)] = token
    case .forget(let name), .removeMailbox(let name):
      state.sealed[.deviceCode(mailbox: name)] = nil
      put(nil, name, .pending, &state)
      put(nil, name, .kept, &state)
    case .journal(let entry): state.journal.append(entry)
    case .expectPending, .addRegistration, .editRegistration, .amend, .addMailbox, .editMailbox,
      .amendGrant,
      .putProbe, .putAttempt, .putRefreshCheck:
      break
    }
  }

  private static func put(
    _ tokens: Tokens?, _ name: String, _ slot: GrantSlot, _ state: inout State
  ) {
    state.sealed[.accessToken(mailbox: name, slot)] = tokens?.access
    state.sealed[.refreshToken(mailbox: name, slot)] = tokens?.refresh
  }
}
