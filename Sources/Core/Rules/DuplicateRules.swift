/// C-OFF-10, duplicates: one Pop Account is read by one mailbox only (D13).
package enum DuplicateRules {
  /// What is wrong between a mailbox and the others with its Pop Account.
  package static func findings(for mailbox: Mailbox, mailboxIndex: MailboxIndex) -> [Finding] {
    let others = mailboxIndex.sharers(of: mailbox)
    guard !others.isEmpty else { return [] }
    let names = Quantity.shortList(others.map(\.name))
    let mixed = others.contains { $0.type != mailbox.type }
    return [
      Finding(
        rule: .text, field: FieldLabel.popAccount, .error,
        mixed
          ? "Service and Outreach mailboxes must not share an account: \(names) has it too."
          : "This Pop Account is also that of \(names).",
        advice: "Give each mailbox an account of its own, or remove the one that is not needed.")
    ]
  }
}
