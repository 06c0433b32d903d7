package import Core

extension OAuthRefusal {
  /// The ids of the Conditional Access policies that refused, as `claims` names them
  /// (`access_token` → `capolids` → `values`); empty where it names none.
  package var policyIDs: [String] {
    let wanted = claims.flatMap { JSONValue($0.utf8) }
    let values = wanted?["access_token"]?["capolids"]?["values"]?.array ?? []
    let ids = values.compactMap(\.string)
    // A list that is not of texts alone is not the one that is meant.
    return ids.count == values.count ? ids : []
  }

  /// How many seconds a sign-in may last, as the text of 70043 tells it; for words only.
  var maximumLifetime: Int? {
    guard allCodes.contains(70043),
      let found = description.firstRange(of: "maximum allowed lifetime for this request is ")
    else { return nil }
    return Int(description[found.upperBound...].prefix { $0.isASCII && $0.isNumber })
  }
}
