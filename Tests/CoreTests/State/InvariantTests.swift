import Fixtures
import Core
import Testing

/// Random lives of two mailboxes under one registration, thousands of steps from fixed seeds.
@Suite("Invariants I1 to I6 and I8 hold in any life")
struct InvariantTests {
  struct Chance {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  static let names = ["support", "sales"]

  struct Life {
    var snapshot: Snapshot
    var now = RulesSamples.now
    var chance: Chance
    var serial = 0

    init(seed: UInt64) {
      chance = Chance(state: seed)
      snapshot = Script.snapshot()
      snapshot.mailboxes["sales"] = RulesSamples.mailbox(
        "sales", "sales@somecompany.onmicrosoft.com")
    }

    var registration: Registration {
      get { snapshot.registrations[Registration.suggestedName] ?? RulesSamples.registration() }
      set { snapshot.registrations[Registration.suggestedName] = newValue }
    }

    func facets(_ name: String) -> Facets {
      let mailbox = snapshot.mailboxes[name] ?? RulesSamples.mailbox()
      // The offline rules have tests of their own; here every field counts as right.
      return Facets(
        of: mailbox, config: .configured, in: snapshot, endpoints: Endpoints(), now: now)
    }

    func number(_ name: String) -> Int { DisplayState(facets(name)).number }

    mutating func id() -> String {
      // Now and then an old one, as a late answer brings it.
      if chance.below(4) != 0 { serial += chance.below(2) }
      return "p\(serial)"
    }

    /// What a poll or an answer names: mostly what is really there.
    mutating func current(_ name: String) -> String {
      chance.below(4) == 0 ? id() : snapshot.pending[name]?.id ?? "p0"
    }

    mutating func event(_ name: String) -> MailboxEvent? {
      let account = snapshot.mailboxes[name]?.popAccount ?? ""
      switch chance.below(12) {
      case 0:
        serial += 1
        var pending = Script.pending("p\(serial)", under: registration)
        pending.mailbox = name
        return .signInBegan(pending, deviceCode: Secret("c"))
      case 1: return .loginChanged(current(name), .deviceCode(Script.deviceCode(interval: 10)))
      case 2:
        return .consentNeeded(current(name), OAuthRefusal(status: 400, error: "consent_required"))
      case 3: return .attemptEnded(current(name), .declined)
      case 4, 5:
        var grant = Script.grant(
          name, id: current(name), user: chance.below(4) == 0 ? "bob@x.com" : account,
          under: registration)
        grant.accepted = nil
        return .tokensArrived(grant, Tokens(access: Secret("a"), refresh: Secret("r")))
      case 6, 7: return .ok(current(name))
      case 8: return .refused(current(name))
      case 9:
        let errors = ["invalid_grant", "invalid_client", "temporarily_unavailable"]
        let error = errors[chance.below(3)]
        return .refreshFailed(
          RefreshCheck(
            at: now, endpoint: "e", mode: .secret,
            result: .refused(OAuthRefusal(status: 400, error: error)), ms: 1))
      case 10: return chance.below(5) == 0 ? .forget : .adminStepTaken(current(name))
      default: return nil
      }
    }

    mutating func probe(_ name: String) -> MailboxEvent? {
      guard let grant = snapshot.grants[name], let mailbox = snapshot.mailboxes[name] else {
        return nil
      }
      let all: [Access] = [
        Script.opened, Script.opened, .denied(.auth2, said: "-ERR"),
        .broken(NetworkFailure(.cut, host: "h", port: 995)),
      ]
      return .probed(
        ProbeEvidence(
          at: now, endpoint: "e", against: AccessStamp(of: mailbox, endpoints: Endpoints()),
          grant: grant.id, under: grant.madeUnder, access: all[chance.below(4)]),
        Script.detail)
    }
  }

  /// What an outsider may do: time, secret, client, fields.
  static func outside(_ life: inout Life, _ name: String) {
    switch life.chance.below(7) {
    case 0: life.now = life.now + .seconds(Int64(life.chance.below(30_000)))
    case 1:
      let fingerprint = "f\(life.chance.below(1000) + 2)"
      life.registration.secret?.fingerprint = fingerprint
      for name in names {
        #expect(life.number(name) != 14, "I4")
        #expect(life.facets(name).access.word != .verified, "I4")
      }
    case 2 where life.chance.below(4) == 0:
      let digit = life.chance.below(9)
      life.registration.clientID = "\(digit)1111111-2222-3333-4444-555555555555"
    case 3:
      let server = ["outlook.office365.com", "outlook.office.com"][life.chance.below(2)]
      life.snapshot.mailboxes[name]?.popServer = server
    case 4 where life.chance.below(4) == 0:
      let user = life.chance.below(3)
      life.snapshot.mailboxes[name]?.popAccount = "u\(user)@somecompany.onmicrosoft.com"
    case 5:
      // A silent refresh with the secret in force.
      if life.snapshot.grants[name]?.standing == .good {
        let stamp = RegistrationStamp(of: life.registration)
        life.snapshot.grants[name]?.madeUnder = stamp
      }
    default: break
    }
  }

  @Test("500 lives of 80 steps")
  func lives() throws {
    var reached: Set<Int> = []
    for seed in 0..<500 {
      var life = Life(seed: UInt64(seed) &* 7919 &+ 13)
      for _ in 0..<80 {
        let name = Self.names[life.chance.below(2)]
        if life.chance.below(3) == 0 { Self.outside(&life, name) }
        let probing = life.chance.below(3) == 0
        guard let event = probing ? life.probe(name) : life.event(name) else { continue }
        try Self.step(&life, name, event)
        for name in Self.names {
          reached.insert(life.number(name))
          if life.number(name) == 14 { Self.checkProof(life, name) }
        }
      }
    }
    // Every state that the auth and access facets alone can make.
    #expect(reached == [4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16])
  }

  static func checkProof(_ life: Life, _ name: String) {
    guard let probe = life.snapshot.evidence[name]?.probe, let grant = life.snapshot.grants[name],
      let mailbox = life.snapshot.mailboxes[name], case .verified = probe.access
    else {
      Issue.record("I1: verified with no probe")
      return
    }
    #expect(probe.grant == grant.id, "I1")
    #expect(probe.against == AccessStamp(of: mailbox, endpoints: Endpoints()), "I1")
    #expect(probe.under == RegistrationStamp(of: life.registration), "I1")
  }

  static func step(_ life: inout Life, _ name: String, _ event: MailboxEvent) throws {
    let before = life.snapshot
    let number = life.number(name)
    let changes = MailboxTransition.changes(
      for: event, mailbox: name, in: before, at: life.now, who: "ann")
    life.snapshot = try before.applying(changes)
    // I2: a kept grant is another one only after OK, gone only after forget.
    let was = before.grants[name]?.id
    let isNow = life.snapshot.grants[name]?.id
    switch event {
    case .ok(let id):
      #expect(isNow == was || isNow == id && before.pendingGrants[name]?.id == id, "I2")
    case .forget: #expect(isNow == nil)
    default: #expect(isNow == was, "I2")
    }
    for change in changes {
      switch change {
      case .keepGrant: if case .ok = event {} else { Issue.record("I2: \(event)") }
      case .putTokens, .putRefreshToken, .putSecret, .promoteSecret, .removeMailbox:
        Issue.record("I2: \(event)")
      // I5: consent is a word on a tenant, never kept with a mailbox.
      case .amend, .addRegistration, .editRegistration, .addMailbox, .editMailbox:
        Issue.record("I5: \(event)")
      default: break
      }
    }
    // I3: what ends without tokens leaves the grant as it was.
    switch event {
    case .attemptEnded, .refused, .consentNeeded, .signInOutdated, .adminStepTaken, .loginChanged,
      .signInBegan:
      #expect(life.snapshot.grants[name] == before.grants[name], "I3")
      #expect(life.snapshot.evidence[name]?.probe == before.evidence[name]?.probe, "I3")
    default: break
    }
    // I6: from awaiting OK only OK leads to something newly authenticated.
    if number == 6, life.snapshot.grants[name] != before.grants[name] {
      switch event {
      case .ok, .forget, .refreshFailed: break
      default: Issue.record("I6: \(event)")
      }
    }
    // I8: without a probe that opened the mailbox nothing becomes verified.
    if life.number(name) == 14, number != 14,
      life.snapshot.evidence[name]?.probe != before.evidence[name]?.probe
    {
      if case .probed = event {} else { Issue.record("I8: \(event)") }
    }
    for other in names where other != name {
      #expect(life.snapshot.grants[other] == before.grants[other])
      #expect(life.snapshot.pending[other] == before.pending[other])
      #expect(life.snapshot.evidence[other] == before.evidence[other])
    }
  }
}
