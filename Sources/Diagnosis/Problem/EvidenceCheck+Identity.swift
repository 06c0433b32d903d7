import Core

extension Problem.Context {
  private func same(_ a: String, _ b: String) -> Bool { a.lowercased() == b.lowercased() }

  /// The person who signed in is not the one the mailbox expects.
  var identityDiffers: Assessment {
    guard let match else { return .open }
    let person = identity?.username ?? "somebody"
    switch match {
    case .other:
      let expected = signInName ?? popAccount ?? "the mailbox's own user"
      return Assessment(.shown, "\(person) signed in; \(expected) was expected.")
    case .same: return Assessment(.ruledOut, "\(person) signed in, as expected.")
    case .alias:
      return Assessment(.ruledOut, "The Pop Account is an address of \(person), who signed in.")
    case .exception:
      return Assessment(.ruledOut, "An exception lets \(person) sign in for this mailbox.")
    case .notTold: return .open
    }
  }

  /// Graph was not let to say which addresses the person has; nil where it was not refused.
  var graphRefused: Assessment? {
    guard let graph, let refusal = graph.graphRefusal else { return nil }
    return Assessment(.shown, "At \(MessageTemplate.time(graph.at)) \(refusal).")
  }

  /// The Pop Account is another address of the person who signed in.
  var alias: Assessment {
    guard let identity, let popAccount else { return .open }
    if same(identity.username, popAccount) {
      return Assessment(.ruledOut, "The Pop Account is the sign-in name itself: \(popAccount).")
    }
    guard match == .alias else { return .open }
    if let other, other.opened {
      return Assessment(
        .shown, "The mailbox opened as \(other.name), and not as \(popAccount).")
    }
    if let other {
      return Assessment(.unlikely, "It is refused as \(other.name) too: \(other.said)")
    }
    return Assessment(
      .likely, "\(popAccount) is an address of \(identity.username), not the sign-in name.")
  }

  /// A delegate signed in for a mailbox that is not his.
  var sharedMailbox: Assessment {
    guard let identity, let popAccount, let match else { return .open }
    if same(identity.username, popAccount) || match == .alias {
      return Assessment(.ruledOut, "\(identity.username) signed in to a mailbox of its own.")
    }
    guard match == .exception || match == .same else { return .open }
    // POP may as well be off for this one mailbox, or there may be none: the server does not say.
    if let other, other.opened {
      return Assessment(
        .likely,
        "The same token opened \(other.name)'s own mailbox, so token and POP are good for that "
          + "user, and \(popAccount) stayed shut.")
    }
    return Assessment(.likely, "\(identity.username) signed in for \(popAccount).")
  }

  /// The person belongs to another tenant than the registration.
  var tenantDiffers: Assessment {
    guard let home = identity?.tenant, let tenantID, Self.isGUID(tenantID) else { return .open }
    return same(home, tenantID)
      ? Assessment(.ruledOut, "The person belongs to the registration's tenant.")
      : Assessment(.likely, "The person's tenant is \(home), the registration's is \(tenantID).")
  }

  /// There is no mailbox behind the address.
  var noMailbox: Assessment {
    if let lastVerified {
      return Assessment(.unlikely, "The mailbox opened at \(MessageTemplate.time(lastVerified)).")
    }
    if let mail = identity?.mail {
      return Assessment(.unlikely, "The directory names \(mail) as the person's mail address.")
    }
    return .open
  }

  /// A policy keeps the app, the person or the place out of Exchange.
  var keptOut: Assessment {
    guard let other, other.opened else { return .open }
    return Assessment(.ruledOut, "The same token opened the mailbox of \(other.name) from here.")
  }
}
