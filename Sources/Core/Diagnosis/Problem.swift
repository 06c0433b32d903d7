/// A failure in words for people: what it means for this job, why, who must act, and what to do.
///
/// Texts of the book are plain; `details` keeps foreign text whole and as it came, so the printer
/// must escape it before it reaches a terminal.
public struct Problem: Equatable, Sendable, Codable {
  /// A stable slug: `secret-wrong`, `aadsts-53003`, `pop-denied`, `tls-wrong-name`.
  public var id: String
  /// One short line.
  public var title: String
  /// One or two sentences on what it means for this job.
  public var meaning: String
  /// What may be behind it, the likeliest first; those that evidence rules out come last.
  public var causes: [Cause]
  /// Several causes remain that the evidence held here cannot tell apart.
  public var undecidable: Bool
  /// The one check that decides between them; nil unless `undecidable`.
  public var decider: Decider?
  /// Who must act.
  public var owner: Owner
  /// The exact next step: a path in the portal, a PowerShell line, or a greenbox command.
  public var nextStep: String
  /// The raw facts, in the order in which they are worth reading. Foreign text.
  public var details: [Detail]

  enum CodingKeys: String, CodingKey {
    case id, title, meaning, causes, undecidable, decider, owner
    case nextStep = "next_step"
    case details
  }
}

extension Problem {
  /// Who must act.
  public enum Owner: String, Sendable, Codable, CaseIterable {
    /// The admin at this console.
    case you
    /// Whoever administers the tenant and its Exchange Online.
    case tenantAdmin = "tenant-admin"
    /// Oracle's support, where the vendor's side is at fault.
    case oracleSupport = "oracle-support"

    /// The owner as people read it.
    public var words: String {
      switch self {
      case .you: "you"
      case .tenantAdmin: "your Microsoft 365 admin"
      case .oracleSupport: "Oracle support"
      }
    }
  }

  /// How evidence held here bears on a cause, from the strongest to the weakest.
  public enum Standing: String, Sendable, Codable, CaseIterable, Comparable {
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

    public static func < (a: Standing, b: Standing) -> Bool {
      allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
  }

  /// One thing that may be behind a problem, with what speaks for and against it.
  public struct Cause: Equatable, Sendable, Codable {
    /// What may be wrong, in one sentence.
    public var text: String
    /// How the evidence bears on it.
    public var standing: Standing
    /// What speaks for it, a line each.
    public var evidenceFor: [String]
    /// What speaks against it, a line each.
    public var evidenceAgainst: [String]

    enum CodingKeys: String, CodingKey {
      case text, standing
      case evidenceFor = "evidence_for"
      case evidenceAgainst = "evidence_against"
    }
  }

  /// The one check that tells the remaining causes apart.
  public struct Decider: Equatable, Sendable, Codable {
    /// The check: a PowerShell line, or where to look.
    public var check: String
    /// Who can make it.
    public var owner: Owner
  }

  /// A raw fact by name. Its value is foreign text: escape before it is shown.
  public struct Detail: Equatable, Hashable, Sendable, Codable {
    /// What it is: `error`, `trace id`, `server said`.
    public var name: String
    /// The fact, whole.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The sentence to print where causes remain that cannot be told apart; nil otherwise.
  public var undecidedNotice: String? {
    guard undecidable, let decider else { return nil }
    return "Cannot be told apart from here. What decides: \(decider.check) "
      + "(\(decider.owner.words))"
  }

  /// The fact of that name; nil when there is none.
  public subscript(detail name: String) -> String? {
    details.first { $0.name == name }?.value
  }
}
