/// A calendar day without a time zone, as the portal shows a secret's expiry.
package struct Day: Comparable, Hashable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package var number: Int64

  /// The day that many days after 1970-01-01.
  package init(number: Int64) {
    self.number = number
  }

  /// A day of the proleptic Gregorian calendar, or nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let made = Day(number: Day.daysFromCivil(year, month, day))
    guard made.civil == (year, month, day) else { return nil }
    self = made
  }

  /// Reads `YYYY-MM-DD`; anything else is nil.
  package init?(iso text: some StringProtocol) {
    self.init(iso: Array(text.utf8)[...])
  }

  /// As above, of bytes: a large site holds tens of thousands of times.
  init?(iso bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    let dash = UInt8(ascii: "-")
    guard bytes.count == 10, bytes[start + 4] == dash, bytes[start + 7] == dash,
      let year = decimal(bytes[start..<start + 4]),
      let month = decimal(bytes[start + 5..<start + 7]),
      let day = decimal(bytes[start + 8..<start + 10])
    else { return nil }
    self.init(year: Int(year), month: Int(month), day: Int(day))
  }

  /// The day that is meant by `31.05.2027`, `05/31/2027` or `2027/05/31`; nil where day and month
  /// could be exchanged, and for any other text. With points the day comes first everywhere.
  package init?(meantBy text: String) {
    let text = UnsafeText.cleaned(text)
    guard let mark = text.first(where: { "./-".contains($0) }) else { return nil }
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }) else {
      return nil
    }
    let numbers = parts.compactMap { decimal(Array($0.utf8)[...]).map { Int($0) } }
    guard numbers.count == 3 else { return nil }
    if parts[0].utf8.count == 4 {
      self.init(year: numbers[0], month: numbers[1], day: numbers[2])
      return
    }
    guard parts[2].utf8.count == 4 else { return nil }
    let (first, second, year) = (numbers[0], numbers[1], numbers[2])
    if mark == "." || first > 12 || first == second {
      self.init(year: year, month: second, day: first)
    } else if second > 12 {
      self.init(year: year, month: first, day: second)
    } else {
      return nil
    }
  }

  /// The day in UTC on which a moment falls.
  package init(of moment: Moment) {
    let seconds = moment.seconds
    number = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }

  /// `YYYY-MM-DD`.
  package var iso: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Midnight UTC at which the day begins.
  package var start: Moment { Moment(seconds: number * 86_400) }

  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// Year, month and day of the proleptic Gregorian calendar.
  package var civil: (year: Int, month: Int, day: Int) {
    // Eras of 400 years that begin on 1 March, so that the leap day is the last of a year.
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month), Int(day))
  }

  private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let shifted = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * shifted + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// The number that digits spell; nil where anything else stands among them. For no more than 18.
func decimal(_ digits: ArraySlice<UInt8>) -> Int64? {
  var number: Int64 = 0
  for digit in digits {
    guard isDigit(digit) else { return nil }
    number = number * 10 + Int64(digit - 48)
  }
  return number
}

func padded(_ number: some BinaryInteger, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
