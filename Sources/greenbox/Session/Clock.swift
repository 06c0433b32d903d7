internal import Core
internal import Glibc
internal import Presentation

/// The three clocks of the live world.
enum Clock {
  /// Wall-clock time.
  static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Time since the machine started, sleep included; no clock change moves it.
  static func uptime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  /// Seconds by which local time is ahead of UTC at a moment.
  static func offset(_ moment: Moment) -> Int {
    var seconds = time_t(moment.seconds)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : Int(parts.tm_gmtoff)
  }

  /// A moment as the local wall clock shows it, with its offset: `2026-11-23 06:35 +05:30`.
  static func local(_ moment: Moment) -> String {
    TimeFormatter(offset: offset(moment)).long(moment)
  }

  /// The local time of day, and the day too where it is not today: `06:35`, `11-23 06:35`.
  static func localTime(_ moment: Moment) -> String {
    TimeFormatter(offset: offset(moment), now: now()).short(moment)
  }
}
