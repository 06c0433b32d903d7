/// What the rules of other mailboxes look at in a mailbox.
package struct MailboxAddress: Equatable, Sendable {
  package var mailbox: String
  package var registration: String
  package var type: MailboxType
  package var popAccount: String

  /// An address.
  package init(mailbox: String, registration: String, type: MailboxType, popAccount: String) {
    self.mailbox = mailbox
    self.registration = registration
    self.type = type
    self.popAccount = popAccount
  }
}

/// What the rules of one mailbox need to know of all the others, counted once for a whole site, so
/// that judging every mailbox takes time that grows with their number and not with its square.
package struct MailboxIndex: Sendable {
  /// Mailboxes by Pop Account, in lower case and without hidden characters.
  let byAccount: [String: [Holder]]
  /// How many mailboxes of each registration have each domain.
  let domains: [String: [String: Int]]

  struct Holder: Equatable, Sendable {
    var name: String
    var type: MailboxType
  }

  /// Counts a site.
  package init(_ snapshot: Snapshot) {
    self.init(
      snapshot.mailboxes.values.lazy.map {
        MailboxAddress(
          mailbox: $0.name, registration: $0.registration, type: $0.type, popAccount: $0.popAccount)
      })
  }

  /// Counts the addresses of a site.
  package init(_ addresses: some Sequence<MailboxAddress>) {
    var byAccount: [String: [Holder]] = [:]
    var domains: [String: [String: Int]] = [:]
    for one in addresses {
      let key = MailboxIndex.key(one.popAccount)
      if !key.isEmpty {
        byAccount[key, default: []].append(Holder(name: one.mailbox, type: one.type))
      }
      if let domain = MailboxIndex.domain(one.popAccount) {
        domains[one.registration, default: [:]][domain, default: 0] += 1
      }
    }
    self.byAccount = byAccount
    self.domains = domains
  }

  /// The other mailboxes with the same Pop Account, by name.
  func sharers(of mailbox: Mailbox) -> [Holder] {
    let key = MailboxIndex.key(mailbox.popAccount)
    guard !key.isEmpty else { return [] }
    guard let holders = byAccount[key], holders.count > 1 || holders.first?.name != mailbox.name
    else { return [] }
    return holders.filter { $0.name != mailbox.name }.sorted { $0.name < $1.name }
  }

  /// Whether some mailbox of the registration has a domain other than this one.
  func hasDomain(otherThan domain: String, in registration: String) -> Bool {
    let all = domains[registration] ?? [:]
    return all.count > (all[domain] == nil ? 0 : 1)
  }

  static func key(_ account: String) -> String { UnsafeText.cleaned(account).lowercased() }

  static func domain(_ account: String) -> String? {
    MailAddress(UnsafeText.cleaned(account))?.domain
  }
}
