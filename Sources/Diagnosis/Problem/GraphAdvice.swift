package import Core

extension CheckResult {
  /// Whether Graph, or the identity server, refused to tell who the user is.
  var isGraphRefused: Bool { graphRefusal != nil }

  /// The refusal of C-GR-1 in a phrase; nil where Graph told, or where nobody refused.
  package var graphRefusal: String? {
    switch verdict {
    case .failed(.refused(let refusal)) where !refusal.isServerTrouble:
      return "the second token was refused: \(refusal.words)"
    case .failed(.reply(let reply)) where reply.status == 401 || reply.status == 403:
      return "\(endpoint) answered /me with \(reply.status)"
    default: return nil
    }
  }

  /// Whether what was refused is the permission itself, and not this user or this client.
  private var isPermissionRefused: Bool {
    switch verdict {
    case .failed(.reply): return isGraphRefused
    case .failed(.refused(let refusal)):
      let codes: Set = [65001, 65004, 65005, 650_056, 650_057, 90008, 90094]
      return refusal.suberror == "consent_required"
        || ["consent_required", "invalid_scope", "access_denied"].contains(refusal.error)
        || !codes.isDisjoint(with: refusal.codes)
    default: return false
    }
  }

  /// R21: the warning where Graph refused to tell a sign-in who the user is.
  package func graphFinding(app: String) -> Finding? {
    guard let refusal = graphRefusal else { return nil }
    let asked = "At \(MessageTemplate.time(at)) Graph did not say who signed in: \(refusal)."
    guard isPermissionRefused else {
      return Finding(
        rule: .userRead, field: "User.Read", .warning,
        "\(asked) An alias cannot be told from another person without it; mail is not touched.",
        advice: "`{explain}` has an answer to that code; Graph is asked again at the next "
          + "sign-in.")
    }
    return Finding(
      rule: .userRead, field: "User.Read", .warning,
      "\(asked) The app seems to lack the delegated permission User.Read, without which an alias "
        + "cannot be told from another person; mail is not touched.",
      advice: "Add the delegated permission User.Read: App registrations > \(app) > API "
        + "permissions > Microsoft Graph, and grant admin consent; the next sign-in asks again.")
  }
}

extension Registration {
  /// R21: the warning where Graph refused to tell the last sign-in that asked who the user is; what
  /// was said of another client or tenant counts no more.
  package var graphFinding: Finding? {
    guard let check = checks.graph,
      check.under.comparable(in: .public) == RegistrationStamp(of: self).comparable(in: .public)
    else { return nil }
    return check.graphFinding(app: name)
  }
}
