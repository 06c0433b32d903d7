extension Moment {
  /// ISO 8601 in UTC with milliseconds, as stored and as printed in JSON: `2026-11-23T01:05:40.123Z`.
  package var iso: String {
    let day = Day(of: self)
    let inDay = milliseconds - day.start.milliseconds
    let hour = inDay / 3_600_000
    let minute = inDay / 60_000 % 60
    let second = inDay / 1000 % 60
    return "\(day.iso)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
      + ".\(padded(inDay % 1000, 3))Z"
  }

  /// Reads what `iso` writes, with or without the fraction; any other text is nil.
  package init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24, bytes[10] == UInt8(ascii: "T"),
      bytes.last == UInt8(ascii: "Z"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let day = Day(iso: bytes[0..<10]),
      let hour = decimal(bytes[11..<13]), hour < 24,
      let minute = decimal(bytes[14..<16]), minute < 60,
      let second = decimal(bytes[17..<19]), second < 61
    else { return nil }
    var fraction: Int64 = 0
    if bytes.count == 24 {
      guard bytes[19] == UInt8(ascii: "."), let read = decimal(bytes[20..<23]) else {
        return nil
      }
      fraction = read
    }
    let seconds = day.start.seconds + hour * 3600 + minute * 60 + second
    self.init(milliseconds: seconds * 1000 + fraction)
  }
}
