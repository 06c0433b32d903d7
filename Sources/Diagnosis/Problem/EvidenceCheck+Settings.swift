import Core

extension Problem.Context {
  /// A value that must be a GUID is not one; any text may be right where discovery is overridden.
  func notGUID(_ value: String?, _ field: String) -> Assessment {
    guard let value, !overridden.contains("discovery") else { return .open }
    if value.allSatisfy({ $0 == "0" || $0 == "-" }) {
      return Assessment(.shown, "The \(field) held here is all zeros.")
    }
    return Self.isGUID(value)
      ? Assessment(.unlikely, "The \(field) held here has the shape of one.")
      : Assessment(.shown, "The \(field) held here does not have the shape of one: \(value)")
  }

  /// The tenant is one of the words that stand for many tenants.
  var tenantIsWord: Assessment {
    guard let tenantID else { return .open }
    return ["common", "organizations", "consumers"].contains(tenantID.lowercased())
      ? Assessment(.shown, "The Tenant ID held here is \"\(tenantID)\".")
      : Assessment(.ruledOut, "The Tenant ID held here names one tenant: \(tenantID).")
  }

  /// One id was pasted into both fields.
  var sameIDs: Assessment {
    guard let clientID, let tenantID else { return .open }
    return clientID.lowercased() == tenantID.lowercased()
      ? Assessment(.shown, "Client ID and Tenant ID held here are the same.")
      : Assessment(.ruledOut, "Client ID and Tenant ID held here differ.")
  }

  /// The account type that the registration has here.
  func accountType(_ wanted: AccountType) -> Assessment {
    guard let accountType else { return .open }
    let line = "The account type held here is \(accountType.rawValue)."
    return Assessment(accountType == wanted ? .likely : .unlikely, line)
  }

  /// One of these endpoints (any, with nil) is not the cloud's own. That alone is what somebody
  /// wanted, so it ranks nothing up unless the caller says so.
  func overrides(of names: [String]?, _ likelihood: Problem.Likelihood = .open) -> Assessment {
    guard !isPasted else { return .open }
    let found = names.map { names in overridden.filter(names.contains) } ?? overridden
    return found.isEmpty
      ? Assessment(.ruledOut, "It is not overridden.")
      : Assessment(likelihood, "Overridden: \(found.joined(separator: ", ")).")
  }

  /// The address of the discovery document is somebody's own. What comes after that document came
  /// from an address that it named, and was read.
  func discoveryOverridden(document: String?) -> Assessment {
    if let document, !document.isEmpty, document != "discovery" {
      return Assessment(.ruledOut, "The discovery document at that address was read.")
    }
    return overrides(of: ["discovery", "authority"])
  }

  /// A proxy stood in between.
  var throughProxy: Assessment {
    guard !isPasted else { return .open }
    return proxy.map { Assessment(.likely, "The connection went through \($0).") }
      ?? Assessment(.unlikely, "No proxy was used.")
  }

  /// The connection was tried with no proxy.
  var withoutProxy: Assessment {
    guard !isPasted else { return .open }
    return proxy.map { Assessment(.ruledOut, "The connection went through \($0).") }
      ?? Assessment(.open, "No proxy was used.")
  }

  /// This clock is more than five minutes off.
  var clock: Assessment {
    guard let skew else { return .open }
    let seconds = skew.wholeSeconds.magnitude
    let way = skew < .zero ? "behind" : "ahead of"
    return seconds > 300
      ? Assessment(
        .shown,
        "This clock is \(MessageTemplate.spoken(Int(clamping: seconds))) \(way) the server's.")
      : Assessment(
        .ruledOut,
        "This clock and the server's agree to \(MessageTemplate.spoken(Int(clamping: seconds)))."
      )
  }

  /// Whether a text has the shape of a GUID: 8-4-4-4-12 hexadecimal digits.
  static func isGUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { part in
        part.utf8.allSatisfy { byte in
          switch byte {
          case 48...57, 65...70, 97...102: true
          default: false
          }
        }
      }
  }
}
