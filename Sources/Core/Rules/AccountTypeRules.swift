/// C-OFF-7: the account type against the tenants of the mailboxes' domains (R9–R14, R43, E16–E20).
package enum AccountTypeRules {
  /// What the account type asks for by itself (R14).
  package static func findings(for registration: Registration) -> [Finding] {
    guard registration.accountType == .multi else { return [] }
    if let publisher = registration.publisher {
      return [
        Finding(
          rule: .accountType, field: FieldLabel.accountType, .notice,
          "The registration with the Microsoft Partner Network (now Cloud Partner Program) is "
            + "confirmed by \(publisher.who), \(publisher.at.iso); it is not checked from here.",
          advice: "An administrator of each other tenant consents once.")
      ]
    }
    return [
      Finding(
        rule: .accountType, field: FieldLabel.accountType, .notice,
        "Multitenant needs registration with the Microsoft Partner Network (now Cloud Partner "
          + "Program); this is not checked from here.",
        advice: "Without it, an administrator of each other tenant must consent.")
    ]
  }

  /// What the account type says of one mailbox.
  package static func findings(
    for mailbox: Mailbox, registration: Registration, mailboxIndex: MailboxIndex
  ) -> [Finding] {
    guard let domain = MailboxIndex.domain(mailbox.popAccount),
      MailDomain(domain)?.isConsumer != true
    else { return [] }
    switch (standing(of: domain, in: registration), registration.accountType) {
    case (.home, _), (.unknown, .multi):
      return []
    case (.foreign, .single):
      return [
        Finding(
          rule: .accountType, field: FieldLabel.popAccount, .error,
          "\(domain) belongs to another tenant, and the account type is single tenant.",
          advice: "Set the registration's account type to multitenant, or use a mailbox of its own "
            + "tenant.")
      ]
    case (.foreign, .multi):
      // With "organizations" or "common" the person's own tenant is found at the sign-in.
      if ["organizations", "common"].contains(registration.tenantID.lowercased()) { return [] }
      return [
        Finding(
          rule: .accountType, field: FieldLabel.popAccount, .warning,
          "\(domain) belongs to another tenant than the Directory (tenant) ID names; its sign-in "
            + "may be refused (AADSTS50020).",
          advice: "An administrator of that tenant must consent once; if the sign-in is refused "
            + "all the same, give the mailbox a registration in its own tenant.")
      ]
    case (.unknown, .single):
      let known = registration.domains.contains { same($0.value, registration.tenantID) }
      let named = MailDomain(registration.tenantID) != nil
      guard known || named || mailboxIndex.hasDomain(otherThan: domain, in: registration.name)
      else {
        return []
      }
      return [
        Finding(
          rule: .accountType, field: FieldLabel.popAccount, .warning,
          "\(domain) is not known to be in the registration's tenant, and the account type is "
            + "single tenant.",
          advice: "Run settings verify to look its tenant up; several domains of one tenant are "
            + "fine, several tenants need multitenant.")
      ]
    }
  }

  /// The mailboxes of a registration whose domain is known to belong to another tenant, by name:
  /// those for whose sake it would have to be multitenant (R13, E18).
  package static func foreignMailboxes(of registration: Registration, in snapshot: Snapshot)
    -> [String]
  {
    snapshot.mailboxes.values.filter { mailbox in
      guard mailbox.registration == registration.name,
        let domain = MailboxIndex.domain(mailbox.popAccount)
      else { return false }
      return standing(of: domain, in: registration) == .foreign
    }.map(\.name).sorted()
  }

  private enum Standing { case home, foreign, unknown }

  private static func standing(of domain: String, in registration: Registration) -> Standing {
    let home = registration.tenantID
    if home.lowercased() == domain { return .home }
    guard let tenant = tenant(of: domain, in: registration), !home.isEmpty else { return .unknown }
    if same(tenant, home) { return .home }
    if GUID(pasted: home) != nil { return .foreign }
    guard let homeTenant = self.tenant(of: home.lowercased(), in: registration) else {
      return ["common", "organizations"].contains(home.lowercased()) ? .foreign : .unknown
    }
    return same(tenant, homeTenant) ? .home : .foreign
  }

  private static func tenant(of domain: String, in registration: Registration) -> String? {
    registration.domains[domain]
      ?? registration.domains.first { $0.key.lowercased() == domain }?.value
  }

  private static func same(_ a: String, _ b: String) -> Bool { EqualityRules.same(a, b) }
}
