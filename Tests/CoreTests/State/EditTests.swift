import Fixtures
import Core
import Testing

@Suite("Edits are amendments of what is there")
struct EditTests {
  static let name = Registration.suggestedName

  static func edited(
    _ mailbox: Mailbox = RulesSamples.mailbox(), _ body: (inout Mailbox) -> Void
  ) -> Change {
    var after = mailbox
    body(&after)
    return .editMailbox(from: mailbox, to: after)
  }

  static func edited(
    _ registration: Registration, _ body: (inout Registration) -> Void
  ) -> Change {
    var after = registration
    body(&after)
    return .editRegistration(from: registration, to: after)
  }

  static func conflict(_ changes: [Change], on snapshot: Snapshot) -> String? {
    do throws(Failure) {
      _ = try snapshot.applying(changes)
      return nil
    } catch {
      if case .vault(.conflict(let what)) = error { return what }
      return "\(error)"
    }
  }

  @Test("two edits of different fields of a mailbox both stay; of one field the second is told")
  func mailbox() throws {
    let snapshot = Script.snapshot()
    let first = Self.edited { $0.popServer = "a.example" }
    let second = Self.edited {
      $0.displayName = "B"
      $0.attested[.editor] = Attestation(who: "b", at: RulesSamples.now)
    }
    let tick = Self.edited { $0.attested[.mailbox] = Attestation(who: "c", at: RulesSamples.now) }
    let both = try snapshot.applying([first, second, tick]).mailboxes[Script.name]
    #expect(both?.popServer == "a.example" && both?.displayName == "B")
    #expect(both?.attested.count == 2)
    let other = Self.edited { $0.popServer = "b.example" }
    #expect(
      Self.conflict([first, other], on: snapshot)
        == "Pop Server of mailbox support was changed by somebody else meanwhile")
    #expect(Self.conflict([first, first], on: snapshot) == nil)
    #expect(Self.conflict([.removeMailbox(Script.name), first], on: snapshot) != nil)
    #expect(Self.conflict([.addMailbox(RulesSamples.mailbox())], on: snapshot) != nil)
  }

  @Test("edits of a registration keep what others added, and never touch secrets and bindings")
  func registration() throws {
    let snapshot = Script.snapshot()
    let held = try #require(snapshot.registrations[Self.name])
    let interface = Self.edited(held) { $0.interfaces.append("a.custhelp.com") }
    let other = Self.edited(held) {
      $0.interfaces.append("b.custhelp.com")
      $0.clientMode = .secret
      $0.secret = nil
      $0.binding = nil
    }
    let day = Self.edited(held) { $0.secret?.expires = Day(iso: "2027-05-05") }
    let after = try snapshot.applying([interface, other, day]).registrations[Self.name]
    #expect(
      after?.interfaces == [RulesSamples.interface, "a.custhelp.com", "b.custhelp.com"])
    #expect(after?.clientMode == .secret)
    #expect(after?.secret?.expires == Day(iso: "2027-05-05"))
    #expect(after?.binding == held.binding)
    // The day of a secret that is no longer in force is nobody's.
    let put = Self.put("f2", replacing: "f1")
    #expect(Self.conflict([put, day], on: snapshot)?.contains("client secret") == true)
  }

  static func put(
    _ fingerprint: String, _ place: SecretPlace = .inForce, replacing: String?
  ) -> Change {
    .putSecret(
      registration: name, Secret(fingerprint),
      SecretFacts(
        fingerprint: fingerprint, stored: RulesSamples.now, proof: .proved,
        binding: HostBinding(discovery: "\(fingerprint).example:443")), place,
      replacing: replacing)
  }

  @Test("another name takes along what is under it; one that is taken is a conflict")
  func rename() throws {
    var snapshot = Script.snapshot()
    let held = try #require(snapshot.registrations[Self.name])
    let rename = Self.edited(held) { $0.name = "Another" }
    let after = try snapshot.applying([rename])
    #expect(after.registrations.keys.sorted() == ["Another"])
    #expect(after.mailboxes[Script.name]?.registration == "Another")
    snapshot.registrations["Another"] = held
    #expect(Self.conflict([rename], on: snapshot) != nil)
  }

  @Test("secrets: in force, proposed, before")
  func secrets() throws {
    let snapshot = Script.snapshot()
    func facts(_ changes: [Change]) throws -> [String?] {
      let after = try snapshot.applying(changes).registrations[Self.name]
      return SecretPlace.allCases.map { after?[$0]?.fingerprint }
    }
    let put = Self.put("f2", replacing: "f1")
    #expect(try facts([put]) == ["f2", nil, "f1"])
    #expect(
      try snapshot.applying([put]).registrations[Self.name]?.binding?.discovery == "f2.example:443")
    // The same value stored anew leaves the one before it alone.
    #expect(try facts([put, Self.put("f2", replacing: "f2")]) == ["f2", nil, "f1"])
    let proposed = Self.put("f3", .proposed, replacing: nil)
    #expect(try facts([proposed]) == ["f1", "f3", nil])
    #expect(
      try snapshot.applying([proposed]).registrations[Self.name]?.binding?.discovery == Script.host)
    let promote = Change.promoteSecret(registration: Self.name, .proposed, fingerprint: "f3")
    #expect(try facts([proposed, promote]) == ["f3", nil, "f1"])
    let undo = Change.promoteSecret(registration: Self.name, .before, fingerprint: "f1")
    #expect(try facts([put, undo]) == ["f1", nil, "f2"])
    let drop = Change.dropProposedSecret(registration: Self.name, fingerprint: "f3")
    #expect(try facts([proposed, drop]) == ["f1", nil, nil])
    #expect(try facts([drop]) == ["f1", nil, nil])
    #expect(Self.conflict([Self.put("f2", replacing: nil)], on: snapshot) != nil)
    #expect(Self.conflict([undo], on: snapshot) != nil)
    #expect(Self.conflict([put, put], on: snapshot) != nil)
  }

  @Test("an edit that prevails wins where both changed a field, and nowhere else")
  func prevailing() throws {
    let base = RulesSamples.mailbox()
    var mine = base
    mine.popServer = "mine.example"
    var theirs = base
    theirs.popServer = "theirs.example"
    theirs.displayName = "Theirs"
    let over = try theirs.edited(from: base, to: mine, prevailing: true)
    #expect(over.popServer == "mine.example" && over.displayName == "Theirs")
  }

  @Test("another cloud unbinds a registration that has no secret, and no other")
  func cloud() throws {
    var held = RulesSamples.registration()
    held.binding = HostBinding(discovery: Script.host)
    let moved = Self.edited(held) { $0.cloud = "china" }
    #expect(
      try RulesSamples.snapshot(held).applying([moved]).registrations[Self.name]?.binding
        == held.binding)
    held.secret = nil
    let free = Self.edited(held) { $0.cloud = "china" }
    #expect(
      try RulesSamples.snapshot(held).applying([free]).registrations[Self.name]?.binding == nil)
  }

  @Test("the end of another sign-in than is under way is nothing")
  func pending() throws {
    var snapshot = Script.snapshot()
    snapshot.pending[Script.name] = Script.pending("p2")
    #expect(
      try snapshot.applying([.dropPending(mailbox: Script.name, id: "p1")]).pending
        == snapshot.pending)
    #expect(try snapshot.applying([.dropPending(mailbox: Script.name, id: "p2")]).pending.isEmpty)
    #expect(try snapshot.applying([.dropPending(mailbox: Script.name, id: nil)]).pending.isEmpty)
  }
}
