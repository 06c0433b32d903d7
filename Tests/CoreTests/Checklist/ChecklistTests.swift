import Fixtures
import Core
import Testing

@Suite("The ten steps, from evidence alone")
struct ChecklistTests {
  static func rows(_ snapshot: Snapshot, now: Moment = RulesSamples.now) -> [ChecklistRow] {
    Checklist.rows(
      for: snapshot.mailboxes[Script.name] ?? RulesSamples.mailbox(), in: snapshot,
      endpoints: Endpoints(), now: now)
  }

  /// Both columns in a line a step.
  static func columns(_ snapshot: Snapshot) -> [String] {
    rows(snapshot).map { "\($0.step.rawValue) \($0.here.rawValue) \($0.editor?.word ?? "-")" }
  }

  static func row(_ step: Step, _ snapshot: Snapshot) -> ChecklistRow? {
    rows(snapshot).first { $0.step == step }
  }

  static let stages = [ProbeStage.tls, .capa].map { StageResult($0, ms: 12, .passed) }

  static func refreshCheck(_ result: RefreshCheck.Result, _ mode: ClientMode = .secret)
    -> RefreshCheck
  {
    RefreshCheck(at: RulesSamples.now, endpoint: Script.host, mode: mode, result: result, ms: 80)
  }

  static func checked() -> Snapshot {
    var snapshot = Script.snapshot()
    RulesSamples.edit(&snapshot) { registration in
      let check = CheckResult(
        at: RulesSamples.now, endpoint: Script.host,
        under: RegistrationStamp(of: registration), verdict: .passed, ms: 30)
      registration.checks.discovery = check
      registration.checks.secret = check
      registration.checks.pop["outlook.office365.com:995"] = PopCheck(
        at: RulesSamples.now, stages: stages, failure: nil)
    }
    return snapshot
  }

  static func verified(_ mode: ClientMode = .secret) -> Snapshot {
    var snapshot = checked()
    var grant = Script.grant()
    grant.mode = mode
    snapshot.grants[Script.name] = grant
    var evidence = Evidence()
    evidence.refreshCheck = refreshCheck(.passed, mode)
    evidence.probe = Script.probe(Script.opened)
    snapshot.probeDetails[Script.name] = ProbeDetail(stages: stages)
    snapshot.evidence[Script.name] = evidence
    return snapshot
  }

  @Test("fresh: what is typed is judged, nothing is tried")
  func fresh() {
    #expect(
      Self.columns(Script.snapshot()) == [
        "1 open -", "2 open open", "3 done open", "4 open open", "5 open open", "6 done open",
        "7 done open", "8 open open", "9 open open", "10 open open",
      ])
  }

  @Test("after settings verify the first part is done")
  func settings() {
    #expect(
      Self.columns(Self.checked()) == [
        "1 done -", "2 open open", "3 done open", "4 done open", "5 done open", "6 done open",
        "7 done open", "8 open open", "9 open open", "10 open open",
      ])
  }

  @Test("verified: everything that a machine decides is done, and the limit is said")
  func verifiedRows() {
    let snapshot = Self.verified()
    #expect(
      Self.columns(snapshot) == [
        "1 done -", "2 open open", "3 done open", "4 done open", "5 done open", "6 done open",
        "7 done open", "8 done open", "9 done open", "10 done open",
      ])
    #expect(
      Self.row(.greenBox, snapshot)
        == ChecklistRow(
          .greenBox, here: .done, editor: .open,
          evidence: [
            "refresh check passed in 80 ms with the secret in force",
            "POP3 opened as \(Script.account) at 2026-03-01T12:00:00.000Z: 3 messages, about "
              + "4096 octets",
          ], unproven: Checklist.limit))
  }

  @Test("a public client's drill says that the secret was not exercised")
  func publicClient() {
    #expect(
      Self.row(.greenBox, Self.verified(.public))?.evidence.first
        == "refresh check passed in 80 ms (public client: secret not exercised)")
  }

  @Test("green but denied fails step 10 and no other")
  func denied() {
    var snapshot = Self.verified()
    snapshot.evidence[Script.name]?.probe = Script.probe(.denied(.auth2, said: "-ERR no"))
    #expect(
      Self.row(.greenBox, snapshot)
        == ChecklistRow(
          .greenBox, here: .failed, editor: .open,
          evidence: [
            "refresh check passed in 80 ms with the secret in force",
            "green, but access is denied at auth-2: -ERR no",
          ], reason: "green, but access is denied at auth-2: -ERR no",
          next: "greenbox verify support", unproven: Checklist.limit))
    #expect(Self.row(.authenticate, snapshot)?.here == .done)
  }

  @Test("a new secret: step 8 says so, with a sign-in under way too; step 10 is open")
  func stale() {
    var snapshot = Self.verified()
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    for pending in [nil, Script.pending()] {
      snapshot.pending[Script.name] = pending
      let row = Self.row(.authenticate, snapshot)
      #expect(row?.here == .failed)
      #expect(row?.evidence.last == "since then: secret changed")
      #expect(Self.row(.greenBox, snapshot)?.here == .open)
    }
  }

  @Test("a refusal without numbers ends in no blank")
  func words() {
    var snapshot = Self.verified()
    let refusal = OAuthRefusal(status: 400, error: "invalid_grant")
    snapshot.grants[Script.name]?.standing = .ended(refusal, at: RulesSamples.now)
    snapshot.evidence[Script.name]?.refreshCheck = Self.refreshCheck(.refused(refusal))
    #expect(
      Self.row(.authenticate, snapshot)?.evidence.last
        == "the server has ended the grant: invalid_grant")
    #expect(Self.row(.greenBox, snapshot)?.evidence.first == "refresh refused: invalid_grant")
  }

  @Test("an expired secret opens step 10 and is named there")
  func expired() {
    var snapshot = Self.verified()
    RulesSamples.edit(&snapshot) { $0.secret?.saidExpired = RulesSamples.now }
    let row = Self.row(.greenBox, snapshot)
    #expect(row?.here == .open)
    #expect(row?.evidence.last == "the client secret has expired")
  }

  @Test("a new secret clears the editor's ticks of steps 8 to 10, no others")
  func cleared() {
    var snapshot = Self.verified()
    let stamp = snapshot.registrations[Registration.suggestedName]?.editorStamp
    let tick = Attestation(who: "ann", at: RulesSamples.now, of: stamp)
    for step in Step.allCases { snapshot.mailboxes[Script.name]?.attested[step] = tick }
    #expect(Self.rows(snapshot).dropFirst().allSatisfy { $0.editor == .attested(tick) })
    RulesSamples.edit(&snapshot) { $0.secret?.fingerprint = "f2" }
    #expect(
      Self.rows(snapshot).map { $0.editor?.word ?? "-" }
        == ["-"] + Array(repeating: "attested", count: 6) + Array(repeating: "cleared", count: 3))
  }

  @Test("an empty Pop Account is not done")
  func emptyAccount() {
    var snapshot = Script.snapshot()
    snapshot.mailboxes[Script.name]?.popAccount = ""
    #expect(
      Self.row(.popAccount, snapshot)
        == ChecklistRow(
          .popAccount, here: .open, editor: .open, evidence: ["Pop Account is empty"],
          next: "greenbox mailbox edit support --pop-account ADDRESS"))
  }

  @Test("tenants are compared without case")
  func tenantCase() {
    var snapshot = Script.snapshot()
    RulesSamples.edit(&snapshot) {
      $0.tenantID = RulesSamples.tenant.uppercased()
      $0.domains["somecompany.onmicrosoft.com"] = RulesSamples.tenant
    }
    #expect(
      Self.row(.popAccount, snapshot)?.evidence.last
        == "somecompany.onmicrosoft.com belongs to the registration's tenant")
  }
}
