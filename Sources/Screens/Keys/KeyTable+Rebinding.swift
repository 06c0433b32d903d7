package import Canvas

extension KeyTable {
  /// Why a change of a command's keys was left out.
  package struct Complaint: Equatable, Sendable {
    /// The name of the command, as it was given.
    package let command: String
    /// What is wrong with the change.
    package let words: String
  }

  /// The table with other keys for some commands.
  ///
  /// The keys take the place of the command's first ones, wherever those count; further ones, such
  /// as `q` beside `Esc`, stay. Where letters are text, only keys that are no text count, and where
  /// there is none of those the shipped ones stay.
  ///
  /// - Parameter changes: Keys by name of command, as `[keys]` of `config.toml` has them.
  /// - Returns: The table, and what was left out and so is as shipped: an unknown command, one
  ///   without any key, a key that does something else in the same place.
  package func rebinding(_ changes: [String: [Key]]) -> (table: KeyTable, complaints: [Complaint]) {
    var complaints: [Complaint] = []
    var wanted: [Command: [Key]] = [:]
    for (name, keys) in changes.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else {
        complaints.append(Complaint(command: name, words: "there is no such command"))
        continue
      }
      if keys.isEmpty {
        complaints.append(Complaint(command: name, words: "a command needs a key"))
      } else {
        wanted[command] = keys
      }
    }
    var table = changed(wanted)
    // Judged together, so that two commands can change places; what clashes goes, one at a time.
    while let clash = table.clash(of: wanted) {
      wanted[clash.command] = nil
      complaints.append(
        Complaint(
          command: clash.command.rawValue,
          words: "\(clash.key.name) already does \(clash.other.rawValue)"))
      table = changed(wanted)
    }
    return (table, complaints.sorted { $0.command < $1.command })
  }

  private func changed(_ wanted: [Command: [Key]]) -> KeyTable {
    var seen: [Command: Set<Place>] = [:]
    var result: [Binding] = []
    for binding in bindings {
      let before = seen[binding.command, default: []]
      seen[binding.command, default: []].formUnion(binding.places)
      guard let keys = wanted[binding.command], before.isDisjoint(with: binding.places) else {
        result.append(binding)
        continue
      }
      var plain = binding
      plain.places = binding.places.subtracting(Place.typed)
      plain.keys = keys
      var typed = binding
      typed.places = binding.places.intersection(Place.typed)
      let noText = keys.filter { !$0.isText }
      if !noText.isEmpty { typed.keys = noText }
      result += [plain, typed].filter { !$0.places.isEmpty }
    }
    return KeyTable(bindings: result)
  }

  /// The first key that means two things in one place, with the change to drop for it.
  private func clash(
    of wanted: [Command: [Key]]
  ) -> (command: Command, key: Key, other: Command)? {
    for place in Place.allCases {
      var taken: [Key: Command] = [:]
      for binding in bindings(in: place) {
        for key in binding.keys {
          guard let other = taken[key], other != binding.command else {
            taken[key] = binding.command
            continue
          }
          // Of two changes the later by name goes.
          let changed = [binding.command, other].filter { wanted[$0] != nil }
          guard let command = changed.max(by: { $0.rawValue < $1.rawValue }) else { continue }
          return (command, key, command == other ? binding.command : other)
        }
      }
    }
    return nil
  }
}

extension Key {
  /// Whether it puts a character where letters are text.
  var isText: Bool {
    switch self {
    case .character, .backspace, .delete, .left, .right, .home, .end: true
    default: false
    }
  }
}
