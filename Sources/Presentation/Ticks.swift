package import Core

/// What a person has ticked or attested, in words that name who and when. Foreign text in them: escape
/// before they are shown.
extension ChecklistRow.EditorMark {
  /// How a step stands in the mailbox editor.
  ///
  /// - Parameter local: Turns a moment into the time that the reader wants.
  /// - Returns: The words, without a full stop.
  package func words(local: (Moment) -> String) -> String {
    switch self {
    case .attested(let tick): "ticked by \(tick.who), \(local(tick.at))"
    case .open: "not ticked"
    case .cleared(let tick):
      "ticked by \(tick.who) before the secret or an ID was changed; to be done there again"
    }
  }
}

extension SettingsMatrix.State {
  /// Whether a custom configuration was seen on an interface.
  ///
  /// - Parameter local: Turns a moment into the time that the reader wants.
  /// - Returns: The words, without a full stop.
  package func words(local: (Moment) -> String) -> String {
    switch self {
    case .confirmed(let who, let at): "confirmed by \(who), \(local(at))"
    case .outdated(let who, _): "changed since \(who) confirmed it"
    case .missing: "not confirmed"
    }
  }
}

extension TenantConsent {
  /// Where an admin's consent is known from.
  ///
  /// - Parameter local: Turns a moment into the time that the reader wants.
  /// - Returns: The words, without a full stop.
  package func words(local: (Moment) -> String) -> String {
    let source =
      switch self.source {
      case .endpoint: "from the consent page"
      case .graph: "told by Graph"
      case .attested: "attested"
      }
    return "\(source), \(who), \(local(at))"
  }
}
