/// Dates of HTTP headers (RFC 9110 §5.6.7).
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` and the two obsolete forms,
  /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`; nil for any other text.
  /// A year of two digits is taken to be within 1970…2069.
  package static func parse(_ text: some StringProtocol) -> Moment? {
    guard text.utf8.count <= 64 else { return nil }
    let words = String(text).split(separator: " ").map(String.init)
    switch words.count {
    case 6 where words[0].hasSuffix(",") && isUTC(words[5]):
      return moment(day: words[1], month: words[2], year: words[3], clock: words[4])
    case 4 where words[0].hasSuffix(",") && isUTC(words[3]):
      let date = words[1].split(separator: "-").map(String.init)
      guard date.count == 3, date[2].utf8.count == 2, let short = number(date[2]) else {
        return nil
      }
      let year = String(short < 70 ? 2000 + short : 1900 + short)
      return moment(day: date[0], month: date[1], year: year, clock: words[2])
    case 5:
      return moment(day: words[2], month: words[1], year: words[4], clock: words[3])
    default:
      return nil
    }
  }

  /// How far this clock is ahead of a server's `Date` header; negative when behind. Nil without a
  /// readable header. It is exact to about a second and the travel time.
  package static func clockSkew(_ header: String?, now: Moment) -> Duration? {
    header.flatMap { parse($0) }.map { now - $0 }
  }

  private static func isUTC(_ zone: String) -> Bool { ["GMT", "UTC"].contains(zone) }

  private static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy(isDigit) ? Int(text) : nil
  }

  private static func moment(day: String, month: String, year: String, clock: String) -> Moment? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard let month = months.firstIndex(of: month), let year = number(year),
      let day = number(day), let date = Day(year: year, month: month + 1, day: day),
      parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }),
      let hour = number(parts[0]), hour < 24, let minute = number(parts[1]), minute < 60,
      let second = number(parts[2]), second <= 60
    else { return nil }
    return Moment(seconds: date.start.seconds + Int64(hour * 3600 + minute * 60 + second))
  }
}
