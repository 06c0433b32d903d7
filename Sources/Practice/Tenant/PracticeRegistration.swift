/// An app registration of the practice tenant: Web platform, secret, no public client flows.
public struct PracticeRegistration: Sendable, Equatable {
  /// Which of the plan's registrations it is.
  public let role: PracticeMailbox.Registration
  /// The name shown in the portal.
  public let name: String
  /// The application (client) id.
  public let clientID: String
  /// The directory (tenant) id.
  public let tenantID: String
  /// The client secrets, oldest first; several may be valid at once.
  public internal(set) var secrets: [PracticeSecret]

  /// The secret made last; nil when all were deleted.
  public var secret: PracticeSecret? { secrets.last }
}
