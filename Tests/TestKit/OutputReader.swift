import Foundation

/// Reads a descriptor to its end on a thread of its own.
final class OutputReader: Sendable {
  // Guarded by the condition's lock.
  private nonisolated(unsafe) var bytes: [UInt8] = []
  private nonisolated(unsafe) var taken = 0
  private nonisolated(unsafe) var hasEnded = false
  private let condition = NSCondition()

  init(_ descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 65536)
      while true {
        let got = read(descriptor, &buffer, buffer.count)
        if got < 0, errno == EINTR { continue }
        condition.lock()
        if got > 0 { bytes += buffer[..<got] } else { hasEnded = true }
        condition.broadcast()
        condition.unlock()
        if got <= 0 { break }
      }
      close(descriptor)
    }
  }

  /// Everything that has come so far.
  var text: String {
    condition.lock()
    defer { condition.unlock() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next line, or what stands after the last one; nil when nothing is left or time is up.
  func line(timeout: Int) -> String? {
    let deadline = Date(timeIntervalSinceNow: TimeInterval(timeout))
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let end = bytes[taken...].firstIndex(of: 10) {
        defer { taken = end + 1 }
        return String(decoding: bytes[taken..<end], as: UTF8.self)
      }
      if hasEnded {
        defer { taken = bytes.count }
        return taken < bytes.count ? String(decoding: bytes[taken...], as: UTF8.self) : nil
      }
      guard condition.wait(until: deadline) else { return nil }
    }
  }

  /// False when the end has not come by the deadline.
  func waitForEnd(_ deadline: Date) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while !hasEnded {
      guard condition.wait(until: deadline) else { return hasEnded }
    }
    return true
  }
}
