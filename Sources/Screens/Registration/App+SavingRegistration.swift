import Canvas
import Core
import Operations

extension App {
  /// Saves, and in the guide goes on to the next part: registration, redirect URIs, permissions,
  /// settings, then the mailbox.
  mutating func saveAndGoOn() -> [Effect] {
    guard let before = stack.last?.registration else { return [] }
    if before.kept == nil || !before.isClean(snapshot) { return saveRegistration(then: .goOn) }
    if !before.isGuide { notice = Notice("Nothing to save.") }
    return goOnInGuide()
  }

  /// In the guide, goes on to the next part.
  private mutating func goOnInGuide() -> [Effect] {
    guard let before = stack.last?.registration, before.isGuide else { return [] }
    switch before.tab {
    case .consent, .settings:
      stack.removeLast()
      newMailbox()
      notice = Notice("3 of 3: the mailbox. Its name, then its Pop Account.")
    default:
      changeRegistration { $0.turn(1) }
      if before.tab == .registration, before.draft.interfaces.isEmpty {
        _ = performRegistration(.addInterface)
      }
    }
    return []
  }

  /// Saves the registration, with the secret that was typed, if one was; then does what follows. A
  /// secret is judged first, so that what follows waits for the answer.
  mutating func saveRegistration(then next: RegistrationState.AfterSaving) -> [Effect] {
    guard let state = stack.last(where: { $0.registration != nil })?.registration else { return [] }
    guard state.afterSaving == nil else {
      notice = Notice("It is being saved already.")
      return []
    }
    if let complaint = complaint(state) {
      notice = Notice("Not saved: \(complaint.words)", .error)
      changeRegistration {
        $0.tab = complaint.field == nil ? .interfaces : .registration
        $0.index = complaint.field.flatMap { RegistrationField.allCases.firstIndex(of: $0) } ?? 0
      }
      return []
    }
    var registration = state.draft
    registration.changed = now
    if state.base == nil,
      let address = WebAddress(AuthorizationServer.url(of: registration, setting.endpoints))
    {
      registration.binding = HostBinding(discovery: address.hostPort)
    }
    if state.secret.isFilled { return keepSecret(state.edit(registration), then: next) }
    registration.secret?.expires = Day(iso: state.expires)
    registration.secret?.secretID = state.secretID.isEmpty ? nil : state.secretID
    let effects = change(
      [
        state.base.map { .editRegistration(from: $0, to: registration) }
          ?? .addRegistration(registration),
        entry("registration-changed", mailbox: nil, ["registration": registration.name]),
      ], saying: words(of: state, then: next))
    guard !effects.isEmpty else { return [] }
    let saved = snapshot.registrations[registration.name] ?? registration
    changeRegistration { $0.renew(saved) }
    return effects + follow(next)
  }

  // Where the guide goes on to the mailbox its own words stay on the screen.
  private func words(
    of state: RegistrationState, then next: RegistrationState.AfterSaving
  ) -> String? {
    let leadsToMailbox =
      next == .goOn && state.isGuide && (state.tab == .settings || state.tab == .consent)
    return leadsToMailbox ? nil : "Saved \(Printable.text(state.draft.name))."
  }

  /// Does what follows a save.
  mutating func follow(_ next: RegistrationState.AfterSaving) -> [Effect] {
    switch next {
    case .stay: return []
    case .goOn: return goOnInGuide()
    case .leave:
      if stack.last?.registration != nil { stack.removeLast() }
      return []
    case .quit: return hasUnsaved ? [] : [.quit]
    }
  }

  private func complaint(
    _ state: RegistrationState
  ) -> (field: RegistrationField?, words: String)? {
    if state.draft.name.isEmpty { return (.name, "the registration needs a name.") }
    if state.kept == nil, snapshot.registrations[state.draft.name] != nil {
      return (.name, "there is a registration of that name already.")
    }
    // That a secret has expired is no reason to refuse its date; that it is no date is.
    let isDay = state.expires.isEmpty || Day(iso: state.expires) != nil
    let found = registrationFindings(state).first {
      $0.severity == .error && !($0.rule == "C-OFF-8" && isDay)
    }
    guard let error = found else { return nil }
    let field = RegistrationField.allCases.first { $0.ruleLabel == error.field }
    return (
      field ?? (error.field == FieldLabel.interface ? nil : .name),
      "\(error.message) \(error.advice)"
    )
  }

  /// Ticks a setting on an interface, all three on the interface's own row, or an admin's consent.
  mutating func attestRegistration(_ state: RegistrationState) -> [Effect] {
    guard let name = state.kept, let registration = snapshot.registrations[name],
      state.isClean(snapshot)
    else {
      notice = Notice("Save first: \(keys.keyName(.save)).", .warning)
      return []
    }
    switch state.tab {
    case .settings: return attestSetting(registration, state.index)
    case .consent:
      return attestConsent(registration, state.index)
    case .registration, .interfaces, .permissions:
      return performRegistration(.open)
    }
  }

  /// Notes an admin's consent for a tenant, or takes back what was only attested.
  private mutating func attestConsent(_ registration: Registration, _ index: Int) -> [Effect] {
    let tenants = registration.consentTenants
    guard tenants.indices.contains(index) else {
      notice = Notice("No tenant is known yet: the tenant ID comes first.", .warning)
      return []
    }
    let tenant = tenants[index]
    let kept = registration.consents.first { $0.tenant == tenant }
    guard kept == nil || kept?.source == .attested else {
      notice = Notice("That consent was told by the server; it is not taken back here.")
      return []
    }
    var changes: [Change] = []
    if kept == nil {
      changes.append(
        .amend(
          registration: registration.name,
          .consent(
            TenantConsent(tenant: tenant, source: .attested, who: setting.who, at: now))))
    } else {
      var without = registration
      without.consents.removeAll { $0.tenant == tenant }
      changes.append(.editRegistration(from: registration, to: without))
    }
    changes.append(
      entry(
        kept == nil ? "consent-attested" : "consent-cleared", mailbox: nil, ["tenant": tenant]))
    let effects = change(
      changes,
      saying: kept == nil
        ? "Noted: an admin of the tenant has consented for everybody." : "Taken back.")
    refreshRegistration(registration.name)
    return effects
  }

  private mutating func attestSetting(_ registration: Registration, _ index: Int) -> [Effect] {
    let matrix = SettingsMatrix(of: registration)
    let place = index / 4
    guard matrix.interfaces.indices.contains(place) else {
      notice = Notice("Name an interface first: \(keys.keyName(.addInterface)).", .warning)
      return []
    }
    let interface = matrix.interfaces[place]
    let settings = index % 4 == 0 ? SettingName.allCases : [SettingName.allCases[index % 4 - 1]]
    if let empty = settings.first(where: { SettingsMatrix.value(of: $0, in: registration) == nil })
    {
      notice = Notice("\(empty.rawValue) has no value here yet.", .warning)
      return []
    }
    let isConfirmed = settings.allSatisfy { setting in
      matrix.cells.contains {
        $0.interface == interface && $0.setting == setting && $0.state.isConfirmed
      }
    }
    var changes: [Change] = []
    if isConfirmed {
      var without = registration
      for (key, var ticks) in without.attested where SettingsMatrix.key(key) == interface {
        for setting in settings { ticks[setting] = nil }
        without.attested[key] = ticks
      }
      changes.append(.editRegistration(from: registration, to: without))
    } else {
      changes += settings.map {
        .amend(
          registration: registration.name,
          .attested(
            interface: interface, $0,
            Attestation(
              who: setting.who, at: now, of: SettingsMatrix.value(of: $0, in: registration))))
      }
    }
    let effects = change(
      changes,
      saying: isConfirmed
        ? "Taken back on \(interface)." : "Confirmed on \(interface) by \(setting.who).")
    refreshRegistration(registration.name)
    return effects
  }

  private mutating func refreshRegistration(_ name: String) {
    guard let kept = snapshot.registrations[name] else { return }
    changeRegistration { ($0.base, $0.draft) = (kept, kept) }
  }
}

extension SettingsMatrix.State {
  var isConfirmed: Bool { if case .confirmed = self { true } else { false } }
}
