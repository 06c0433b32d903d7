/// The scopes that are asked for, and how the ones that came are judged.
package enum Scopes {
  /// What is added to the mailbox scope: a refresh token, and an id_token that tells who signed in.
  static let extras = "offline_access openid profile email"

  /// The scopes of a sign-in and of a refresh. A scope given by the admin is sent exactly so: other
  /// servers know other names, and some refuse an unknown one.
  package static func mailbox(_ registration: Registration, _ endpoints: Endpoints) -> String {
    if let given = endpoints.scope?.value { return given }
    return "\(registration.cloudRow.scope) \(extras)"
  }

  /// The scope of the second token, which asks Graph who the user is.
  package static func graph(_ registration: Registration) -> String {
    "https://\(registration.cloudRow.graph)/User.Read"
  }

  /// The scope of the secret ping.
  package static func ping(_ registration: Registration) -> String {
    "https://\(registration.cloudRow.graph)/.default"
  }

  /// Whether POP.AccessAsUser.All is among the scopes that came; compared by its end, because the
  /// server may send the short form (R20). With a scope of the admin's own, any is accepted.
  package static func openMailboxes(_ scopes: [String], _ endpoints: Endpoints) -> Bool {
    endpoints.scope != nil || scopes.isEmpty
      || scopes.contains { $0.lowercased().hasSuffix("pop.accessasuser.all") }
  }
}

extension Registration {
  /// The row of the cloud table; the worldwide cloud where the name is unknown.
  package var cloudRow: Cloud { Cloud.named(cloud) ?? .global }

  /// Whether the client may show itself the other way where the server wants it: a mode that the
  /// admin has set stays, and the problem names the switch.
  package var mayFlip: Bool { clientMode == .automatic }

  /// How the client shows itself at the start of a grant.
  package var firstMode: ClientMode {
    switch clientMode {
    case .public: .public
    case .secret: .secret
    case .automatic: secret == nil ? .public : .secret
    }
  }
}
