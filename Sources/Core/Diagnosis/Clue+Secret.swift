extension Problem.Context {
  /// What was stored is not the secret's Value, or not all of it.
  var secretMistyped: Reading {
    guard let worked = secret?.worked else { return .open }
    return Reading(.ruledOut, "This very value was accepted at \(Phrasing.time(worked)).")
  }

  /// The secret was deleted in the portal after it had worked.
  var secretDeleted: Reading {
    guard let secret else { return .open }
    guard let worked = secret.worked else {
      return Reading(.unlikely, "This value was never accepted here.")
    }
    return Reading(.likely, "It was accepted at \(Phrasing.time(worked)) and is refused now.")
  }

  /// The secret was made so recently that the identity server does not know it everywhere.
  var secretTooNew: Reading {
    guard let secret, let now else { return .open }
    if let worked = secret.worked {
      return Reading(.ruledOut, "This very value was accepted at \(Phrasing.time(worked)).")
    }
    let stored = Phrasing.time(secret.stored)
    return secret.stored <= now && now - secret.stored <= .seconds(120)
      ? Reading(.likely, "It was stored at \(stored), less than two minutes ago.")
      : Reading(.unlikely, "It was stored at \(stored), more than two minutes ago.")
  }

  /// The expiry date held here has passed.
  var secretPastItsDate: Reading {
    guard let secret, let expires = secret.expires, let now else { return .open }
    return expires.start <= now
      ? Reading(.likely, "The expiry date held here is \(expires.iso).")
      : Reading(.unlikely, "The expiry date held here is \(expires.iso), which is to come.")
  }

  /// The server calls the secret expired; or, by the calendar alone, the date held here does.
  var secretOver: Reading {
    guard isByCalendar else {
      var reading = Reading(.shown, "The server's answer says so (AADSTS7000222).")
      if let expires = secret?.expires, let now, expires.start <= now {
        reading.lines.append("The expiry date held here is \(expires.iso).")
      }
      return reading
    }
    guard let expires = secret?.expires, let now, expires.start <= now else { return .open }
    return Reading(.likely, "The expiry date held here is \(expires.iso).")
  }

  /// The server calls the secret expired before the date held here.
  var secretDateWrong: Reading? {
    guard let expires = secret?.expires, let now else { return nil }
    return expires.start > now
      ? Reading(.shown, "The expiry date held here is \(expires.iso), which is to come.")
      : Reading(.ruledOut, "The expiry date held here is \(expires.iso).")
  }

  /// No secret is stored, so that none could be sent.
  var noSecret: Reading {
    guard let hasSecret else { return .open }
    return hasSecret
      ? Reading(.ruledOut, "A secret is stored for this registration.")
      : Reading(.shown, "No secret is stored for this registration.")
  }
}
