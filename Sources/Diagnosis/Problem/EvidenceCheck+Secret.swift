import Core

extension Problem.Context {
  /// What was stored is not the secret's Value, or not all of it.
  var secretMistyped: Assessment {
    guard let worked = secret?.worked else { return .open }
    return Assessment(.ruledOut, "This very value was accepted at \(MessageTemplate.time(worked)).")
  }

  /// The secret was deleted in the portal after it had worked.
  var secretDeleted: Assessment {
    guard let secret else { return .open }
    guard let worked = secret.worked else {
      return Assessment(.unlikely, "This value was never accepted here.")
    }
    return Assessment(
      .likely, "It was accepted at \(MessageTemplate.time(worked)) and is refused now.")
  }

  /// The secret was made so recently that the identity server does not know it everywhere.
  var secretTooNew: Assessment {
    guard let secret, let now else { return .open }
    if let worked = secret.worked {
      return Assessment(
        .ruledOut, "This very value was accepted at \(MessageTemplate.time(worked)).")
    }
    let stored = MessageTemplate.time(secret.stored)
    return secret.stored <= now && now - secret.stored <= .seconds(120)
      ? Assessment(.likely, "It was stored at \(stored), less than two minutes ago.")
      : Assessment(.unlikely, "It was stored at \(stored), more than two minutes ago.")
  }

  /// The expiry date held here has passed.
  var secretPastItsDate: Assessment {
    guard let secret, let expires = secret.expires, let now else { return .open }
    return expires.start <= now
      ? Assessment(.likely, "The expiry date held here is \(expires.iso).")
      : Assessment(.unlikely, "The expiry date held here is \(expires.iso), which is to come.")
  }

  /// The server calls the secret expired; or, by the calendar alone, the date held here does.
  var secretOver: Assessment {
    guard isByCalendar else {
      var assessment = Assessment(.shown, "The server's answer says so (AADSTS7000222).")
      if let expires = secret?.expires, let now, expires.start <= now {
        assessment.lines.append("The expiry date held here is \(expires.iso).")
      }
      return assessment
    }
    guard let expires = secret?.expires, let now, expires.start <= now else { return .open }
    return Assessment(.likely, "The expiry date held here is \(expires.iso).")
  }

  /// The server calls the secret expired before the date held here.
  var secretDateWrong: Assessment? {
    guard let expires = secret?.expires, let now else { return nil }
    return expires.start > now
      ? Assessment(.shown, "The expiry date held here is \(expires.iso), which is to come.")
      : Assessment(.ruledOut, "The expiry date held here is \(expires.iso).")
  }

  /// No secret is stored, so that none could be sent.
  var noSecret: Assessment {
    guard let hasSecret else { return .open }
    return hasSecret
      ? Assessment(.ruledOut, "A secret is stored for this registration.")
      : Assessment(.shown, "No secret is stored for this registration.")
  }
}
