import FoundationEssentials

extension OAuthRefusal {
  /// The ids of the Conditional Access policies that refused, as `claims` names them
  /// (`access_token` → `capolids` → `values`); empty where it names none.
  package var policyIDs: [String] {
    guard let claims,
      let wanted = try? JSONDecoder().decode(WantedClaims.self, from: Data(claims.utf8))
    else { return [] }
    return wanted.accessToken.capolids.values
  }

  /// How many seconds a sign-in may last, as the text of 70043 tells it; for words only.
  var maximumLifetime: Int? {
    guard ErrorCatalog.codes(of: self).contains(70043),
      let found = description.firstRange(of: "maximum allowed lifetime for this request is ")
    else { return nil }
    return Int(description[found.upperBound...].prefix { $0.isASCII && $0.isNumber })
  }

  private struct WantedClaims: Decodable {
    var accessToken: AccessToken

    enum CodingKeys: String, CodingKey { case accessToken = "access_token" }

    struct AccessToken: Decodable { var capolids: Policies }
    struct Policies: Decodable { var values: [String] }
  }
}
