internal import Core
internal import Diagnosis

/// What is known around a failure, for the diagnosis.
enum ProblemContext {
  /// What is known of a registration alone.
  static func of(_ registration: Registration, _ session: Session) -> Problem.Context {
    Problem.Context(
      registration: registration, endpoints: session.world.endpoints, now: session.world.now())
  }

  /// What is known of a mailbox, its registration and its grant.
  static func of(_ name: String, _ session: Session) async -> Problem.Context {
    guard let snapshot = try? await session.world.part(name) else { return Problem.Context() }
    return Problem.Context(
      of: name, in: snapshot, endpoints: session.world.endpoints, now: session.world.now())
  }
}
