import Glibc

/// One TCP connection on loopback; it closes when the value dies.
final class StreamSocket: Sendable {
  /// What a wait for bytes ended with.
  enum Received: Equatable {
    case bytes([UInt8])
    /// The peer closed, or the connection broke.
    case closed
    /// Nothing came before the deadline.
    case timedOut
    /// The tenant is being stopped.
    case stopped
  }

  private let descriptor: Int32
  private let stop: StopSignal
  private let timeout: Int32

  /// Takes over a connected descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: the connected socket; owned from now on.
  ///   - stop: ends every wait when given.
  ///   - timeout: milliseconds one wait may take.
  init(adopting descriptor: Int32, stop: StopSignal, timeout: Int32) {
    self.descriptor = descriptor
    self.stop = stop
    self.timeout = timeout
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Connects to a port of this computer.
  convenience init(connectingTo port: UInt16, stop: StopSignal, timeout: Int32)
    throws(PracticeError)
  {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .socket(call: "socket", errno: errno) }
    guard LoopbackAddress.apply(port, { connect(descriptor, $0, $1) }) == 0 else {
      let reason = errno
      close(descriptor)
      throw .socket(call: "connect", errno: reason)
    }
    self.init(adopting: descriptor, stop: stop, timeout: timeout)
  }

  deinit { close(descriptor) }

  func receive() -> Received {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 { return .bytes(Array(buffer.prefix(count))) }
      if count == 0 { return .closed }
      guard errno == EAGAIN || errno == EINTR else { return .closed }
      if let end = wait(for: POLLIN, milliseconds: timeout) { return end }
    }
  }

  /// Sends all of it; false when the peer has gone, does not read, or the tenant stops.
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        guard errno == EAGAIN || errno == EINTR else { return false }
        guard wait(for: POLLOUT, milliseconds: timeout) == nil else { return false }
      }
    }
    return true
  }

  /// Ends our side and reads on until the peer has closed, half a second at most.
  func finish() {
    shutdown(descriptor, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 { continue }
      guard count < 0, errno == EAGAIN || errno == EINTR else { return }
      guard wait(for: POLLIN, milliseconds: 500) == nil else { return }
    }
  }

  /// Swallows everything and says nothing until the peer leaves or the tenant stops.
  func stall() {
    while true {
      switch receive() {
      case .bytes, .timedOut: continue
      case .closed, .stopped: return
      }
    }
  }

  /// Nil when the socket is ready, otherwise why the wait ended.
  private func wait(for events: Int32, milliseconds: Int32) -> Received? {
    var waits = [
      pollfd(fd: descriptor, events: Int16(events), revents: 0),
      pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&waits, 2, milliseconds)
    if waits[1].revents != 0 { return .stopped }
    if count == 0 { return .timedOut }
    return nil
  }
}
