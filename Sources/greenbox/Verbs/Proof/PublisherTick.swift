internal import Core
internal import Operations

/// R14: who says that the publisher of a multitenant registration is registered with the Microsoft
/// Partner Network. No check from here can tell.
enum PublisherTick {
  /// Sets the tick, or takes it back.
  static func set(
    _ name: String?, clear: Bool, _ session: Session
  ) async throws(Failure) -> ExitCode {
    let world = session.world
    let registration = try await world.snapshot().registration(name)
    try await AdminEdit.perform(
      [.confirmPublisher(registration: registration.name, clears: clear)], world)
    session.output.object([
      "attested": .string("publisher"), "registration": .string(registration.name),
      "cleared": .bool(clear), "who": .string(world.who),
    ])
    session.output.line(
      "\(registration.name), publisher registered with the Microsoft Partner Network: "
        + (clear ? "tick taken back" : "confirmed by \(world.who)"))
    session.output.next("greenbox settings show --registration \(registration.name.shellWord)")
    return .holds
  }
}
