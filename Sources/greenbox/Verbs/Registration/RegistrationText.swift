internal import Core
internal import Operations
internal import Presentation

/// A registration as text and as JSON.
struct RegistrationText {
  let registration: Registration
  let session: Session

  init(_ registration: Registration, _ session: Session) {
    self.registration = registration
    self.session = session
  }

  private var endpoints: Endpoints { session.world.endpoints }

  /// What is known of the secret, in a few words.
  var secretWords: String {
    let expiry = SecretExpiry(of: registration.secret, now: session.world.now())
    let day = registration.secret?.expires.map { " (\($0.iso))" } ?? ""
    return expiry.words + day
  }

  var json: JSONValue {
    [
      "registration": .string(registration.name),
      "account_type": .string(registration.accountType.rawValue),
      "cloud": .string(registration.cloud), "client_id": .string(registration.clientID),
      "tenant_id": .string(registration.tenantID),
      "client_mode": .string(registration.clientMode.rawValue),
      "secret": registration.secret.map {
        [
          "stored": .string($0.stored.iso), "secret_id": JSONValue($0.secretID),
          "expires": JSONValue($0.expires?.iso), "worked": JSONValue($0.worked?.iso),
          "said_expired": JSONValue($0.saidExpired?.iso),
        ]
      } ?? .null,
      "secret_proof": JSONValue(registration.secret?.proof.rawValue),
      "secret_before": .bool(registration.formerSecret != nil),
      "secret_proposed": .bool(registration.proposedSecret != nil),
      "interfaces": JSONValue(registration.interfaces),
      "redirect_uris": JSONValue(RedirectURI.all(for: registration)),
      "bound_to": JSONValue(registration.binding?.discovery),
      "confirmed_pop_servers": JSONValue(registration.confirmedPopServers),
      "consents": .array(
        registration.consents.map {
          [
            "tenant": .string($0.tenant), "source": .string($0.source.rawValue),
            "who": .string($0.who), "at": .string($0.at.iso),
          ]
        }),
      "publisher": registration.publisher.map {
        ["who": .string($0.who), "at": .string($0.at.iso)]
      } ?? .null,
      "findings": .array(findings.map { JSONValue($0) }),
    ]
  }

  private var findings: [Finding] {
    RegistrationRules.findings(
      for: registration, endpoints: endpoints, now: session.world.now())
  }

  private var values: [(label: String, value: String)] {
    var values = [
      ("Account types", "\(registration.accountType.rawValue) tenant"),
      ("Cloud", registration.cloudRow.title), ("Application ID", registration.clientID),
      ("Directory ID", registration.tenantID),
      ("Client mode", registration.clientMode.rawValue), ("Client secret", secretWords),
    ]
    if let secret = registration.secret { values.append(("Secret proof", secret.proof.words)) }
    if registration.formerSecret != nil {
      values.append(("Secret before", "held; settings set --undo-secret puts it back"))
    }
    if registration.proposedSecret != nil {
      values.append(("Secret proposed", "held, not in force"))
    }
    if let id = registration.secret?.secretID { values.append(("Secret ID", id)) }
    values.append(("Bound to", registration.binding?.discovery ?? "nothing yet"))
    values += RedirectURI.all(for: registration).map { ("Redirect URI", $0) }
    values += registration.consents.map {
      ("Admin consent", "tenant \($0.tenant), " + $0.words(local: Clock.local))
    }
    if let publisher = registration.publisher {
      values.append(
        ("Partner Network", "confirmed by \(publisher.who), \(Clock.local(publisher.at))"))
    }
    return values
  }

  /// Prints it, with what there is to say of it beside.
  func show(notices: [String] = []) {
    let output = session.output
    output.object(notices.isEmpty ? json : json.adding(["notices": JSONValue(notices)]))
    output.line(registration.name)
    for (label, value) in values { output.line("  " + Columns.padded(label, to: 21) + value) }
    for notice in notices { output.line(notice) }
    for finding in findings {
      output.line("  \(finding.headline)")
      output.line("    \(finding.remedy)")
    }
  }
}
