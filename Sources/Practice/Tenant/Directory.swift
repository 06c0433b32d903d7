/// The users and mailboxes of the tenant, looked up by any of their addresses.
struct Directory: Sendable {
  let people: [PracticePerson]
  let mailboxes: [PracticeMailbox]
  private let byAddress: [String: Int]
  private let byObjectID: [String: Int]
  private let byName: [String: Int]
  private let byPopAccount: [String: Int]

  init(people: [PracticePerson], mailboxes: [PracticeMailbox]) {
    self.people = people
    self.mailboxes = mailboxes
    byAddress = Dictionary(
      people.indices.flatMap { index in people[index].addresses.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    byObjectID = Dictionary(
      people.indices.map { (people[$0].objectID, $0) }, uniquingKeysWith: { first, _ in first })
    byName = Dictionary(
      mailboxes.indices.map { (mailboxes[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    byPopAccount = Dictionary(
      mailboxes.indices.map { (mailboxes[$0].popAccount.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The user an address belongs to; addresses know no case.
  func person(at address: String) -> PracticePerson? {
    byAddress[address.lowercased()].map { people[$0] }
  }

  /// Whether a user has FullAccess to another one's mailbox.
  func isDelegate(_ id: String, of person: PracticePerson) -> Bool {
    person.delegates.contains { self.person(at: $0)?.objectID == id }
  }

  func person(withObjectID id: String) -> PracticePerson? { byObjectID[id].map { people[$0] } }

  /// The user behind a mailbox's name, or behind an address.
  func person(named name: String) -> PracticePerson? {
    mailbox(named: name).flatMap { person(withObjectID: $0.owner) } ?? person(at: name)
  }

  /// A mailbox by its name or its Pop Account.
  func mailbox(named name: String) -> PracticeMailbox? {
    (byName[name] ?? byPopAccount[name.lowercased()]).map { mailboxes[$0] }
  }
}
