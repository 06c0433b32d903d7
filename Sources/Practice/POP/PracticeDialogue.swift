/// Every byte that went over one connection of the mail server, within TLS, in order.
package struct PracticeDialogue: Sendable, Hashable {
  /// Who said something.
  package enum Side: Sendable, Hashable {
    case client, server
  }

  /// What one side said before the other one spoke again.
  package struct Turn: Sendable, Hashable {
    package let side: Side
    package var bytes: [UInt8]
  }

  /// The turns; neighbours are of different sides, so that packets leave no trace.
  package private(set) var turns: [Turn] = []

  mutating func add(_ bytes: [UInt8], from side: Side) {
    if turns.last?.side == side {
      turns[turns.count - 1].bytes += bytes
    } else {
      turns.append(Turn(side: side, bytes: bytes))
    }
  }
}
