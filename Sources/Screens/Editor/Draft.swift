import Core

/// A mailbox with edits that are not saved.
struct Draft: Equatable, Sendable {
  var mailbox: Mailbox
  /// What it was before each edit, the last one last.
  var past: [Mailbox] = []

  /// Takes an edit; the state before it can be had back.
  mutating func edit(_ change: (inout Mailbox) -> Void) {
    let before = mailbox
    change(&mailbox)
    if mailbox != before { past.append(before) }
  }

  mutating func undo() -> Bool {
    guard let before = past.popLast() else { return false }
    mailbox = before
    return true
  }

  /// The mailbox as kept with the edited fields: ticks that came meanwhile stay.
  func over(_ kept: Mailbox?) -> Mailbox {
    guard var result = kept else { return mailbox }
    let (attested, client, changed) = (result.attested, result.editorClient, result.changed)
    result = mailbox
    (result.attested, result.editorClient, result.changed) = (attested, client, changed)
    return result
  }

  func differs(from kept: Mailbox?) -> Bool { over(kept) != kept }
}
