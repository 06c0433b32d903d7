/// One visit of a person to the sign-in page, and what should come of it.
package struct PracticeVisit: Sendable, Equatable {
  /// What a sign-in leads to.
  package enum Outcome: String, Sendable, Equatable {
    /// Tokens of the right person, and the mail server opens the mailbox.
    case verified
    /// Tokens of the right person, and the mail server refuses them.
    case denied
    /// Tokens of somebody else.
    case wrongPerson = "wrong-person"
    /// No tokens: the client secret has expired.
    case secretExpired = "secret-expired"
    /// No tokens: an admin has to consent first.
    case consentNeeded = "consent-needed"
  }

  /// The user principal name of the person at the browser.
  package let person: String
  /// Whether the person, an admin, ticks "Consent on behalf of your organization".
  package let consentsForOrganization: Bool
  /// What should come of it.
  package let outcome: Outcome

  /// Describes a visit.
  ///
  /// - Parameters:
  ///   - person: the user principal name of the person at the browser.
  ///   - consentsForOrganization: whether the box for the organisation is ticked.
  ///   - outcome: what should come of it.
  package init(by person: String, consentsForOrganization: Bool = false, outcome: Outcome) {
    self.person = person
    self.consentsForOrganization = consentsForOrganization
    self.outcome = outcome
  }
}
