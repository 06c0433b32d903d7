extension TenantPlan {
  /// A user whose principal name is the primary address, as in a tidy tenant.
  private func user(
    _ name: String, _ displayName: String, popEnabled: Bool = true,
    needsAdminConsent: Bool = false, messageSizes: [Int] = []
  ) -> PracticePerson {
    let address = "\(name)@\(Self.domain)"
    return PracticePerson(
      userPrincipalName: address, displayName: displayName, mail: address,
      proxyAddresses: ["\(name)@\(Self.initialDomain)"], popEnabled: popEnabled,
      needsAdminConsent: needsAdminConsent, messageSizes: messageSizes)
  }

  func withStandardMailboxes() -> TenantPlan {
    var plan = self
    let admin = "admin@\(Self.domain)"

    plan.add(
      name: "support", user("support", "Customer Support", messageSizes: [1834, 920, 4410, 2207]))

    let returns = user("returns", "Returns", popEnabled: false, messageSizes: [1200])
    plan.add(
      name: "returns", returns,
      visits: [PracticeVisit(by: returns.userPrincipalName, outcome: .denied)],
      story: "signs in, but POP is switched off for the mailbox")

    let billing = user("billing", "Billing", needsAdminConsent: true, messageSizes: [3010, 640])
    plan.add(
      name: "billing", billing,
      visits: [
        PracticeVisit(by: admin, consentsForOrganization: true, outcome: .wrongPerson),
        PracticeVisit(by: billing.userPrincipalName, outcome: .verified),
      ],
      story: "needs an admin's consent for the organisation first")

    let pat = user("pat.lee", "Pat Lee")
    let events = user("events", "Events", messageSizes: [777])
    plan.people.append(pat)
    plan.add(
      name: "events", events,
      visits: [
        PracticeVisit(by: pat.userPrincipalName, outcome: .wrongPerson),
        PracticeVisit(by: events.userPrincipalName, outcome: .verified),
      ],
      story: "somebody else signs in first")

    let sales = PracticePerson(
      userPrincipalName: "sam.porter@\(Self.initialDomain)", displayName: "Sam Porter",
      mail: "sam.porter@\(Self.domain)", proxyAddresses: ["sales@\(Self.domain)"],
      messageSizes: [5120, 256, 300])
    plan.add(
      name: "sales", sales, popAccount: "sales@\(Self.domain)",
      story: "the Pop Account is an alias of the person who signs in")

    let legacy = user("legacy", "Legacy Orders", messageSizes: [999])
    plan.add(
      name: "legacy", legacy, registration: .second,
      visits: [PracticeVisit(by: legacy.userPrincipalName, outcome: .secretExpired)],
      story: "its registration's only client secret has expired")
    return plan
  }
}
