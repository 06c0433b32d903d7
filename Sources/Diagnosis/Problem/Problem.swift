package import Core

/// A failure in words for people: what it means for this job, why, who must act, and what to do.
///
/// Texts of the book are plain; `details` keeps foreign text whole and as it came, so the printer
/// must escape it before it reaches a terminal.
package struct Problem: Equatable, Sendable {
  /// A stable slug: `secret-wrong`, `aadsts-53003`, `pop-denied`, `tls-wrong-name`.
  package var id: String
  /// One short line.
  package var title: String
  /// One or two sentences on what it means for this job.
  package var meaning: String
  /// What may be behind it, the likeliest first; those that evidence rules out come last.
  package var causes: [Cause]
  /// Several causes remain that the evidence held here cannot tell apart.
  package var undecidable: Bool
  /// The one check that decides between them; nil unless `undecidable`.
  package var decider: Decider?
  /// Who must act.
  package var owner: Owner
  /// The exact next step: a path in the portal, a PowerShell line, or a greenbox command.
  package var nextStep: String
  /// What that step does here, in its order; empty where it is done elsewhere, in a portal say.
  package var actions: [ProblemAction]
  /// The raw facts, in the order in which they are worth reading. Foreign text.
  package var details: [Detail]
}

extension Problem {
  /// Who must act.
  package enum Owner: String, Sendable, CaseIterable {
    /// The admin at this console.
    case you
    /// Whoever administers the tenant and its Exchange Online.
    case tenantAdmin = "tenant-admin"
    /// Oracle's support, where the vendor's side is at fault.
    case oracleSupport = "oracle-support"

    /// The owner as people read it.
    package var words: String {
      switch self {
      case .you: "you"
      case .tenantAdmin: "your Microsoft 365 admin"
      case .oracleSupport: "Oracle support"
      }
    }
  }

  /// How evidence held here bears on a cause, from the strongest to the weakest.
  package enum Likelihood: String, Sendable, CaseIterable, Comparable {
    /// Evidence shows that it is so.
    case shown
    /// Evidence points to it without proving it.
    case likely
    /// Nothing held here speaks for or against it.
    case open
    /// Evidence speaks against it without excluding it.
    case unlikely
    /// Evidence excludes it.
    case ruledOut = "ruled-out"

    package static func < (a: Likelihood, b: Likelihood) -> Bool {
      allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
  }

  /// One thing that may be behind a problem, with what speaks for and against it.
  package struct Cause: Equatable, Sendable {
    /// What may be wrong, in one sentence.
    package var text: String
    /// How the evidence bears on it.
    package var likelihood: Likelihood
    /// What speaks for it, a line each.
    package var evidenceFor: [String]
    /// What speaks against it, a line each.
    package var evidenceAgainst: [String]
  }

  /// The one check that tells the remaining causes apart.
  package struct Decider: Equatable, Sendable {
    /// The check: a PowerShell line, or where to look.
    package var check: String
    /// Who can make it.
    package var owner: Owner
  }

  /// A raw fact by name. Its value is foreign text: escape before it is shown.
  package struct Detail: Equatable, Hashable, Sendable {
    /// What it is: `error`, `trace id`, `server said`.
    package var name: String
    /// The fact, whole.
    package var value: String

    /// A fact.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The sentence to print where causes remain that cannot be told apart; nil otherwise.
  package var undecidedNotice: String? {
    guard undecidable, let decider else { return nil }
    return "Cannot be told apart from here. What decides: \(decider.check) "
      + "(\(decider.owner.words))"
  }

  /// The fact of that name; nil when there is none.
  package subscript(detail name: String) -> String? {
    details.first { $0.name == name }?.value
  }
}
