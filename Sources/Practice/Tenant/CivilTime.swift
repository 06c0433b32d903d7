/// A moment in UTC as a calendar shows it (proleptic Gregorian calendar, no leap seconds).
struct CivilTime: Equatable, Sendable {
  let year: Int
  let month: Int
  let day: Int
  let secondOfDay: Int
  let weekday: Int

  init(unixSeconds: Int) {
    let days = unixSeconds >= 0 ? unixSeconds / 86_400 : (unixSeconds - 86_399) / 86_400
    secondOfDay = unixSeconds - days * 86_400
    weekday = ((days + 4) % 7 + 7) % 7
    // Eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `2026-10-01`.
  var date: String { "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))" }

  /// `09:34:07`.
  var time: String {
    let hour = padded(secondOfDay / 3600, to: 2)
    let minute = padded(secondOfDay / 60 % 60, to: 2)
    return "\(hour):\(minute):\(padded(secondOfDay % 60, to: 2))"
  }

  /// `2026-10-01T09:34:07Z` (ISO 8601).
  var iso: String { "\(date)T\(time)Z" }

  /// `2026-10-01 09:34:07Z`, the form of Entra's error bodies.
  var entraTimestamp: String { "\(date) \(time)Z" }

  /// `Thu, 01 Oct 2026 09:34:07 GMT` (RFC 9110, section 5.6.7).
  var httpDate: String {
    "\(Self.weekdays[weekday]), \(padded(day, to: 2)) \(Self.months[month - 1]) "
      + "\(padded(year, to: 4)) \(time) GMT"
  }

  /// Midnight UTC of a date written `YYYY-MM-DD`, in seconds since 1970; nil if it is no date.
  static func unixSeconds(ofDate text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let seconds = (era * 146_097 + dayOfEra - 719_468) * 86_400
    // A date that does not come back as it was written, such as 30 February, is none.
    return CivilTime(unixSeconds: seconds).date == text ? seconds : nil
  }
}
