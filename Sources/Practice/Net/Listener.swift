import Glibc
import Synchronization

/// Accepts connections on 127.0.0.1 and gives each a thread of its own, up to a limit.
///
/// At the limit it leaves further connections in the kernel's queue until one ends.
final class Listener: Sendable {
  /// The port it listens on.
  let port: UInt16

  private let descriptor: Int32
  private let limit: Int
  private let stopSignal: StopSignal
  private let timeout: Int32
  /// Threads alive, the accepting one included.
  private let threads = Mutex(0)
  private let wakeReader: Int32
  private let wakeWriter: Int32

  /// Binds the port, so that the address is known before anything is served.
  ///
  /// - Parameters:
  ///   - port: 0 lets the kernel choose.
  ///   - limit: connections served at once.
  ///   - timeout: milliseconds a connection may be silent.
  /// - Throws: `PracticeError.socket` when the port is taken.
  init(port: UInt16, limit: Int, timeout: Int32) throws(PracticeError) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .socket(call: "socket", errno: errno) }
    var on: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    guard LoopbackAddress.apply(port, { bind(descriptor, $0, $1) }) == 0,
      listen(descriptor, 512) == 0
    else {
      let reason = errno
      close(descriptor)
      throw .socket(call: "bind", errno: reason)
    }
    var bound = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &bound) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      close(descriptor)
      throw .socket(call: "pipe", errno: errno)
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    self.port = UInt16(bigEndian: bound.sin_port)
    self.descriptor = descriptor
    self.limit = limit
    self.timeout = timeout
    wakeReader = ends[0]
    wakeWriter = ends[1]
    stopSignal = try StopSignal()
  }

  deinit {
    close(descriptor)
    close(wakeReader)
    close(wakeWriter)
  }

  /// Serves until `stop`; the handler runs on the connection's own thread.
  func start(_ handler: @escaping @Sendable (StreamSocket) -> Void) throws(PracticeError) {
    threads.withLock { $0 += 1 }
    do {
      try DetachedThread.start {
        self.acceptConnections(handler)
        self.threadEnded()
      }
    } catch {
      threads.withLock { $0 -= 1 }
      throw error
    }
  }

  /// Ends every wait and returns when no thread of this listener is left, five seconds at most.
  func stop() {
    stopSignal.give()
    for _ in 0..<100 where threads.withLock({ $0 }) > 0 {
      var wait = pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0)
      poll(&wait, 1, 50)
      drainWakes()
    }
  }

  private func threadEnded() {
    threads.withLock { $0 -= 1 }
    var byte: UInt8 = 1
    write(wakeWriter, &byte, 1)
  }

  private func drainWakes() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(wakeReader, &bytes, bytes.count) > 0 {}
  }

  private func acceptConnections(_ handler: @escaping @Sendable (StreamSocket) -> Void) {
    while true {
      let full = threads.withLock { $0 } > limit
      var waits = [
        pollfd(fd: stopSignal.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
        pollfd(fd: full ? -1 : descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&waits, 3, -1)
      if waits[0].revents != 0 { return }
      if waits[1].revents != 0 { drainWakes() }
      guard waits[2].revents != 0 else { continue }
      let accepted = accept(descriptor, nil, nil)
      guard accepted >= 0 else {
        // Out of descriptors: the connection stays in the queue, so asking at once would spin.
        if errno == EMFILE || errno == ENFILE { poll(&waits, 1, 50) }
        continue
      }
      let socket = StreamSocket(adopting: accepted, stop: stopSignal, timeout: timeout)
      threads.withLock { $0 += 1 }
      do {
        try DetachedThread.start {
          handler(socket)
          self.threadEnded()
        }
      } catch {
        threadEnded()
      }
    }
  }
}
