internal import Glibc
internal import Synchronization
internal import Terminal

/// Text on its way to one file: standard output, standard error, or a terminal.
///
/// Nothing here waits. What the file does not take at once is kept, in order, and goes out as the file
/// takes it, while the loop does everything else.
final class OutputQueue: Sendable {
  /// How a file takes bytes without keeping the loop.
  private enum Way {
    /// A description of our own, set to be non-blocking: nobody else sees that.
    case own(Int32)
    /// One that others have too, whose mode is left alone: asked first, then written in pieces that it
    /// has said to have room for.
    case shared(Int32)

    var descriptor: Int32 {
      switch self {
      case .own(let descriptor), .shared(let descriptor): descriptor
      }
    }
  }

  private struct State {
    var waiting: [UInt8] = []
    /// How much of them has gone out.
    var sent = 0
    var failure: SystemError?
    var isServed = false
    var isHeld = false

    var left: Int { waiting.count - sent }
  }

  /// How many bytes may wait before nothing new is begun that would add to them.
  static let limit = 1 << 20
  /// What a pipe with room for anything has room for (PIPE_BUF, pipe(7)).
  private static let piece = 4096

  private let loop: Loop
  private let way: Way
  private let state = Mutex(State())

  /// A queue to an inherited descriptor.
  init(_ descriptor: Int32, _ loop: Loop) {
    self.loop = loop
    way = OutputQueue.way(to: descriptor)
  }

  deinit {
    if case .own(let descriptor) = way { close(descriptor) }
  }

  // Of a plain file a second description would write over what others write to the first; and it
  // always has room, or says at once that it has none.
  private static func way(to descriptor: Int32) -> Way {
    var about = stat()
    let mode = fcntl(descriptor, F_GETFL)
    guard fstat(descriptor, &about) == 0, mode >= 0, [O_WRONLY, O_RDWR].contains(mode & O_ACCMODE)
    else {
      return .shared(descriptor)
    }
    switch about.st_mode & S_IFMT {
    case S_IFIFO, S_IFCHR:
      let flags = O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
      let own = open("/proc/self/fd/\(descriptor)", flags)
      return own < 0 ? .shared(descriptor) : .own(own)
    default: return .shared(descriptor)
    }
  }

  /// Whether two descriptors lead to the same file, so that the order between them can be seen.
  static func areOne(_ first: Int32, _ second: Int32) -> Bool {
    var (a, b) = (stat(), stat())
    guard fstat(first, &a) == 0, fstat(second, &b) == 0 else { return false }
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }

  /// Whether what waits is within the limit.
  var hasRoom: Bool { state.withLock { $0.left < OutputQueue.limit } }

  /// Why what was written did not arrive whole; nil where it did, or still may.
  var failure: SystemError? { state.withLock { $0.failure } }

  /// Takes a text. After a failure it is dropped: what comes later would be out of place.
  func write(_ text: String) {
    let isFirst = state.withLock { state in
      guard state.failure == nil, !text.isEmpty else { return false }
      state.waiting += text.utf8
      return !state.isServed && !state.isHeld
    }
    if isFirst { serve() }
  }

  /// Keeps what is written until `release`.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Lets out what was kept.
  func release() {
    let isFirst = state.withLock { state in
      state.isHeld = false
      return !state.isServed
    }
    if isFirst { serve() }
  }

  /// Waits until all has gone out or has failed, or the task is cancelled.
  func drain() async {
    while state.withLock({ $0.left > 0 }), !Task.isCancelled {
      guard await loop.writable(way.descriptor) else { return }
      send()
    }
  }

  /// Waits until there is room again; false when the task was cancelled first.
  func room() async -> Bool {
    while !hasRoom {
      guard await loop.writable(way.descriptor) else { return false }
      send()
    }
    return true
  }

  // Writes what goes at once, and the rest whenever the file takes it.
  private func serve() {
    send()
    guard !isDone() else { return }
    Task(executorPreference: loop) {
      repeat { await self.drain() } while !self.isDone()
    }
  }

  // What is written from here on is served anew.
  private func isDone() -> Bool {
    state.withLock { state in
      state.isServed = state.left > 0
      return !state.isServed
    }
  }

  // Writes until the file takes no more.
  private func send() {
    state.withLock { state in
      while state.left > 0 {
        switch put(state.waiting[state.sent...]) {
        case .success(0): return
        case .success(let count): state.sent += count
        case .failure(let error):
          state.failure = error
          state.sent = state.waiting.count
        }
      }
      state.waiting = []
      state.sent = 0
    }
    if failure?.number == EPIPE { loop.end(by: .closedPipe) }
  }

  // How many bytes went; none where there is no room.
  private func put(_ bytes: ArraySlice<UInt8>) -> Result<Int, SystemError> {
    var most = bytes.count
    if case .shared(let descriptor) = way {
      var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&polled, 1, 0) > 0 else { return .success(0) }
      most = min(most, OutputQueue.piece)
    }
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(way.descriptor, $0.baseAddress, most) }
      if count >= 0 { return .success(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .success(0)
      default: return .failure(SystemError(call: "write", number: errno))
      }
    }
  }
}
