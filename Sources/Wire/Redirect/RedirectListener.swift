import Core
import Glibc

/// One awaited redirect on the engine thread: listens on loopback, answers everybody, and hands on the
/// query of the one GET that is the redirect. Its sockets are closed when its caller has its answer.
final class RedirectListener {
  private struct Connection {
    let socket: Int32
    let end: UInt64
    var head: [UInt8] = []
  }

  private let order: RedirectOrder
  private var listening: [Int32]
  private let port: Int
  private let deadline: UInt64
  private var connections: [Connection] = []
  private var query: String?

  /// Whether the caller has its answer.
  private(set) var isOver = false

  /// How long one connection may take over its request.
  static let connectionPatience = Duration.seconds(10)
  /// How many may be open at once; the oldest makes room for another.
  static let mostConnections = 8

  /// A listener; nil when the order was answered at once, since it cannot listen.
  init?(_ order: RedirectOrder) {
    do throws(LoopbackSocket.Refused) {
      (listening, port) = try LoopbackSocket.listen(on: order.request.port)
    } catch {
      let failure = NetworkFailure(
        .other, host: "localhost", port: order.request.port,
        detail: String(cString: strerror(error.number)))
      order.caller.resume(returning: .failure(.network(failure)))
      return nil
    }
    self.order = order
    deadline = MonotonicClock.after(order.request.patience, from: MonotonicClock.now)
    order.listening(port)
  }

  /// What to poll for something to read.
  var sockets: [Int32] { listening + connections.map(\.socket) }

  /// When the engine has to call `timedOut`.
  var timer: UInt64 { connections.reduce(deadline) { min($0, $1.end) } }

  /// Takes new connections and what has come on the open ones.
  func pump() {
    for socket in listening { accept(at: socket) }
    connections = connections.compactMap { query == nil ? read($0) : $0 }
    if let query { end(.success(query)) }
  }

  /// A connection's time has run out, or the redirect's.
  func timedOut() {
    let now = MonotonicClock.now
    for connection in connections where connection.end <= now { close(connection.socket) }
    connections.removeAll { $0.end <= now }
    if deadline <= now {
      end(.failure(.network(NetworkFailure(.timeout, host: "localhost", port: port))))
    }
  }

  /// Tells the caller that it was given up.
  func cancelled() { end(.failure(.cancelled)) }

  private func accept(at socket: Int32) {
    while true {
      let made = Glibc.accept(socket, nil, nil)
      guard made >= 0 else { return }
      _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      _ = fcntl(made, F_SETFL, O_NONBLOCK)
      if connections.count == RedirectListener.mostConnections {
        close(connections.removeFirst().socket)
      }
      let end = MonotonicClock.after(
        RedirectListener.connectionPatience, from: MonotonicClock.now)
      connections.append(Connection(socket: made, end: end))
    }
  }

  // Reads what is there; nil where the connection is done with, and closed.
  private func read(_ connection: Connection) -> Connection? {
    var connection = connection
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(connection.socket, &buffer, buffer.count, 0)
      if count < 0, errno == EAGAIN { return connection }
      guard count > 0 else { break }
      let before = connection.head.count
      connection.head += buffer.prefix(count)
      guard RedirectHead.isWhole(connection.head, after: before) else { continue }
      switch RedirectHead(connection.head, path: order.request.path, port: port) {
      case .refused(let status): answer(status, connection.socket)
      case .redirect(let query):
        answer(200, connection.socket)
        self.query = query
      }
      break
    }
    close(connection.socket)
    return nil
  }

  // A fresh connection takes that little whole; who does not read it gets nothing.
  private func answer(_ status: Int, _ socket: Int32) {
    let page = RedirectPage.answer(status)
    _ = page.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    shutdown(socket, Int32(SHUT_WR))
  }

  private func end(_ result: Result<String, Failure>) {
    guard !isOver else { return }
    isOver = true
    // Closed before the caller goes on, who may want the port again.
    for socket in sockets { close(socket) }
    listening = []
    connections = []
    order.caller.resume(returning: result)
  }
}
