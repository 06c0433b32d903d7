/// An app registration of the practice tenant: Web platform, secret, no public client flows.
package struct PracticeRegistration: Sendable, Equatable {
  /// Which of the plan's registrations it is.
  package let role: PracticeMailbox.Registration
  /// The name shown in the portal.
  package let name: String
  /// The application (client) id.
  package let clientID: String
  /// The directory (tenant) id.
  package let tenantID: String
  /// The client secrets, oldest first; several may be valid at once.
  package internal(set) var secrets: [PracticeSecret]

  /// The secret made last; nil when all were deleted.
  package var secret: PracticeSecret? { secrets.last }
}
