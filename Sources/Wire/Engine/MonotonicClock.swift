import Glibc

/// Time on the engine thread: nanoseconds that no clock change moves.
enum MonotonicClock {
  /// Now.
  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// A moment that far from another; a negative length counts as none, a huge one as for ever.
  static func after(_ length: Duration, from start: UInt64) -> UInt64 {
    start.addingReportingOverflow(nanoseconds(length)).overflow
      ? .max : start + nanoseconds(length)
  }

  /// A length in nanoseconds, between none and some 292 years.
  static func nanoseconds(_ length: Duration) -> UInt64 {
    guard length > .zero else { return 0 }
    let (seconds, attoseconds) = length.components
    guard seconds < Int64.max / 1_000_000_000 - 1 else { return UInt64(Int64.max) }
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }

  /// Milliseconds between two moments, to the microsecond.
  static func milliseconds(from start: UInt64, to end: UInt64) -> Double {
    (Double(end &- start) / 1000).rounded() / 1000
  }
}
