import Core
import Foundation
import Testing
import Fixtures

@Suite("Days, moments, forms and secrets")
struct WorldValuesTests {
  @Test("Every day from year 1 to 9999 goes to text and back, one number after the other")
  func days() throws {
    let first = try #require(Day(year: 1, month: 1, day: 1))
    let last = try #require(Day(year: 9999, month: 12, day: 31))
    #expect(first.number == -719_162)
    #expect(last.number == 2_932_896)
    var expected = (year: 1, month: 1, day: 1)
    var mismatches = 0
    for number in first.number...last.number {
      let day = Day(number: number)
      if day.civil != expected { mismatches += 1 }
      if Day(year: expected.year, month: expected.month, day: expected.day) != day {
        mismatches += 1
      }
      if number % 97 == 0, Day(iso: day.iso) != day { mismatches += 1 }
      let leap =
        expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
      let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      expected.day += 1
      if expected.day > lengths[expected.month - 1] {
        expected.day = 1
        expected.month += 1
      }
      if expected.month > 12 {
        expected.month = 1
        expected.year += 1
      }
    }
    #expect(mismatches == 0)
  }

  @Test("Days that do not exist, and texts that are no day, are nil")
  func noDays() {
    for (year, month, day) in [
      (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 0, 1), (2024, 13, 1), (2024, 4, 31),
      (0, 1, 1), (10_000, 1, 1), (2024, 1, 0), (2024, 1, -1), (2024, 1, .max),
    ] {
      #expect(Day(year: year, month: month, day: day) == nil)
    }
    for text in [
      "", "2024-2-09", "2024-02-9", "24-02-09", "2024-02-30", "2024/02/09", "2024-02-09 ",
      "+024-02-09", "2024-02-09-", "\u{FF12}024-02-09", "2024-02-0a",
    ] {
      #expect(Day(iso: text) == nil, "\(text)")
    }
    #expect(Day(iso: "2024-02-29")?.iso == "2024-02-29")
    #expect(Day(iso: "2000-02-29")?.number == 11_016)
  }

  @Test("A moment falls on its UTC day, before 1970 too")
  func dayOfMoment() {
    for (seconds, iso) in [
      (0, "1970-01-01"), (-1, "1969-12-31"), (-86_400, "1969-12-31"), (-86_401, "1969-12-30"),
      (86_399, "1970-01-01"), (86_400, "1970-01-02"),
    ] as [(Int64, String)] {
      #expect(Day(of: Moment(seconds: seconds)).iso == iso)
    }
    #expect(Day(of: Moment(milliseconds: -1)).iso == "1969-12-31")
    #expect(Moment(milliseconds: -1).seconds == -1)
  }

  @Test("Moments go to ISO text and back to the millisecond, and agree with Foundation")
  func moments() {
    var generator = SplitMix(state: 1970)
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    for _ in 0..<2000 {
      // Within the Gregorian calendar, where Foundation's counting is the same.
      let moment = Moment(
        milliseconds: Int64.random(in: -12_000_000_000_000...200_000_000_000_000, using: &generator)
      )
      #expect(Moment(iso: moment.iso) == moment)
      let theirs = formatter.date(from: moment.iso)?.timeIntervalSince1970
      #expect(theirs.map { Int64(($0 * 1000).rounded()) } == moment.milliseconds)
    }
    #expect(Moment(iso: "1969-12-31T23:59:59.999Z") == Moment(milliseconds: -1))
    #expect(Moment(iso: "2026-11-23T01:05:40Z")?.iso == "2026-11-23T01:05:40.000Z")
    for text in [
      "", "2026-11-23", "2026-11-23T01:05:40", "2026-11-23T01:05:40+01:00", "2026-11-23 01:05:40Z",
      "2026-11-23T24:05:40Z", "2026-11-23T01:60:40Z", "2026-11-23T01:05:61Z",
      "2026-11-23T01:05:40.1Z", "2026-11-23T01:05:40,123Z", "2026-02-29T01:05:40Z",
      "2026-11-23T0a:05:40Z", "2026-11-23T01:05:40.12aZ",
    ] {
      #expect(Moment(iso: text) == nil, "\(text)")
    }
  }

  @Test("A length of time is added and taken away in whole milliseconds")
  func durations() {
    let start = Moment(milliseconds: 1000)
    #expect(start + .milliseconds(1500) == Moment(milliseconds: 2500))
    #expect(start - .seconds(2) == Moment(milliseconds: -1000))
    #expect(start + .microseconds(1999) == Moment(milliseconds: 1001))
    #expect(Moment(milliseconds: 2500) - start == .milliseconds(1500))
    #expect(Duration.milliseconds(-1500).wholeMilliseconds == -1500)
    #expect(Duration.milliseconds(1999).wholeSeconds == 1)
  }

  @Test("A form encodes ~ + & = and every one of the 256 bytes so that they come back")
  func form() {
    var form = Form(["grant_type": "urn:x:y", "a b": "~+&= ü"])
    form.add("client_secret", Secret("~+&=%"))
    #expect(
      String(decoding: form.encoded.bytes, as: UTF8.self)
        == "grant_type=urn%3Ax%3Ay&a%20b=~%2B%26%3D%20%C3%BC&client_secret=~%2B%26%3D%25")
    #expect(form["grant_type"] == "urn:x:y")
    #expect(form["client_secret"] == nil)
    #expect(form.has("client_secret") && !form.has("scope"))
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    for byte in UInt8.min...UInt8.max {
      var one = Form()
      one.add("k", Secret([byte]))
      let text = String(decoding: one.encoded.bytes, as: UTF8.self)
      let escaped = "%" + String(format: "%02X", byte)
      #expect(
        text
          == "k=" + (unreserved.contains(byte) ? String(UnicodeScalar(byte)) : escaped))
    }
    #expect(Form().encoded.isEmpty)
    #expect(Form.encode("https://a/b c") == "https%3A%2F%2Fa%2Fb%20c")
  }

  @Test("A secret prints redacted however it is shown")
  func secret() {
    let secret = Secret("canary-value")
    #expect("\(secret)" == "<redacted 12 bytes>")
    #expect(String(reflecting: secret) == "<redacted 12 bytes>")
    var dumped = ""
    dump(secret, to: &dumped)
    dump((secret, [secret], Tokens(access: secret, refresh: secret)), to: &dumped)
    var form = Form()
    form.add("client_secret", secret)
    dump(form, to: &dumped)
    dump(HTTPRequest(url: "https://a.example.com", form: form, bearer: secret), to: &dumped)
    dumped += "\(form) \(Tokens(access: secret, refresh: nil)) \(form.encoded)"
    let facts = SecretFacts(
      fingerprint: "f", stored: Moment(milliseconds: 0), proof: .proved,
      binding: HostBinding(discovery: "h:443"))
    dumped += "\(Change.putSecret(registration: "r", secret, facts, .inForce, replacing: nil))"
    #expect(!dumped.contains("canary") && !dumped.contains("99, 97, 110"))
    #expect(dumped.contains("<redacted 12 bytes>"))
    #expect(Array(Mirror(reflecting: secret).children).isEmpty)
  }

  @Test("Secrets are equal by their bytes")
  func equality() {
    #expect(Secret("abc") == Secret([97, 98, 99]))
    #expect(Secret("abc") != Secret("abd"))
    #expect(Secret("abc") != Secret("abcd"))
    #expect(Secret("") == Secret([UInt8]()))
    #expect(Secret("").isEmpty && Secret("").bytes == [])
    #expect(Secret("abc").count == 3)
  }

  @Test(
    "A day in another form is understood where day and month cannot be exchanged",
    arguments: [
      ("31.05.2027", "2027-05-31"), ("05/31/2027", "2027-05-31"), ("31/05/2027", "2027-05-31"),
      ("5.6.2027", "2027-06-05"), ("2027/05/31", "2027-05-31"), ("05/05/2027", "2027-05-05"),
      ("05/06/2027", nil), ("31.02.2027", nil), ("13/13/2027", nil), ("31.05.27", nil),
      ("tomorrow", nil), ("", nil), ("1.2", nil), ("\u{661}.05.2027", nil), ("..", nil),
    ] as [(String, String?)])
  func meant(_ text: String, _ iso: String?) {
    #expect(Day(meantBy: text)?.iso == iso)
    #expect(SecretExpiry.finding(typed: text)?.fix == iso)
  }

  @Test("A day of the right form has no finding")
  func typed() { #expect(SecretExpiry.finding(typed: "2027-05-31") == nil) }
}
