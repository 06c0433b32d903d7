import Canvas
import Core
import Diagnosis
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
    if state.secret.isFilled { return keepSecret(state.edit(state.draft), then: next) }
    let effects = make([state.edit], saying: words(of: state, then: next))
    guard !effects.isEmpty else { return [] }
    let saved = snapshot.registrations[state.draft.name] ?? state.draft
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
    // What only is as it was typed: a day that is none, a secret that cannot be one.
    if let error = typedFindings(state).first(where: { $0.severity == .error }) {
      return complaint(error)
    }
    do throws(Failure) {
      _ = try state.edit.changes(in: snapshot, editContext)
      return nil
    } catch {
      switch error {
      case .settings(.exists): return (.name, "there is a registration of that name already.")
      case .settings(.findings(let findings)): return findings.first.map(complaint)
      case .settings: return (.name, "\(Problem.of(error, context: problemContext(nil)).meaning)")
      // The store decides.
      default: return nil
      }
    }
  }

  private func complaint(_ error: Finding) -> (field: RegistrationField?, words: String) {
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
    let clears = registration.consents.contains { $0.tenant == tenant }
    let effects = make(
      [.attestConsent(registration: registration.name, tenant: tenant, clears: clears)],
      saying: clears
        ? "Taken back." : "Noted: an admin of the tenant has consented for everybody.")
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
    let isConfirmed = settings.allSatisfy { setting in
      matrix.cells.contains {
        $0.interface == interface && $0.setting == setting && $0.state.isConfirmed
      }
    }
    let tick = SettingsTick(
      registration: registration.name, interface: interface, settings: settings,
      clears: isConfirmed, seen: registration)
    let effects = make(
      [.confirm(tick)],
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
