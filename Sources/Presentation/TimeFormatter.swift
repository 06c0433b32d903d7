package import Core

/// Times as the people here read them.
package struct TimeFormatter: Equatable, Sendable {
  /// Seconds by which local time is ahead of UTC.
  package var offset: Int
  package var now: Moment

  /// Times around a moment.
  ///
  /// - Parameters:
  ///   - offset: Seconds by which local time is ahead of UTC.
  ///   - now: The time; a time of another day is shown with its day.
  package init(offset: Int = 0, now: Moment = Moment(seconds: 0)) {
    self.offset = offset
    self.now = now
  }

  /// The time of day, and the day too where it is not today: `14:05`, `11-22 14:05`.
  package func short(_ moment: Moment) -> String {
    let here = moment + .seconds(offset)
    let day = Day(of: here)
    let time = String(here.iso.dropFirst(11).prefix(5))
    return day == Day(of: now + .seconds(offset)) ? time : "\(day.iso.dropFirst(5)) \(time)"
  }

  /// Day and time with the offset: `2026-11-23 14:05 +01:00`.
  package func long(_ moment: Moment) -> String {
    let here = moment + .seconds(offset)
    let minutes = abs(offset) / 60
    return "\(here.iso.prefix(10)) \(here.iso.dropFirst(11).prefix(5)) "
      + "\(offset < 0 ? "-" : "+")\(TimeFormatter.two(minutes / 60)):\(TimeFormatter.two(minutes % 60))"
  }

  /// How long a code still lasts, in steps of five seconds down to the last minute, so that what shows it
  /// changes no more often: `14:55 left`, `42 s left`.
  ///
  /// - Parameter seconds: What is left of it.
  /// - Returns: The words; nil where nothing is left.
  package static func left(_ seconds: Int64) -> String? {
    guard seconds > 0 else { return nil }
    guard seconds > 60 else { return "\(seconds) s left" }
    let stepped = seconds / 5 * 5
    return "\(stepped / 60):\(two(Int(stepped % 60))) left"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
