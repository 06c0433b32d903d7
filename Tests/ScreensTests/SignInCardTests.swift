import Canvas
import Core
import Screens
import TestKit
import Testing

@Suite("Sign-in card")
struct SignInCardTests {
  private func card(
    code: String = "CSJ3-KFGH", page: String = "https://microsoft.com/devicelogin",
    expected: String = "support@contoso.com", left: Int64 = 899
  ) -> SignInCard {
    SignInCard(
      code: PendingSignIn.DeviceCode(
        userCode: code, verificationURI: page, expires: Moment(seconds: 1000 + left), interval: 5,
        mode: .secret),
      expected: expected, now: Moment(seconds: 1000))
  }

  private func expectCard(_ room: SignInCard.Room, named name: String) {
    let grid = card().grid(in: room)
    expectSnapshot(grid.lines + ["----"] + grid.roleLines, named: name)
  }

  @Test("120 columns: code, page and QR code side by side")
  func wide() { expectCard(.init(columns: 120, rows: 36), named: "120") }

  @Test("80 columns: the code above, page and QR code below")
  func medium() { expectCard(.init(columns: 80), named: "80") }

  @Test("40 columns: letters set apart, the QR code below everything")
  func narrow() { expectCard(.init(columns: 40), named: "40") }

  @Test("ASCII: no QR code, and nothing but ASCII")
  func ascii() {
    expectCard(.init(columns: 80, isASCII: true), named: "ascii")
    let lines = card(expected: "s@b.c").lines(in: .init(columns: 40, isASCII: true))
    #expect(lines.joined().utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("With 24 rows of 80 columns the QR code goes, not the code")
  func lowWindow() {
    let lines = card().lines(in: .init(columns: 80, rows: 24))
    #expect(lines.count <= 24)
    #expect(lines.contains("CSJ3-KFGH"))
    #expect(lines.contains("https://microsoft.com/devicelogin"))
    #expect(!lines.joined().contains("▄"))
  }

  @Test("At every width from 40 to 200 no line is too long and the address stands whole")
  func everyWidth() {
    for columns in 40...200 {
      let grid = card().grid(in: .init(columns: columns))
      #expect(grid.columns == columns)
      #expect(
        grid.lines.contains {
          $0 == "https://microsoft.com/devicelogin"
            || $0.hasPrefix("https://microsoft.com/devicelogin  ")
        })
    }
  }

  @Test(
    "Time left goes in steps of five seconds, in single ones in the last minute",
    arguments: [
      (899, "14:55 left"), (895, "14:55 left"), (894, "14:50 left"), (65, "1:05 left"),
      (61, "1:00 left"), (60, "60 s left"), (1, "1 s left"), (0, "The code has expired."),
      (-5, "The code has expired."),
    ])
  func timeLeft(seconds: Int64, text: String) {
    #expect(card(left: seconds).lines(in: .init(columns: 80, isASCII: true)).last == text)
  }

  @Test("A long address and a long name are broken, none is lost")
  func longAddress() {
    let page = "https://login.example.com/" + String(repeating: "path/", count: 12)
    let lines = card(page: page).lines(in: .init(columns: 40, isASCII: true))
    #expect(lines.joined().contains(page))
    #expect(lines.allSatisfy { $0.count <= 40 })
  }

  @Test("A hostile server's code and address do nothing to the terminal")
  func hostile() {
    let lines = card(code: "A\u{1b}[2J", page: "https://x/\u{202e}\u{7}", expected: "a\nb")
      .lines(in: .init(columns: 80, isASCII: true))
    #expect(
      lines == [
        "Sign in a\\nb", "", "A \\ u { 1 b } [ 2 J", "", "On any computer or phone, open",
        "https://x/\\u{202e}\\u{7}", "", "and enter the code", "A\\u{1b}[2J", "",
        "Sign in there as", "a\\nb", "", "14:55 left",
      ])
  }

  @Test("The QR code leads to the complete address where the server gives one")
  func completeAddress() throws {
    let code = PendingSignIn.DeviceCode(
      userCode: "AB", verificationURI: "https://x.example/d",
      verificationURIComplete: "https://x.example/d?user_code=AB", expires: Moment(seconds: 100),
      interval: 5, mode: .secret)
    let lines = SignInCard(code: code, expected: "a@b", now: Moment(seconds: 0))
      .lines(in: .init(columns: 40))
    let drawn = try #require(QRCode("https://x.example/d?user_code=AB")).blocks()
    #expect(Array(lines.suffix(drawn.count)) == drawn)
  }
}
