/// Cuts the bytes of a POP3 connection into lines.
struct LineBuffer: Sendable {
  /// What the buffer can give.
  enum Next: Equatable, Sendable {
    /// A whole line, without its CR LF.
    case line(String)
    /// A line that is longer than the cap, whole or not; the connection is of no more use.
    case overlong
    /// No whole line yet.
    case more
  }

  /// The longest line that is taken. Exchange keeps to 512 bytes; challenges are longer.
  static let cap = 8192

  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0

  /// Adds what the connection gave.
  mutating func append(_ more: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// Takes the next line. Bytes that are not UTF-8 are replaced; nothing else is changed.
  mutating func next() -> Next {
    while searched < bytes.count, bytes[searched] != UInt8(ascii: "\n") { searched += 1 }
    guard searched < bytes.count else {
      return searched - start > LineBuffer.cap ? .overlong : .more
    }
    guard searched - start <= LineBuffer.cap else { return .overlong }
    var line = bytes[start..<searched]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    searched += 1
    start = searched
    return .line(String(decoding: line, as: UTF8.self))
  }

  /// What has come since the last whole line, at most 200 bytes of it.
  var rest: String { String(decoding: bytes[start...].prefix(200), as: UTF8.self) }
}
