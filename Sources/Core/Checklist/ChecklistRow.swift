/// One of the ten steps for one mailbox, with its two columns.
package struct ChecklistRow: Equatable, Sendable {
  /// The step.
  package var step: Step
  /// What the machine decides from evidence.
  package var here: Mark
  /// What a person attests of the vendor's mailbox editor; nil where the editor has no part.
  package var editor: EditorMark?
  /// The facts behind `here`, one a line. Foreign words in them: escape before they are shown.
  package var evidence: [String]
  /// The fact that keeps it from being done; nil where it is done.
  package var reason: String?
  /// What to do next for it; nil when nothing is to be done.
  package var next: String?
  /// What the evidence does not prove; nil where that goes without saying.
  package var unproven: String?

  /// A row.
  package init(
    _ step: Step, here: Mark, editor: EditorMark?, evidence: [String],
    reason: String? = nil, next: String? = nil, unproven: String? = nil
  ) {
    self.step = step
    self.here = here
    self.editor = editor
    self.evidence = evidence
    self.reason = here == .done ? nil : reason ?? evidence.first
    self.next = next
    self.unproven = unproven
  }

  /// How a step stands here.
  package enum Mark: String, Sendable, CaseIterable {
    /// Evidence says that it is as it should be.
    case done
    /// Not decided yet: something has not been tried or told.
    case open
    /// Evidence says that it is wrong.
    case failed
  }

  /// How a step stands in the vendor's mailbox editor.
  package enum EditorMark: Equatable, Sendable {
    case attested(Attestation)
    case open
    /// Ticked before the secret, client ID or tenant ID was changed; counts no more.
    case cleared(Attestation)

    /// The word in JSON output.
    package var word: String {
      switch self {
      case .attested: "attested"
      case .open: "open"
      case .cleared: "cleared"
      }
    }
  }
}

extension Step {
  /// The step in a few words, with the article's own terms.
  package var title: String {
    switch self {
    case .settings: "Custom configurations are set"
    case .editor: "Open the mailbox editor"
    case .mailbox: "Open the Office365 mailbox"
    case .sslMethod: "SSL Method is \"pop3 ssl port\" (Security)"
    case .popServer: "Pop Server is set (Incoming)"
    case .popAccount: "Pop Account is the Microsoft account"
    case .authenticationType: "Authentication Type is \"OAuth\""
    case .authenticate: "Authenticate"
    case .ok: "Mailbox Authenticated, then OK"
    case .greenBox: "Green box Authenticated, and Verified"
    }
  }
}
