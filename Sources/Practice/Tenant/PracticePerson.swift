/// A user of the practice tenant, with or without a mailbox.
package struct PracticePerson: Sendable, Equatable {
  /// The user principal name: what the person types to sign in, and what tokens carry.
  package let userPrincipalName: String
  /// The name shown to people.
  package let displayName: String
  /// The primary address; nil without a mailbox.
  package let mail: String?
  /// Further addresses of the same mailbox.
  package let proxyAddresses: [String]
  /// Whether the person may consent for the whole organisation.
  package let isAdmin: Bool
  /// Whether Exchange lets this mailbox be opened over POP3.
  package let popEnabled: Bool
  /// Whether tokens are issued only after an admin consented for the organisation.
  package let needsAdminConsent: Bool
  /// The principal names of those who have FullAccess to the mailbox beside its own user.
  package let delegates: [String]
  /// The sizes of the messages in the mailbox, in octets.
  package let messageSizes: [Int]

  /// The object id in the directory, the same in every practice tenant.
  package let objectID: String

  /// Describes a user.
  ///
  /// - Parameters:
  ///   - userPrincipalName: what the person signs in with.
  ///   - displayName: the name shown to people.
  ///   - mail: the primary address; nil without a mailbox.
  ///   - proxyAddresses: further addresses of the same mailbox.
  ///   - isAdmin: whether the person may consent for the organisation.
  ///   - popEnabled: whether the mailbox may be opened over POP3.
  ///   - needsAdminConsent: whether tokens wait for an admin's consent.
  ///   - delegates: who else has FullAccess, by principal name.
  ///   - messageSizes: octets of each message.
  package init(
    userPrincipalName: String, displayName: String, mail: String?, proxyAddresses: [String] = [],
    isAdmin: Bool = false, popEnabled: Bool = true, needsAdminConsent: Bool = false,
    delegates: [String] = [], messageSizes: [Int] = []
  ) {
    self.userPrincipalName = userPrincipalName
    self.displayName = displayName
    self.mail = mail
    self.proxyAddresses = proxyAddresses
    self.isAdmin = isAdmin
    self.popEnabled = popEnabled
    self.needsAdminConsent = needsAdminConsent
    self.delegates = delegates
    self.messageSizes = messageSizes
    objectID = GUID.derived(from: "person " + userPrincipalName)
  }

  /// Every address that reaches this person, in lower case.
  var addresses: [String] {
    ([userPrincipalName] + (mail.map { [$0] } ?? []) + proxyAddresses).map { $0.lowercased() }
  }
}
