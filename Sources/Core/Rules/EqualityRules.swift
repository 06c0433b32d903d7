/// C-OFF-2: the ids of a registration are three different values.
package enum EqualityRules {
  /// Whether two ids are the same value, in whatever way they are written.
  package static func same(_ a: String, _ b: String) -> Bool {
    if let first = GUID(pasted: a), let second = GUID(pasted: b) { return first == second }
    return a == b
  }

  /// What is wrong between the ids. Empty ids equal nothing.
  package static func findings(clientID: String, tenantID: String, secretID: String?) -> [Finding] {
    var found: [Finding] = []
    if !clientID.isEmpty, same(clientID, tenantID) {
      found.append(
        Finding(
          rule: .equality, field: FieldLabel.tenantID, .error,
          "Directory (tenant) ID and Application (client) ID are the same value.",
          advice: "The Overview page shows both, one below the other; copy each into its place."))
    }
    if let secretID, !secretID.isEmpty {
      if !clientID.isEmpty, same(clientID, secretID) {
        found.append(
          Finding(
            rule: .equality, field: FieldLabel.clientID, .error,
            "This is the Secret ID of the client secret, not the registration's own id.",
            advice: "Copy \"Application (client) ID\" from the registration's Overview page."))
      }
      if !tenantID.isEmpty, same(tenantID, secretID) {
        found.append(
          Finding(
            rule: .equality, field: FieldLabel.tenantID, .error,
            "This is the Secret ID of the client secret, not the tenant's id.",
            advice: "Copy \"Directory (tenant) ID\" from the registration's Overview page."))
      }
    }
    return found
  }

  /// Whether client id and tenant id look exchanged (E10): the client id is a tenant that discovery
  /// has met, or is a domain or tenant word, while the tenant id is a GUID that is no such thing.
  package static func looksSwapped(
    clientID: String, tenantID: String, knownTenants: some Sequence<String>
  ) -> Bool {
    guard let tenant = GUID(pasted: tenantID) else { return false }
    let known = Set(knownTenants.compactMap { GUID(pasted: $0) })
    if known.contains(tenant) { return false }
    if let client = GUID(pasted: clientID) { return known.contains(client) }
    return ["common", "organizations"].contains(clientID.lowercased())
      || MailDomain(clientID) != nil
  }

  /// The finding for exchanged ids; the fix of each field is the other one's value.
  package static func swapFindings(
    clientID: String, tenantID: String, knownTenants: some Sequence<String>
  ) -> [Finding] {
    guard looksSwapped(clientID: clientID, tenantID: tenantID, knownTenants: knownTenants) else {
      return []
    }
    return [
      Finding(
        rule: .equality, field: FieldLabel.clientID, .error,
        "Application (client) ID holds a tenant: the two ids look swapped.",
        advice: "Exchange it with Directory (tenant) ID.", fix: tenantID),
      Finding(
        rule: .equality, field: FieldLabel.tenantID, .error,
        "Directory (tenant) ID looks like the client id: the two ids look swapped.",
        advice: "Exchange it with Application (client) ID.", fix: clientID),
    ]
  }
}
