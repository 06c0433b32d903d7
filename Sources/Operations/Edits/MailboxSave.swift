import Core

/// A mailbox that is added, or whose fields are changed.
struct MailboxSave {
  /// As it had been read; nil for a new one.
  let before: Mailbox?
  let after: Mailbox

  func changes(in snapshot: Snapshot, _ context: EditContext) throws(Failure) -> [Change] {
    guard !after.name.isEmpty else {
      throw .settings(
        .findings([
          Finding(
            rule: .text, field: FieldLabel.mailboxName, .error, "The mailbox needs a name.",
            advice: "Enter the name that it has in the mailbox editor.")
        ]))
    }
    // The name of one that is kept already cannot be changed: it hinders no edit of the rest.
    if before == nil {
      guard snapshot.mailboxes[after.name] == nil else {
        throw .settings(.exists(kind: "mailbox", name: after.name))
      }
      let names = MailboxNameRules.findings(after.name).filter { $0.severity == .error }
      guard names.isEmpty else { throw .settings(.findings(names)) }
    }
    _ = try snapshot.registration(after.registration)
    var edited = after
    if let before {
      edited.changed = before.changed
      // What is as it was leaves no line in the journal.
      guard edited != before else { return [] }
    }
    edited.changed = context.at
    return [
      before.map { .editMailbox(from: $0, to: edited) } ?? .addMailbox(edited),
      context.entry(before == nil ? "mailbox-added" : "mailbox-edited", mailbox: edited.name),
    ]
  }
}
