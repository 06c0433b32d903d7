/// C-OFF-10, name: at most 40 characters and no spaces.
package enum MailboxNameRules {
  /// The most characters a mailbox name may have.
  package static let longest = 40

  /// What is wrong with a mailbox's name; nothing when it is empty.
  package static func findings(_ name: String) -> [Finding] {
    func error(_ message: String, _ advice: String, fix: String? = nil) -> Finding {
      Finding(
        rule: .text, field: FieldLabel.mailboxName, .error, message, advice: advice, fix: fix)
    }
    var found: [Finding] = []
    let hits = UnsafeText.hits(in: name)
    let clean = UnsafeText.cleaned(name)
    if !hits.isEmpty {
      found.append(
        error(
          "Mailbox name has \(UnsafeText.words(hits)).", "Use the name without it.",
          fix: clean.isEmpty ? nil : String(clean.map { $0 == " " ? "_" : $0 })))
    } else if name.contains(" ") {
      found.append(
        error(
          "Mailbox name has a space in it.", "Write an underscore or a hyphen in its place.",
          fix: String(name.map { $0 == " " ? "_" : $0 })))
    }
    if name.utf8.count > longest, name.count > longest {
      found.append(
        error(
          "Mailbox name has \(name.count) characters; \(longest) is the most.", "Shorten it."))
    }
    return found
  }
}
