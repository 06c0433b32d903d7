extension Problem.Context {
  /// A value that must be a GUID is not one; any text may be right where discovery is overridden.
  func notGUID(_ value: String?, _ field: String) -> Reading {
    guard let value, !overridden.contains("discovery") else { return .open }
    if value.allSatisfy({ $0 == "0" || $0 == "-" }) {
      return Reading(.shown, "The \(field) held here is all zeros.")
    }
    return Self.isGUID(value)
      ? Reading(.unlikely, "The \(field) held here has the shape of one.")
      : Reading(.shown, "The \(field) held here does not have the shape of one: \(value)")
  }

  /// The tenant is one of the words that stand for many tenants.
  var tenantIsWord: Reading {
    guard let tenantID else { return .open }
    return ["common", "organizations", "consumers"].contains(tenantID.lowercased())
      ? Reading(.shown, "The Tenant ID held here is \"\(tenantID)\".")
      : Reading(.ruledOut, "The Tenant ID held here names one tenant: \(tenantID).")
  }

  /// One id was pasted into both fields.
  var sameIDs: Reading {
    guard let clientID, let tenantID else { return .open }
    return clientID.lowercased() == tenantID.lowercased()
      ? Reading(.shown, "Client ID and Tenant ID held here are the same.")
      : Reading(.ruledOut, "Client ID and Tenant ID held here differ.")
  }

  /// The account type that the registration has here.
  func accountType(_ wanted: AccountType) -> Reading {
    guard let accountType else { return .open }
    let line = "The account type held here is \(accountType.rawValue)."
    return Reading(accountType == wanted ? .likely : .unlikely, line)
  }

  /// One of these endpoints (any, with nil) is not the cloud's own. That alone is what somebody
  /// wanted, so it ranks nothing up unless the caller says so.
  func overrides(of names: [String]?, _ standing: Problem.Standing = .open) -> Reading {
    guard !isPasted else { return .open }
    let found = names.map { names in overridden.filter(names.contains) } ?? overridden
    return found.isEmpty
      ? Reading(.ruledOut, "It is not overridden.")
      : Reading(standing, "Overridden: \(found.joined(separator: ", ")).")
  }

  /// The address of the discovery document is somebody's own. What comes after that document came
  /// from an address that it named, and was read.
  func discoveryOverridden(document: String?) -> Reading {
    if let document, !document.isEmpty, document != "discovery" {
      return Reading(.ruledOut, "The discovery document at that address was read.")
    }
    return overrides(of: ["discovery", "authority"])
  }

  /// A proxy stood in between.
  var throughProxy: Reading {
    guard !isPasted else { return .open }
    return proxy.map { Reading(.likely, "The connection went through \($0).") }
      ?? Reading(.unlikely, "No proxy was used.")
  }

  /// The connection was tried with no proxy.
  var withoutProxy: Reading {
    guard !isPasted else { return .open }
    return proxy.map { Reading(.ruledOut, "The connection went through \($0).") }
      ?? Reading(.open, "No proxy was used.")
  }

  /// This clock is more than five minutes off.
  var clock: Reading {
    guard let skew else { return .open }
    let seconds = skew.wholeSeconds.magnitude
    let way = skew < .zero ? "behind" : "ahead of"
    return seconds > 300
      ? Reading(
        .shown, "This clock is \(Phrasing.spoken(Int(clamping: seconds))) \(way) the server's.")
      : Reading(
        .ruledOut,
        "This clock and the server's agree to \(Phrasing.spoken(Int(clamping: seconds)))."
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
