internal import Core

/// R14: who says that the publisher of a multitenant registration is registered with the Microsoft
/// Partner Network. No check from here can tell.
enum PublisherTick {
  /// Sets the tick, or takes it back.
  static func set(
    _ name: String?, clear: Bool, _ session: Session
  ) async throws(Failure) -> ExitCode {
    let registration = try await RegistrationStore(session: session).find(name)
    let world = session.world
    let tick = clear ? nil : Attestation(who: world.who, at: world.now(), of: nil)
    try await world.apply([
      .amend(registration: registration.name, .publisher(tick)),
      .journal(
        JournalEntry(
          at: world.now(), who: world.who, mailbox: nil,
          event: clear ? "attest-cleared" : "attested",
          fields: ["registration": registration.name, "publisher": "partner network"])),
    ])
    session.output.object([
      "attested": .string("publisher"), "registration": .string(registration.name),
      "cleared": .bool(clear), "who": .string(world.who),
    ])
    session.output.line(
      "\(registration.name), publisher registered with the Microsoft Partner Network: "
        + (clear ? "tick taken back" : "confirmed by \(world.who)"))
    session.output.next("greenbox settings show --registration \"\(registration.name)\"")
    return .holds
  }
}
