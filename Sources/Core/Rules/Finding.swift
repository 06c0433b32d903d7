/// One thing a rule found in what was typed: which rule, where, how bad, and the one-key fix.
package struct Finding: Equatable, Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing; nothing is wrong.
    case notice
    /// Likely wrong, but it never greys Authenticate.
    case warning
    /// Wrong: Authenticate waits until it is mended.
    case error

    package static func < (a: Severity, b: Severity) -> Bool {
      allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
  }

  /// The rule, `C-OFF-1` … `C-OFF-11`.
  package var rule: String
  /// The field it is about, by its label: "Pop Server", "Client ID".
  package var field: String
  package var severity: Severity
  /// What is wrong, in one sentence for people.
  package var message: String
  /// What to do about it, in one sentence.
  package var advice: String
  /// The value that would mend it, where a rule knows one.
  package var fix: String?
  /// What does it, where that is not a change of the field.
  package var next: Next?

  /// What mends it, as data.
  package struct Next: Equatable, Hashable, Sendable {
    package var action: ProblemAction
    /// What stands after the command.
    package var arguments: [String] = []

    package init(_ action: ProblemAction, _ arguments: String...) {
      self.action = action
      self.arguments = arguments
    }

    /// The command that does it.
    package func command(mailbox: String) -> String {
      ([action.command(mailbox: mailbox)] + arguments.map(\.shellWord)).joined(separator: " ")
    }
  }

  /// A finding.
  package init(
    rule: String, field: String, _ severity: Severity, _ message: String, advice: String,
    fix: String? = nil, next: Next? = nil
  ) {
    self.rule = rule
    self.field = field
    self.severity = severity
    self.message = message
    self.advice = advice
    self.fix = fix
    self.next = next
  }
}
