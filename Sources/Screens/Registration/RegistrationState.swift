import Canvas
import Core
import Diagnosis

/// The registration screen: what is edited, and where one is.
struct RegistrationState: Equatable, Sendable {
  /// The name it is kept under; nil for a new one.
  var kept: String?
  /// The registration as it was when the edits began; nil for a new one.
  var base: Registration?
  var draft: Registration
  var past: [Past] = []
  var tab = RegistrationTab.registration
  var index = 0
  var editing: TextField?
  var isTypingSecret = false
  var secret = TypedSecret()
  /// As typed; a day only once it is one.
  var expires = ""
  var secretID = ""
  /// The guided way of a first start.
  var isGuide = false
  /// The field into which a client secret was put by mistake; it was dropped at once.
  var misplaced: RegistrationField?
  /// What follows once the store has taken what was typed; nil while nothing is being saved.
  var afterSaving: AfterSaving?
  /// What the last check found.
  var problem: Problem?

  /// What was there before an edit.
  struct Past: Equatable, Sendable {
    var draft: Registration
    var expires: String
    var secretID: String
  }

  /// What follows a save.
  enum AfterSaving: Equatable, Sendable { case stay, goOn, leave, quit }

  /// What is known here of the secret that is being typed.
  struct TypedSecret: Equatable, Sendable {
    var isFilled = false
    var findings: [Finding] = []
  }

  /// The guided way for somebody who has nothing yet.
  init(guide now: Moment) {
    draft = Registration(at: now)
    isGuide = true
    index = 3
    beginTyping()
  }

  init(new name: String, at now: Moment) { draft = Registration(name: name, at: now) }

  init(_ registration: Registration) {
    kept = registration.name
    base = registration
    draft = registration
    expires = registration.secret?.expires?.iso ?? ""
    secretID = registration.secret?.secretID ?? ""
  }

  var isOnSecret: Bool { isTypingSecret }

  var field: RegistrationField {
    RegistrationField.allCases[max(0, min(index, RegistrationField.allCases.count - 1))]
  }

  /// Whether nothing would be lost by leaving.
  func isClean(_ snapshot: Snapshot) -> Bool {
    if secret.isFilled { return false }
    guard let kept, let registration = snapshot.registrations[kept] else {
      return draft.clientID.isEmpty && draft.tenantID.isEmpty && draft.interfaces.isEmpty
    }
    return matches(base ?? registration)
  }

  private func matches(_ kept: Registration) -> Bool {
    let typed = [
      draft.clientID, draft.tenantID, draft.cloud, draft.accountType.rawValue,
      draft.clientMode.rawValue, expires, secretID,
    ]
    let held = [
      kept.clientID, kept.tenantID, kept.cloud, kept.accountType.rawValue,
      kept.clientMode.rawValue, kept.secret?.expires?.iso ?? "", kept.secret?.secretID ?? "",
    ]
    return typed == held && draft.interfaces == kept.interfaces
  }

  mutating func edit(_ change: (inout Registration) -> Void) {
    keepingPast { change(&$0.draft) }
  }

  private mutating func keepingPast(_ change: (inout RegistrationState) -> Void) {
    let before = Past(draft: draft, expires: expires, secretID: secretID)
    change(&self)
    if before != Past(draft: draft, expires: expires, secretID: secretID) { past.append(before) }
  }

  mutating func undo() {
    guard let before = past.popLast() else { return }
    (draft, expires, secretID) = (before.draft, before.expires, before.secretID)
  }

  /// Begins to type the chosen field; false where it is none for typing.
  @discardableResult
  mutating func beginTyping() -> Bool {
    switch tab {
    case .registration:
      switch field.kind(isNew: kept == nil) {
      case .secret: isTypingSecret = true
      case .text: editing = TextField(value(field))
      case .choice, .fixed: return false
      }
    case .interfaces:
      guard draft.interfaces.indices.contains(index) else { return false }
      editing = TextField(draft.interfaces[index])
    case .permissions, .settings, .consent: return false
    }
    return true
  }

  mutating func type(_ key: Key) {
    guard var text = editing, text.type(key) else { return }
    editing = text
  }

  // Of the fields in sight, those in which a secret is put one line off.
  private func isSecret(_ text: String) -> Bool {
    [.clientID, .tenantID, .secretID].contains(field) && SecretShape.looksLikeSecret(text)
  }

  /// Empties the field that is being typed where a client secret was pasted into it.
  mutating func dropMisplaced() {
    guard tab == .registration, let text = editing?.text, isSecret(text) else { return }
    editing = TextField()
    misplaced = field
  }

  mutating func endTyping(keeping: Bool) {
    isTypingSecret = false
    guard let text = editing?.text else { return }
    editing = nil
    switch tab {
    case .interfaces:
      let tidy = UnsafeText.cleaned(text)
      let at = index
      guard draft.interfaces.indices.contains(at) else { return }
      if keeping, !tidy.isEmpty {
        edit { $0.interfaces[at] = tidy }
      } else if keeping || draft.interfaces[at].isEmpty {
        edit { $0.interfaces.remove(at: at) }
      }
      index = max(0, min(index, draft.interfaces.count - 1))
    case .registration where keeping && isSecret(text): misplaced = field
    case .registration where keeping: set(field, text)
    default: break
    }
  }

  func value(_ field: RegistrationField) -> String {
    switch field {
    case .name: draft.name
    case .accountType: draft.accountType == .single ? "single tenant" : "multitenant"
    case .cloud: draft.cloudRow.title
    case .clientID: draft.clientID
    case .tenantID: draft.tenantID
    case .secret: ""
    case .expires: expires
    case .secretID: secretID
    case .clientMode: draft.clientMode.words
    }
  }

  /// The registration with what is being typed in it.
  var typedDraft: Registration {
    var copy = self
    if let editing, tab == .registration { copy.set(field, editing.text) }
    return copy.draft
  }

  mutating func set(_ field: RegistrationField, _ text: String) {
    // A GUID in braces is the GUID; anything else is kept as typed but for what surrounds it.
    let tidy = GUID(pasted: text)?.text ?? UnsafeText.cleaned(text)
    switch field {
    case .name: edit { $0.name = UnsafeText.cleaned(text) }
    case .clientID: edit { $0.clientID = tidy }
    case .tenantID: edit { $0.tenantID = tidy }
    case .expires: keepingPast { $0.expires = UnsafeText.cleaned(text) }
    case .secretID: keepingPast { $0.secretID = tidy }
    case .accountType, .cloud, .secret, .clientMode: break
    }
  }
}

/// The parts of the registration screen, in the order of the article.
enum RegistrationTab: String, CaseIterable, Sendable {
  case registration = "Registration"
  case interfaces = "Redirect URIs"
  case permissions = "Permissions"
  case settings = "Settings"
  case consent = "Consent"
}

/// A line of the registration.
enum RegistrationField: CaseIterable, Sendable {
  case name, accountType, cloud, clientID, tenantID, secret, expires, secretID, clientMode

  enum Kind: Sendable {
    case text, choice, secret, fixed
  }

  func kind(isNew: Bool) -> Kind {
    switch self {
    case .name: isNew ? .text : .fixed
    case .accountType, .cloud, .clientMode: .choice
    case .secret: .secret
    case .clientID, .tenantID, .expires, .secretID: .text
    }
  }

  var label: String {
    switch self {
    case .name: FieldLabel.registrationName
    case .accountType: FieldLabel.accountType
    case .cloud: FieldLabel.cloud
    case .clientID: FieldLabel.clientID
    case .tenantID: FieldLabel.tenantID
    case .secret: FieldLabel.clientSecret
    case .expires: "Secret expires"
    case .secretID: "Secret ID"
    case .clientMode: FieldLabel.clientMode
    }
  }

  /// The label by which rules know it.
  var ruleLabel: String { self == .expires ? FieldLabel.secretExpires : label }

  /// Where in the portal it is found, or what it is good for.
  func hint(_ portal: String) -> String {
    let app = "https://\(portal) > App registrations > your app"
    return switch self {
    case .name: "App registrations > New registration. It only describes; nothing depends on it."
    case .accountType:
      "Single tenant is the most straightforward. Multitenant needs a partner registration."
    case .cloud: "The cloud that your tenant is in; it decides every address."
    case .clientID: "\(app) > Overview > \(FieldLabel.clientID)"
    case .tenantID: "\(app) > Overview > \(FieldLabel.tenantID)"
    case .secret:
      "\(app) > Certificates & secrets > New client secret: paste the Value, not the Secret ID."
    case .expires: "Certificates & secrets > Expires, as YYYY-MM-DD."
    case .secretID: "Not needed; tells secrets apart in the portal."
    case .clientMode: "Automatic sends the secret where there is one, as the article has it."
    }
  }
}

extension ClientModeSetting {
  package var words: String {
    switch self {
    case .automatic: "automatic"
    case .public: "public (no secret is sent)"
    case .secret: "with the secret"
    }
  }
}
