package import Canvas
package import Core

/// The signs that stand before a name or a line, so that nothing is told by colour alone. On a screen of
/// ASCII `Grid` puts others for them.
package enum Mark: CaseIterable, Sendable {
  /// It is as it should be.
  case good
  /// It was tried, and was refused.
  case failed
  /// It is set wrongly.
  case wrong
  /// It was right once, and is to be done again.
  case again
  /// It goes on, or somebody is awaited.
  case awaiting
  /// Nothing could be found out.
  case unknown
  /// It is open.
  case open

  /// The sign.
  package var sign: String {
    switch self {
    case .good: "✓"
    case .failed: "x"
    case .wrong: "!"
    case .again: "↻"
    case .awaiting: "…"
    case .unknown: "?"
    case .open: "·"
    }
  }

  /// What mailboxes that carry it have in common.
  package var word: String {
    switch self {
    case .good: "verified"
    case .failed: "failed"
    case .wrong: "wrong"
    case .again: "stale"
    case .awaiting: "awaiting"
    case .unknown: "unreachable"
    case .open: "not yet"
    }
  }

  /// What is said in its place to somebody who cannot see it; empty where the line says it anyway.
  package var spoken: String {
    switch self {
    case .good: "good: "
    case .failed: "failed: "
    case .wrong: "wrong: "
    case .again, .awaiting, .unknown, .open: ""
    }
  }

  /// The role of the mark and of a line that begins with it.
  package var role: Role {
    switch self {
    case .good: .good
    case .failed, .wrong: .error
    case .again, .awaiting, .unknown: .warning
    case .open: .muted
    }
  }

  /// The role of a badge with this mark, which has a ground of its own.
  package var badgeRole: Role {
    switch self {
    case .good: .badgeGreen
    case .failed, .wrong: .badgeRed
    case .again, .awaiting, .unknown: .badgeYellow
    case .open: .badgeGrey
    }
  }

  /// Every mark with what it means, for help.
  package static var legend: String {
    "Marks: " + allCases.map { "\($0.sign) \($0.word)" }.joined(separator: ", ") + "."
  }
}

extension ChecklistRow.Mark {
  /// The mark of a step as it stands here.
  package var mark: Mark {
    switch self {
    case .done: .good
    case .open: .open
    case .failed: .failed
    }
  }

  /// How the step stands, in a word or two.
  package var word: String {
    switch self {
    case .done: "done"
    case .open: "not decided yet"
    case .failed: "failed"
    }
  }
}

extension ChecklistRow.EditorMark {
  /// The mark of a step as it stands in the mailbox editor.
  package var mark: Mark {
    switch self {
    case .attested: .good
    case .open: .open
    case .cleared: .again
    }
  }
}

extension SettingsMatrix.State {
  /// The mark of a custom configuration.
  package var mark: Mark {
    switch self {
    case .confirmed: .good
    case .outdated: .again
    case .missing: .open
    }
  }
}

extension Finding.Severity {
  /// The mark of what a rule finds.
  package var mark: Mark {
    switch self {
    case .error: .wrong
    case .warning: .unknown
    case .notice: .open
    }
  }
}
