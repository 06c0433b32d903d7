/// A mailbox as an admin would set it up against the practice tenant, and how that goes.
package struct PracticeMailbox: Sendable, Equatable {
  /// Which of the tenant's registrations the mailbox belongs to.
  package enum Registration: String, Sendable, Equatable {
    /// The one whose secret is valid.
    case first
    /// The one whose only secret has expired.
    case second
  }

  /// A short name, such as `support`.
  package let name: String
  /// The address in the field Pop Account.
  package let popAccount: String
  /// The registration it is set up under.
  package let registration: Registration
  /// The object id of the user whose mailbox it is.
  package let owner: String
  /// The sign-ins that bring the mailbox to its end, in order.
  package let visits: [PracticeVisit]
  /// The trouble in it, in one line.
  package let story: String

  /// Describes a mailbox.
  ///
  /// - Parameters:
  ///   - name: a short name.
  ///   - popAccount: the address in the field Pop Account.
  ///   - owner: the user whose mailbox it is.
  ///   - registration: the registration it is set up under.
  ///   - visits: the sign-ins to play; by default the owner signs in and it works.
  ///   - story: the trouble in it, in one line.
  package init(
    name: String, popAccount: String, owner: PracticePerson,
    registration: Registration = .first, visits: [PracticeVisit]? = nil,
    story: String = "works at once"
  ) {
    self.name = name
    self.popAccount = popAccount
    self.registration = registration
    self.owner = owner.objectID
    self.visits =
      visits ?? [PracticeVisit(by: owner.userPrincipalName, outcome: .verified)]
    self.story = story
  }
}
