/// The faults in force and how often each may still show itself.
struct FaultBook: Sendable {
  private struct Entry: Sendable {
    var remaining: Int?
    /// Object ids of the people it is limited to; nil for everybody.
    let people: Set<String>?
  }

  private var entries: [FaultKind: Entry] = [:]

  /// Puts a fault in force in place of an earlier order for the same fault.
  ///
  /// - Parameters:
  ///   - fault: the order.
  ///   - directory: where the names of its mailboxes are looked up.
  /// - Throws: `PracticeError.unknownMailbox` for a name the directory does not have.
  mutating func set(_ fault: PracticeFault, in directory: Directory) throws(PracticeError) {
    var people: Set<String>?
    for name in fault.mailboxes {
      guard let person = directory.person(named: name) else { throw .unknownMailbox(name) }
      people = (people ?? []).union([person.objectID])
    }
    entries[fault.kind] = Entry(remaining: fault.times, people: people)
  }

  mutating func clear(_ kind: FaultKind) { entries[kind] = nil }

  mutating func clearAll() { entries = [:] }

  /// Whether a fault shows itself now; a counted one is used up by being asked.
  mutating func fires(_ kind: FaultKind, for person: String?) -> Bool {
    guard let entry = entries[kind] else { return false }
    if let people = entry.people {
      guard let person, people.contains(person) else { return false }
    }
    guard let remaining = entry.remaining else { return true }
    guard remaining > 0 else { return false }
    entries[kind]?.remaining = remaining - 1
    return true
  }
}
