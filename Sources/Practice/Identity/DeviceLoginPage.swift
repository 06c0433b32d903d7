/// The page a person opens to enter the code: for browsers in steps, for a script in one request.
struct DeviceLoginPage {
  let tenant: Tenant

  /// What the person, or the script, said so far.
  private struct Visit {
    let userCode: String
    let login: DeviceLogin
    let registration: PracticeRegistration
  }

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard request.method == "POST" else {
      return request.wantsHTML
        ? .html(DeviceLoginForms.enterCode(message: nil))
        : .text(
          "POST user_code, as, action=approve|deny and, for an admin, consent_org=on to this page.")
    }
    let form = request.form
    let typed = form["user_code"] ?? ""
    let code = String(typed.uppercased().filter { $0.isLetter || $0.isNumber })
    guard let visit = open(code) else {
      let words = "That code did not work. Check the code and try again."
      return request.wantsHTML
        ? .html(DeviceLoginForms.enterCode(message: words), status: 400) : .text(words, status: 400)
    }
    guard let name = form["as"] else {
      let directory = tenant.with { $0.directory }
      return request.wantsHTML
        ? .html(DeviceLoginForms.choosePerson(code: code, people: directory.people))
        : .text("Say who signs in: as=ADDRESS.", status: 400)
    }
    guard let person = tenant.with({ $0.directory.person(named: name) }) else {
      let words = "There is no account \(name) here."
      return request.wantsHTML
        ? .html(DeviceLoginForms.message("Sign in", words), status: 400)
        : .text(Self.printable(words), status: 400)
    }
    switch form["action"] {
    case "approve":
      approve(visit, by: person, forOrganization: form["consent_org"] == "on")
      return closing(
        "You have signed in to \(visit.registration.name) as \(person.userPrincipalName). "
          + "You may close this page.", request)
    case "deny":
      tenant.with { $0.logins[visit.login.deviceCode]?.decline() }
      return closing("You declined. You may close this page.", request)
    default:
      return request.wantsHTML
        ? .html(
          DeviceLoginForms.consent(
            code: code, person: person, registration: visit.registration, scope: visit.login.scope))
        : .text("Say what to do: action=approve or action=deny.", status: 400)
    }
  }

  private func open(_ code: String) -> Visit? {
    let now = tenant.clock.milliseconds
    return tenant.with { state in
      guard let deviceCode = state.deviceCodes[code], let login = state.logins[deviceCode],
        login.isOpen(at: now), let registration = state.registration(withClientID: login.clientID)
      else { return nil }
      return Visit(userCode: code, login: login, registration: registration)
    }
  }

  private func approve(_ visit: Visit, by person: PracticePerson, forOrganization: Bool) {
    tenant.with { state in
      guard !state.fires(.decline, for: person.objectID) else {
        state.logins[visit.login.deviceCode]?.decline()
        return
      }
      state.logins[visit.login.deviceCode]?.approve(by: person.objectID)
      if person.isAdmin, forOrganization, !state.fires(.consentSelfOnly, for: person.objectID) {
        state.organizationConsents.insert(visit.registration.clientID)
      }
    }
  }

  private func closing(_ words: String, _ request: HTTPRequest) -> HTTPResponse {
    request.wantsHTML ? .html(DeviceLoginForms.message("Done", words)) : .text(words)
  }

  /// A script prints our words to a terminal, so what it sent comes back without control characters.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
