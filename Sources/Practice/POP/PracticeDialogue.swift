/// Every byte that went over one connection of the mail server, within TLS, in order.
public struct PracticeDialogue: Sendable, Hashable {
  /// Who said something.
  public enum Side: Sendable, Hashable {
    case client, server
  }

  /// What one side said before the other one spoke again.
  public struct Turn: Sendable, Hashable {
    public let side: Side
    public var bytes: [UInt8]
  }

  /// The turns; neighbours are of different sides, so that packets leave no trace.
  public private(set) var turns: [Turn] = []

  mutating func add(_ bytes: [UInt8], from side: Side) {
    if turns.last?.side == side {
      turns[turns.count - 1].bytes += bytes
    } else {
      turns.append(Turn(side: side, bytes: bytes))
    }
  }
}
