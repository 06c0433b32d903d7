import Canvas

/// Every command of the place below, found by a few letters of its name.
struct PaletteState: Equatable, Sendable {
  var query = TextField()
  var index = 0
  private let all: [Binding]
  private(set) var found: [Binding]

  init(place: Place, keys: KeyTable, without hidden: Set<Command> = []) {
    let moving: Set<Command> = [
      .up, .down, .pageUp, .pageDown, .first, .last, .open, .back, .palette,
    ]
    var seen = moving.union(hidden)
    all = keys.bindings(in: place).filter { seen.insert($0.command).inserted }
    found = all
  }

  mutating func narrow() {
    let letters = query.text.lowercased()
    found = all.compactMap { binding in
      PaletteState.score(letters, "\(binding.command.rawValue) \(binding.help)".lowercased())
        .map { (binding, $0) }
    }.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
      .map { $0.element.0 }
    index = 0
  }

  /// How far the letters stand apart in a text; nil where they are not all there in order.
  static func score(_ letters: String, _ text: String) -> Int? {
    var rest = text[...]
    var score = 0
    for letter in letters where letter != " " {
      guard let at = rest.firstIndex(of: letter) else { return nil }
      score += rest.distance(from: rest.startIndex, to: at)
      rest = rest[rest.index(after: at)...]
    }
    return score
  }
}

extension App {
  mutating func performPalette(_ command: Command) -> [Effect] {
    guard case .palette(var state) = stack.last else { return [] }
    switch command {
    case .back: stack.removeLast()
    case .open:
      stack.removeLast()
      guard state.found.indices.contains(state.index) else { return [] }
      return perform(state.found[state.index].command)
    default:
      state.index = App.moved(state.index, command, count: state.found.count, page: 8)
      stack[stack.count - 1] = .palette(state)
    }
    return []
  }
}
