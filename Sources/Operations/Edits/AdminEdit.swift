package import Core

/// What a person changes here by hand, as data: the one operation behind a verb, a key of the console
/// and a line of the plain console.
///
/// It carries what the person had before the eyes, so that it is never made on values that nobody saw:
/// edits of fields go over whatever is kept by now field by field, ticks name the values that were
/// looked at.
package enum AdminEdit: Equatable, Sendable {
  /// Adds a mailbox, where it is not made out of one; else changes its fields. What a rule calls an
  /// error is kept all the same: a mailbox may be a draft.
  case saveMailbox(from: Mailbox?, to: Mailbox)
  /// Removes a mailbox with its tokens and evidence here.
  case removeMailbox(String)
  /// Erases a mailbox's tokens here.
  case forget(mailbox: String)
  /// Ticks a step as seen in the vendor's mailbox editor, or takes the tick back.
  case tick(StepTick)
  /// Adds a registration, where it is not made out of one; else changes its values. Its client secret
  /// is not part of it: `SecretDriver` takes that.
  case saveRegistration(from: Registration?, to: Registration)
  /// Removes a registration and its secrets; not while a mailbox is under it.
  case removeRegistration(String)
  /// Confirms settings on an interface of the product, or takes that back.
  case confirm(SettingsTick)
  /// Says that a multitenant registration's publisher is registered with the Microsoft Partner Network
  /// (R14), or takes it back. No check from here can tell.
  case confirmPublisher(registration: String, clears: Bool)
  /// Says that an admin consented for the whole tenant (R50), or takes back what was only said so. The
  /// registration's own tenant where none is named.
  case attestConsent(registration: String, tenant: String?, clears: Bool)
}

/// A step that was seen in the vendor's mailbox editor.
package struct StepTick: Equatable, Sendable {
  package var mailbox: String
  package var step: Step
  /// Which client opens the editor, where that was said with it.
  package var client: EditorClient?
  package var clears: Bool
  /// The registration that the person saw; nil where none was shown.
  package var seen: Registration?

  /// A tick.
  package init(
    mailbox: String, step: Step, client: EditorClient? = nil, clears: Bool = false,
    seen: Registration? = nil
  ) {
    self.mailbox = mailbox
    self.step = step
    self.client = client
    self.clears = clears
    self.seen = seen
  }
}

/// Settings that were seen on an interface of the product.
package struct SettingsTick: Equatable, Sendable {
  package var registration: String
  /// As it was typed or chosen.
  package var interface: String
  package var settings: [SettingName]
  package var clears: Bool
  /// The registration that the person saw; nil where none was shown.
  package var seen: Registration?

  /// A tick.
  package init(
    registration: String, interface: String, settings: [SettingName], clears: Bool = false,
    seen: Registration? = nil
  ) {
    self.registration = registration
    self.interface = interface
    self.settings = settings
    self.clears = clears
    self.seen = seen
  }
}

/// Who makes an edit, when, and with the servers where.
package struct EditContext: Sendable {
  package var who: String
  package var at: Moment
  package var endpoints: Endpoints

  /// A context.
  package init(who: String, at: Moment, endpoints: Endpoints) {
    self.who = who
    self.at = at
    self.endpoints = endpoints
  }

  init(_ world: World) {
    self.init(who: world.who, at: world.now(), endpoints: world.endpoints)
  }

  func entry(_ event: String, mailbox: String? = nil, fields: [String: String] = [:]) -> Change {
    .journal(JournalEntry(at: at, who: who, mailbox: mailbox, event: event, fields: fields))
  }
}

extension AdminEdit {
  /// The mailbox that it is about; nil where it is about a registration.
  package var mailbox: String? {
    switch self {
    case .saveMailbox(_, let mailbox): mailbox.name
    case .removeMailbox(let name), .forget(let name): name
    case .tick(let tick): tick.mailbox
    case .saveRegistration, .removeRegistration, .confirm, .confirmPublisher, .attestConsent: nil
    }
  }

  /// Makes edits of one person in one transaction, on what is kept at that moment.
  ///
  /// - Returns: The changes that were made; none where all is as it was to be.
  /// - Throws: `.settings` for what forbids it, with nothing changed; `.vault(.conflict)` where somebody
  ///   changed the same meanwhile; `.vault`, `.cancelled`.
  @discardableResult
  package static func perform(
    _ edits: [AdminEdit], _ world: World
  ) async throws(Failure) -> [Change] {
    var changes: [Change] = []
    for edit in edits {
      changes += try edit.changes(in: try await edit.known(world), EditContext(world))
    }
    if !changes.isEmpty { try await world.apply(changes) }
    return changes
  }

  // Only a registration's removal has to know of all mailboxes, and whoever names one that is not
  // there is told which there are.
  private func known(_ world: World) async throws(Failure) -> Snapshot {
    if case .removeRegistration = self { return try await world.snapshot() }
    let part = try await world.part(mailbox ?? "")
    guard let mailbox, part.mailboxes[mailbox] == nil else { return part }
    return try await world.snapshot()
  }
}

extension [AdminEdit] {
  /// The one mailbox that all of them change and leave in place, with nothing that other mailboxes are
  /// evaluated by; nil where there is more to look at.
  package var onlyMailbox: String? {
    var names: Set<String> = []
    for edit in self {
      switch edit {
      case .saveMailbox(.some, let mailbox): names.insert(mailbox.name)
      case .forget(let name): names.insert(name)
      case .tick(let tick): names.insert(tick.mailbox)
      case .saveMailbox(nil, _), .removeMailbox, .saveRegistration, .removeRegistration, .confirm,
        .confirmPublisher, .attestConsent:
        return nil
      }
    }
    return names.count == 1 ? names.first : nil
  }
}
