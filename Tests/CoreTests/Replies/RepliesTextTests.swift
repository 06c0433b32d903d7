import Core
import Foundation
import Testing
import Fixtures

@Suite("Addresses, dates and base64url of replies")
struct RepliesTextTests {
  @Test("An address is taken apart, and its host and port are what credentials are bound to")
  func address() {
    let parsed = WebAddress("HTTPS://Login.Example.com:8443/a/b?x=1&y=2")
    #expect(parsed?.scheme == "https")
    #expect(parsed?.hostPort == "login.example.com:8443")
    #expect(parsed?.path == "/a/b")
    #expect(parsed?.query == "x=1&y=2")
    #expect(parsed?.text == "https://login.example.com:8443/a/b?x=1&y=2")
    #expect(WebAddress("https://a.example.com:443")?.text == "https://a.example.com/")
    #expect(WebAddress.tokenHost(of: "https://a.example.com/t") == "a.example.com:443")
    #expect(WebAddress.tokenHost(of: "https://127.0.0.1:8443/t") == "127.0.0.1:8443")
    #expect(WebAddress.tokenHost(of: "https://[::1]:8443/t") == "[::1]:8443")
    #expect(WebAddress.tokenHost(of: "http://a.example.com/t") == nil)
    #expect(WebAddress("http://a.example.com")?.port == 80)
  }

  @Test(
    "What is odd is refused rather than guessed",
    arguments: [
      "", "https://", "https:///x", "a.example.com", "ftp://a.example.com",
      "https://u@a.example.com/", "https://u:p@a.example.com/", "https://a.example.com#x",
      "https://a.example.com\\@b.example.com/", "https://a b/", "https://a.example.com/\u{A0}",
      "https://a.example.com:/", "https://a.example.com:0/", "https://a.example.com:65536/",
      "https://a.example.com:8a/", "https://a..b/", "https://a.example.com./",
      "https://[::1", "https://[]/", "https://[a]x/", "https://a%2eb.com/", "https://\n",
      "https://é.example.com/", "x https://a.example.com/",
    ])
  func odd(_ text: String) { #expect(WebAddress(text) == nil) }

  @Test("All three forms of an HTTP date are one moment")
  func dates() {
    let moment = Moment(iso: "1994-11-06T08:49:37Z")
    for text in [
      "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ] {
      #expect(HTTPDate.parse(text) == moment)
    }
    #expect(HTTPDate.parse("Thu, 29 Feb 2024 23:59:60 GMT")?.iso == "2024-03-01T00:00:00.000Z")
    for text in [
      "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
      "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 29 Feb 2023 08:49:37 GMT",
      "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "1994-11-06T08:49:37Z",
      String(repeating: "1 ", count: 100),
    ] {
      #expect(HTTPDate.parse(text) == nil, "\(text)")
    }
  }

  @Test("The clock's lead over the server is told, and nothing without a header")
  func skew() throws {
    let now = try #require(Moment(iso: "1994-11-06T08:55:37Z"))
    let header = "Sun, 06 Nov 1994 08:49:37 GMT"
    #expect(HTTPDate.clockSkew(header, now: now) == .seconds(360))
    #expect(HTTPDate.clockSkew(header, now: now - .seconds(400)) == .seconds(-40))
    #expect(HTTPDate.clockSkew(nil, now: now) == nil)
    #expect(HTTPDate.clockSkew("later", now: now) == nil)
  }

  @Test("Base64url agrees with Foundation's base64 for every length and comes back whole")
  func base64() {
    var generator = SplitMix(state: 7)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = Base64URL.encode(bytes)
      let theirs = Data(bytes).base64EncodedString()
      #expect(
        text
          == theirs.replacingOccurrences(of: "+", with: "-")
          .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: ""))
      #expect(Base64URL.decode(text.utf8) == bytes)
      let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
      #expect(Base64URL.decode(padded.utf8) == bytes)
    }
    for text in ["a", "a+b/", "ab=", "ab===", "a=bc", "ab c", "aB", "=", "abcde", "ü"] {
      #expect(Base64URL.decode(text.utf8) == nil, "\(text)")
    }
  }
}
