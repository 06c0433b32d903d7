import Core

extension Problem.Context {
  /// How long a token Exchange Online's POP3 was seen to take, in characters.
  private static let longestToken = 4096

  /// The token has no permission for POP.
  var scopeMissing: Assessment {
    guard !overridden.contains("scope"), let held = token?.scopes ?? scopes else { return .open }
    let all = held.joined(separator: " ")
    let has = held.contains { scope in
      let name = scope.lowercased()
      return name == "pop.accessasuser.all" || name.hasSuffix("/pop.accessasuser.all")
    }
    return has
      ? Assessment(.ruledOut, "The token carries POP.AccessAsUser.All.")
      : Assessment(.shown, "The token carries no POP.AccessAsUser.All, only: \(all).")
  }

  /// The token is for another service than Exchange Online.
  var audienceWrong: Assessment {
    guard let audience = token?.audience else { return .open }
    let name = audience.lowercased()
    let graph = ["graph.microsoft.com", "00000003-0000-0000-c000-000000000000", cloud?.graph]
    if graph.contains(where: { part in part.map { name.contains($0) } ?? false }) {
      return Assessment(.shown, "The token is for Microsoft Graph: \(audience).")
    }
    let exchange = [
      "outlook.office.com", "outlook.office365.com", "ps.outlook.com",
      "00000002-0000-0ff1-ce00-000000000000",
      (cloud ?? .global).scope.split(separator: "/").dropFirst().first.map(String.init),
    ]
    if exchange.contains(where: { part in part.map { name.contains($0) } ?? false }) {
      return Assessment(.ruledOut, "The token is for Exchange Online: \(audience).")
    }
    return overridden.contains("scope")
      ? .open : Assessment(.likely, "The token is for \(audience), which is not Exchange Online.")
  }

  /// The token is longer than the server takes.
  func tokenLength(over: Problem.Likelihood) -> Assessment {
    guard let token else { return .open }
    return token.length > Self.longestToken
      ? Assessment(over, "The token has \(token.length) characters, more than 4096.")
      : Assessment(.ruledOut, "The token has \(token.length) characters, not more than 4096.")
  }

  /// The token's time had passed.
  var tokenExpired: Assessment {
    guard let ends = token?.expires ?? tokenExpires, let tried = probed ?? now else {
      return .open
    }
    return ends <= tried
      ? Assessment(.shown, "The token ended at \(MessageTemplate.time(ends)).")
      : Assessment(.ruledOut, "The token is good until \(MessageTemplate.time(ends)).")
  }

  /// Rights were granted after the token was made.
  var tokenOlderThanRights: Assessment {
    guard let made = token?.issued ?? tokenMade, let tried = probed ?? now, made <= tried else {
      return .open
    }
    return tried - made <= .seconds(15 * 60)
      ? Assessment(
        .unlikely,
        "The token was made at \(MessageTemplate.time(made)), minutes before it was tried.")
      : .open
  }

  /// How the client showed itself.
  func mode(_ wanted: ClientMode) -> Assessment {
    guard let mode else { return .open }
    let line = mode == .public ? "No secret was sent." : "The secret was sent."
    return Assessment(mode == wanted ? .likely : .ruledOut, line)
  }
}
