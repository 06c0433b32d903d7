import Foundation

@testable import Practice

/// A mail client that reads and writes lines.
final class POPSession {
  enum Ended: Error {
    /// The connection is over, or was refused.
    case closed
    /// Nothing came in time.
    case silent
  }

  let socket: StreamSocket
  private let tls: TLSConnection
  private var buffer: [UInt8] = []

  init(
    _ tenant: PracticeTenant, expecting host: String = "127.0.0.1", patience: Int32 = 15_000
  ) throws {
    socket = try StreamSocket(
      connectingTo: tenant.popPort, stop: StopSignal(), timeout: patience)
    tls = try TLSConnection(
      .client(expecting: host), over: socket, with: TLSContext(trusting: tenant.caPEM))
    guard tls.handshake() else { throw Ended.closed }
  }

  func send(_ line: String) { tls.write(Array((line + "\r\n").utf8)) }

  /// The bytes of the next line, line end included.
  func bytes() throws -> [UInt8] {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeFirst(end + 1) }
        return Array(buffer[...end])
      }
      switch tls.read() {
      case .bytes(let more): buffer += more
      case .closed: throw Ended.closed
      case .timedOut, .stopped: throw Ended.silent
      }
    }
  }

  func line() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

  func ask(_ command: String) throws -> String {
    send(command)
    return try line()
  }

  /// A reply of several lines, up to the dot.
  func askMany(_ command: String) throws -> String {
    var text = try ask(command)
    while !text.hasSuffix("\r\n.\r\n") { text += try line() }
    return text
  }

  /// The two-line exchange; the reply to the second line.
  func authenticate(_ user: String, _ token: String) throws -> String {
    guard try ask("AUTH XOAUTH2") == "+ \r\n" else { throw Ended.closed }
    return try ask(Self.response(user, token))
  }

  static func response(_ user: String, _ token: String) -> String {
    Data("user=\(user)\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8).base64EncodedString()
  }

  /// Whether the server has closed, with nothing more said.
  var isOver: Bool { buffer.isEmpty && tls.read() == .closed }
}
