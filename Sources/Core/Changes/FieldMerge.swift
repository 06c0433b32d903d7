/// Brings an edit, made to a value as somebody had read it, to the value as it is now: a field that the
/// edit left alone keeps what others made of it; a field that both changed is a conflict.
struct FieldMerge<Value> {
  private let before: Value
  private let after: Value
  private(set) var now: Value
  /// What is edited, for the words of a conflict: "mailbox support".
  private let subject: String
  /// Whether the edit wins where both changed a field, in place of a conflict.
  private let prevails: Bool

  init(
    _ subject: String, from before: Value, to after: Value, onto now: Value, prevails: Bool = false
  ) {
    self.prevails = prevails
    self.subject = subject
    self.before = before
    self.after = after
    self.now = now
  }

  /// Takes one field over.
  ///
  /// - Throws: `.conflict` with the field's label where somebody else changed it meanwhile to something
  ///   else.
  mutating func take<Field: Equatable>(
    _ label: String, _ path: WritableKeyPath<Value, Field>
  ) throws(VaultFailure) {
    let (old, new, held) = (before[keyPath: path], after[keyPath: path], now[keyPath: path])
    guard old != new, held != new else { return }
    guard held == old || prevails else { throw conflict(label) }
    now[keyPath: path] = new
  }

  /// Takes a table over entry by entry.
  mutating func take<Key: Hashable & Comparable, Entry: Equatable>(
    _ label: String, each path: WritableKeyPath<Value, [Key: Entry]>
  ) throws(VaultFailure) {
    let keys = Set(before[keyPath: path].keys).union(after[keyPath: path].keys)
    for key in keys.sorted() { try take("\(label) \(key)", path.appending(path: \.[key])) }
  }

  /// Takes a list over member by member: what the edit added is added, what it removed is removed, and
  /// what others added or removed stays so.
  mutating func take<Member: Equatable>(members path: WritableKeyPath<Value, [Member]>) {
    let (old, new) = (before[keyPath: path], after[keyPath: path])
    guard old != new else { return }
    guard now[keyPath: path] != old else {
      now[keyPath: path] = new
      return
    }
    now[keyPath: path].removeAll { old.contains($0) && !new.contains($0) }
    for member in new where !old.contains(member) && !now[keyPath: path].contains(member) {
      now[keyPath: path].append(member)
    }
  }

  private func conflict(_ label: String) -> VaultFailure {
    .conflict("\(label) of \(subject) was changed by somebody else meanwhile")
  }
}
