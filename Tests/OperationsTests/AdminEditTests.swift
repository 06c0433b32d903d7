import Core
import Fixtures
import Testing

@testable import Operations

@Suite("An edit by hand is one operation, whoever asks for it")
struct AdminEditTests {
  private let name = Registration.suggestedName

  private func refused(
    _ edit: AdminEdit, _ scripted: ScriptedWorld
  ) async -> Failure? {
    do throws(Failure) {
      try await AdminEdit.perform([edit], scripted.world)
      return nil
    } catch {
      return error
    }
  }

  private func message(_ failure: Failure?) -> String? {
    guard case .settings(.findings(let findings)) = failure else { return nil }
    return findings.first?.message
  }

  @Test("What is as it was writes nothing, no line in the journal either")
  func unchanged() async throws {
    let scripted = ScriptedWorld(Script.snapshot())
    let mailbox = try scripted.vault.snapshot.mailbox(Script.name)
    let registration = try scripted.vault.snapshot.registration(nil)
    let edits: [AdminEdit] = [
      .saveMailbox(from: mailbox, to: mailbox),
      .saveRegistration(from: registration, to: registration),
      .forget(mailbox: Script.name),
      .tick(StepTick(mailbox: Script.name, step: .ok, clears: true)),
      .confirm(
        SettingsTick(
          registration: name, interface: "other.custhelp.com", settings: [], clears: true)),
    ]
    for edit in edits.dropLast() { try await AdminEdit.perform([edit], scripted.world) }
    #expect(scripted.vault.applied == 0)
    #expect(await refused(edits[4], scripted) != nil)
  }

  @Test("A mailbox needs a name, one that is free, and a registration that exists")
  func mailboxes() async throws {
    let scripted = ScriptedWorld(Script.snapshot())
    let fresh = RulesSamples.mailbox("fresh", "fresh@contoso.example")
    var nameless = fresh
    nameless.name = ""
    #expect(
      message(await refused(.saveMailbox(from: nil, to: nameless), scripted))
        == "The mailbox needs a name.")
    #expect(
      await refused(.saveMailbox(from: nil, to: RulesSamples.mailbox()), scripted)
        == .settings(.exists(kind: "mailbox", name: Script.name)))
    var spaced = fresh
    spaced.name = "has space"
    #expect(
      message(await refused(.saveMailbox(from: nil, to: spaced), scripted))
        == "Mailbox name has a space in it.")
    var stray = fresh
    stray.registration = "Nobody"
    #expect(
      await refused(.saveMailbox(from: nil, to: stray), scripted)
        == .settings(.unknown(kind: "registration", name: "Nobody", known: [name])))
    #expect(scripted.vault.applied == 0)
    try await AdminEdit.perform([.saveMailbox(from: nil, to: fresh)], scripted.world)
    #expect(scripted.vault.snapshot.mailboxes["fresh"]?.changed == scripted.now)
    #expect(scripted.vault.events == ["mailbox-added"])
  }

  @Test(
    "A registration that is new is bound to the discovery host in force, and must be asked by https"
  )
  func binding() async throws {
    var registration = RulesSamples.registration()
    registration.name = "Second"
    registration.binding = nil
    let scripted = ScriptedWorld(Script.snapshot())
    try await AdminEdit.perform(
      [.saveRegistration(from: nil, to: registration)], scripted.world)
    let kept = try scripted.vault.snapshot.registration("Second")
    #expect(kept.binding == HostBinding(discovery: Script.host))
    var endpoints = Endpoints()
    endpoints.discovery = .init("http://id.example.net/openid", .environment)
    registration.name = "Third"
    let insecure = ScriptedWorld(Script.snapshot(), endpoints: endpoints)
    #expect(
      await refused(.saveRegistration(from: nil, to: registration), insecure)
        == .settings(.notHTTPS("http://id.example.net/openid")))
  }

  @Test("A registration keeps a name of its own, and stays while a mailbox is under it")
  func registrations() async throws {
    var snapshot = Script.snapshot()
    var second = RulesSamples.registration()
    second.name = "Second"
    snapshot.registrations["Second"] = second
    let scripted = ScriptedWorld(snapshot)
    var renamed = second
    renamed.name = name
    #expect(
      await refused(.saveRegistration(from: second, to: renamed), scripted)
        == .settings(.exists(kind: "registration", name: name)))
    #expect(
      message(await refused(.removeRegistration(name), scripted))
        == "Mailboxes are under \(name): \(Script.name).")
    try await AdminEdit.perform([.removeRegistration("Second")], scripted.world)
    #expect(scripted.vault.snapshot.registrations.keys.sorted() == [name])
  }

  @Test("A setting without a value is not confirmed: the tick would hold for whatever comes later")
  func emptySetting() async {
    var snapshot = Script.snapshot()
    RulesSamples.edit(&snapshot) {
      $0.clientID = ""
      $0.attested = [:]
    }
    let scripted = ScriptedWorld(snapshot)
    let tick = SettingsTick(
      registration: name, interface: RulesSamples.interface, settings: SettingName.allCases)
    #expect(message(await refused(.confirm(tick), scripted))?.contains("has no value here") == true)
    #expect(scripted.vault.applied == 0)
  }

  @Test("A tick is of the values that the person saw: others by now are a conflict")
  func seen() async throws {
    let scripted = ScriptedWorld(Script.snapshot())
    var seen = try scripted.vault.snapshot.registration(nil)
    seen.clientID = RulesSamples.otherTenant
    let step = StepTick(mailbox: Script.name, step: .ok, seen: seen)
    let settings = SettingsTick(
      registration: name, interface: RulesSamples.interface, settings: SettingName.allCases,
      seen: seen)
    for edit in [AdminEdit.tick(step), .confirm(settings)] {
      guard case .vault(.conflict) = await refused(edit, scripted) else {
        Issue.record("ticked what nobody saw")
        return
      }
    }
    #expect(scripted.vault.applied == 0)
  }

  @Test("Consent that the server told is not taken back by hand; what was only said is")
  func consent() async throws {
    let scripted = ScriptedWorld(Script.snapshot())
    let said = AdminEdit.attestConsent(registration: name, tenant: nil, clears: false)
    try await AdminEdit.perform([said], scripted.world)
    #expect(
      scripted.vault.snapshot.registrations[name]?.consents.map(\.tenant) == [RulesSamples.tenant])
    let back = AdminEdit.attestConsent(registration: name, tenant: nil, clears: true)
    try await AdminEdit.perform([back], scripted.world)
    #expect(scripted.vault.snapshot.registrations[name]?.consents == [])
    scripted.vault.edit { state in
      RulesSamples.edit(&state.snapshot) {
        $0.consents = [
          TenantConsent(
            tenant: RulesSamples.tenant, source: .graph, who: "graph", at: RulesSamples.now)
        ]
      }
    }
    #expect(message(await refused(back, scripted))?.contains("told by the server") == true)
  }

  @Test("Whoever names a mailbox that is not there is told which there are")
  func unknown() async {
    let scripted = ScriptedWorld(Script.snapshot())
    var world = scripted.world
    // As the store reads a part: of the mailboxes only the one that is asked for.
    world.part = { (name) throws(Failure) in
      var part = scripted.vault.snapshot
      part.mailboxes = part.mailboxes.filter { $0.key == name }
      return part
    }
    for edit in [
      AdminEdit.forget(mailbox: "nobody"), .removeMailbox("nobody"),
      .tick(StepTick(mailbox: "nobody", step: .ok)),
    ] {
      do throws(Failure) {
        try await AdminEdit.perform([edit], world)
        Issue.record("it was done")
      } catch {
        let expected = SettingsFailure.unknown(
          kind: "mailbox", name: "nobody", known: [Script.name])
        #expect(error == .settings(expected))
      }
    }
  }
}
