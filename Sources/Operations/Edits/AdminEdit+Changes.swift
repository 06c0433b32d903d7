package import Core

extension AdminEdit {
  /// What an edit changes in what is kept.
  ///
  /// - Throws: `.settings` for what forbids it; `.vault(.conflict)` where what the person saw is no
  ///   longer so.
  package func changes(
    in snapshot: Snapshot, _ context: EditContext
  ) throws(Failure) -> [Change] {
    switch self {
    case .saveMailbox(let before, let after):
      return try MailboxSave(before: before, after: after).changes(in: snapshot, context)
    case .removeMailbox(let name):
      _ = try snapshot.mailbox(name)
      return [.removeMailbox(name), context.entry("mailbox-removed", mailbox: name)]
    case .forget(let name):
      _ = try snapshot.mailbox(name)
      guard snapshot.holdsTokens(of: name) else { return [] }
      return MailboxTransition.changes(
        for: .forget, mailbox: name, in: snapshot, at: context.at, who: context.who)
    case .tick(let tick): return try tick.changes(in: snapshot, context)
    case .saveRegistration(let before, let after):
      let edited = try RegistrationSave(before: before, after: after).checked(in: snapshot, context)
      // What is as it was leaves no line in the journal.
      if let before, edited.isSame(as: before) { return [] }
      return [
        before.map { .editRegistration(from: $0, to: edited) } ?? .addRegistration(edited),
        context.entry("registration-changed", fields: ["registration": edited.name]),
      ]
    case .removeRegistration(let name):
      let found = try snapshot.registration(name)
      let under = snapshot.mailboxes.values.filter { $0.registration == name }.map(\.name).sorted()
      guard under.isEmpty else {
        throw .settings(
          .findings([
            Finding(
              rule: .order, field: FieldLabel.registration, .error,
              "Mailboxes are under \(name): \(under.joined(separator: ", ")).",
              advice: "Remove them first, or put them under another registration.")
          ]))
      }
      return [
        .removeRegistration(found.name),
        context.entry("registration-removed", fields: ["registration": name]),
      ]
    case .confirm(let tick): return try tick.changes(in: snapshot, context)
    case .confirmPublisher(let name, let clears):
      let found = try snapshot.registration(name)
      let tick = clears ? nil : Attestation(who: context.who, at: context.at, of: nil)
      return [
        .amend(registration: found.name, .publisher(tick)),
        context.entry(
          clears ? "attest-cleared" : "attested",
          fields: ["registration": found.name, "publisher": "partner network"]),
      ]
    case .attestConsent(let name, let tenant, let clears):
      return try AdminEdit.consent(
        try snapshot.registration(name), tenant: tenant, clears: clears, context)
    }
  }

  private static func consent(
    _ registration: Registration, tenant: String?, clears: Bool, _ context: EditContext
  ) throws(Failure) -> [Change] {
    let tenant = tenant ?? registration.tenantID
    let kept = registration.consents.first { $0.tenant == tenant }
    guard clears else {
      let consent = TenantConsent(
        tenant: tenant, source: .attested, who: context.who, at: context.at)
      return [
        .amend(registration: registration.name, .consent(consent)),
        context.entry("consent-attested", fields: ["tenant": tenant]),
      ]
    }
    guard let kept else { return [] }
    guard kept.source == .attested else {
      throw .settings(
        .findings([
          Finding(
            rule: .consent, field: "admin consent", .error,
            "That consent was told by the server; it is not taken back here.",
            advice: "An admin withdraws it in the portal, under Enterprise applications.")
        ]))
    }
    var without = registration
    without.consents.removeAll { $0.tenant == tenant }
    return [
      .editRegistration(from: registration, to: without),
      context.entry("consent-cleared", fields: ["tenant": tenant]),
    ]
  }
}

extension StepTick {
  func changes(in snapshot: Snapshot, _ context: EditContext) throws(Failure) -> [Change] {
    let kept = try snapshot.mailbox(mailbox)
    let registration = snapshot.registrations[kept.registration]
    // From step 8 on a tick is of what the editor held: the registration's values at that time.
    let stamp = step >= .authenticate ? registration?.editorStamp : nil
    if let seen, step >= .authenticate, seen.editorStamp != stamp {
      throw .vault(.conflict("registration \(seen.name) was changed meanwhile: look once more"))
    }
    if clears, kept.attested[step] == nil { return [] }
    var ticked = kept
    if let client { ticked.editorClient = client }
    ticked.attested[step] =
      clears ? nil : Attestation(who: context.who, at: context.at, of: stamp)
    return [
      .editMailbox(from: kept, to: ticked),
      context.entry(
        clears ? "attest-cleared" : "attested", mailbox: mailbox,
        fields: ["step": "\(step.rawValue)"]),
    ]
  }
}

extension SettingsTick {
  func changes(in snapshot: Snapshot, _ context: EditContext) throws(Failure) -> [Change] {
    let kept = try snapshot.registration(registration)
    let key = SettingsMatrix.key(interface)
    guard SettingsMatrix(of: kept).interfaces.contains(key) else {
      throw .settings(.unknown(kind: "interface", name: interface, known: kept.interfaces))
    }
    if clears {
      var without = kept
      for (known, var ticks) in without.attested where SettingsMatrix.key(known) == key {
        for setting in settings { ticks[setting] = nil }
        without.attested[known] = ticks
      }
      guard without != kept else { return [] }
      return [.editRegistration(from: kept, to: without), entry("attest-cleared", key, context)]
    }
    var changes = [entry("attested", key, context)]
    for setting in settings {
      let value = SettingsMatrix.value(of: setting, in: kept)
      // A tick of nothing would hold for whatever is entered later.
      guard let value else {
        throw .settings(
          .findings([
            Finding(
              rule: .missing, field: setting.rawValue, .error,
              "\(setting.rawValue) has no value here yet, so that it cannot have been seen.",
              advice: "Enter it first; then confirm it.")
          ]))
      }
      if let seen, SettingsMatrix.value(of: setting, in: seen) != value {
        throw .vault(.conflict("registration \(kept.name) was changed meanwhile: look once more"))
      }
      changes.append(
        .amend(
          registration: kept.name,
          .attested(
            interface: key, setting, Attestation(who: context.who, at: context.at, of: value))))
    }
    return changes
  }

  private func entry(_ event: String, _ key: String, _ context: EditContext) -> Change {
    let names = settings.count == SettingName.allCases.count ? ["all"] : settings.map(\.rawValue)
    return context.entry(
      event,
      fields: [
        "interface": key, "registration": registration, "setting": names.joined(separator: " "),
      ])
  }
}

extension Registration {
  fileprivate func isSame(as other: Registration) -> Bool {
    var other = other
    other.changed = changed
    return self == other
  }
}
