package import Core
package import Diagnosis

/// A report to hand to a Microsoft 365 admin or to Oracle support: what is set, what was tried, what
/// the servers said. It holds no secret and no token.
package struct SupportReport: Sendable {
  /// What the report is made from.
  package struct Subject: Sendable {
    package var mailbox: String
    /// What is wrong; nil when nothing is.
    package var problem: Problem?
    /// The mailbox's last lines of the journal, the oldest first.
    package var history: [JournalEntry]

    /// A mailbox to report on.
    package init(mailbox: String, problem: Problem?, history: [JournalEntry]) {
      self.mailbox = mailbox
      self.problem = problem
      self.history = history
    }
  }

  package let snapshot: Snapshot
  let endpoints: Endpoints
  let now: Moment
  let fresh: Duration
  let who: String
  let version: String

  /// A reporter of what is known.
  ///
  /// - Parameters:
  ///   - snapshot: Everything that is known and not secret.
  ///   - endpoints: Where each service is.
  ///   - now: The time of the report.
  ///   - fresh: How long a verification counts.
  ///   - who: Who makes it.
  ///   - version: The program's version.
  package init(
    snapshot: Snapshot, endpoints: Endpoints, now: Moment, fresh: Duration = Facets.freshness,
    who: String, version: String
  ) {
    self.snapshot = snapshot
    self.endpoints = endpoints
    self.now = now
    self.fresh = fresh
    self.who = who
    self.version = version
  }

  /// The report on these mailboxes, with the registrations they are under.
  package func markdown(_ subjects: [Subject]) -> String {
    var page = Markdown()
    page.heading(1, "Greenbox report")
    page.paragraph(
      "Made \(now.iso) by \(who) with Greenbox \(version), which follows Oracle's answer 11864 "
        + "(reviewed 08/30/2024). It holds no secret and no token.")
    if !endpoints.overridden.isEmpty {
      page.paragraph(
        "Overridden endpoints: \(endpoints.overridden.joined(separator: ", ")). What follows was "
          + "not asked of Microsoft's own servers alone.")
    }
    let mailboxes = subjects.compactMap { snapshot.mailboxes[$0.mailbox] }
    var seen: Set<String> = []
    for mailbox in mailboxes where seen.insert(mailbox.registration).inserted {
      guard let registration = snapshot.registrations[mailbox.registration] else { continue }
      write(registration, to: &page)
    }
    for subject in subjects {
      guard let mailbox = snapshot.mailboxes[subject.mailbox] else { continue }
      write(mailbox, subject, to: &page)
    }
    return page.text
  }

  /// A value for a cell: foreign words without what could be a token, or a dash for nothing.
  static func cell(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "–" }
    return Redaction.text(text)
  }
}
