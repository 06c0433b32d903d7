import Foundation
import Testing

@testable import Practice

@Suite struct ValueTests {
  @Test func `Times are written as the calendar has them`() {
    let time = CivilTime(unixSeconds: 1_661_420_047)
    #expect(time.httpDate == "Thu, 25 Aug 2022 09:34:07 GMT")
    #expect(time.entraTimestamp == "2022-08-25 09:34:07Z")
    #expect(time.iso == "2022-08-25T09:34:07Z")
    #expect(CivilTime(unixSeconds: 951_782_400).date == "2000-02-29")
    #expect(CivilTime(unixSeconds: 0).httpDate == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(CivilTime(unixSeconds: -1).iso == "1969-12-31T23:59:59Z")
  }

  @Test func `Every day of four hundred years is read back as it was written`() {
    for day in 0..<146_097 {
      let seconds = day * 86_400
      let date = CivilTime(unixSeconds: seconds).date
      if CivilTime.unixSeconds(ofDate: date) != seconds {
        Issue.record("\(date)")
        return
      }
    }
    for wrong in ["2026-02-29", "2026-13-01", "2026-1-1", "20261001", "", "2026-10-01Z"] {
      #expect(CivilTime.unixSeconds(ofDate: wrong) == nil)
    }
  }

  @Test func `Every byte survives a form`() {
    let all = String(decoding: (1...127).map { UInt8($0) }, as: UTF8.self) + "ä€😀"
    let form = FormFields(parsing: "a=\(FormFields.encode(all))&b=&c&a=second&x+y=1%2B+%zz")
    #expect(form["a"] == all)
    #expect(form.all("a") == [all, "second"])
    #expect(form["b"] == nil)
    #expect(form["c"] == nil)
    #expect(form["x y"] == "1+ %zz")
  }

  @Test func `JSON quotes what has to be quoted`() throws {
    let text = String(decoding: (0...127).map { UInt8($0) }, as: UTF8.self) + "ä😀"
    let value = JSONValue.object([
      ("a", .string(text)), ("b", .array([.number(-1), .bool(true), .bool(false), .null])),
    ])
    let read = Answer.object(value.bytes)
    #expect(read["a"] as? String == text)
    #expect(value.text.hasSuffix(",\"b\":[-1,true,false,null]}"))
  }

  @Test func `Base64 for URLs has no padding and no other alphabet`() {
    for count in 0...40 {
      let bytes = RandomBytes.make(count)
      let text = Base64URL.encode(bytes)
      #expect(!text.contains { "+/=".contains($0) })
      #expect(Base64URL.decode(text[...]) == bytes)
    }
    #expect(Base64URL.encode([0xfb, 0xff]) == "-_8")
    #expect(Base64URL.decode("+/8") == nil)
  }

  @Test func `Requests arrive in any pieces`() throws {
    let bytes = Array(
      "POST /a%20b?q=1+2 HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\nx=yGET / HTTP/1.1\r\n\r\n"
        .utf8)
    for piece in [1, 2, 7, bytes.count] {
      var reader = HTTPRequestReader()
      var requests: [HTTPRequest] = []
      for start in stride(from: 0, to: bytes.count, by: piece) {
        reader.append(Array(bytes[start..<min(start + piece, bytes.count)]))
        while case .request(let request) = reader.next() { requests.append(request) }
      }
      #expect(requests.map(\.path) == ["/a b", "/"])
      #expect(requests.first?.query["q"] == "1 2")
      #expect(requests.first?.form["x"] == "y")
    }
  }

  @Test(
    "What is no request is refused",
    arguments: [
      ("nonsense\r\n\r\n", 400), ("GET x HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nbroken\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: 262145\r\n\r\n", 413),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
      (String(repeating: "x", count: 32_769), 431),
    ])
  func refused(text: String, status: Int) {
    var reader = HTTPRequestReader()
    reader.append(Array(text.utf8))
    guard case .refused(status) = reader.next() else {
      Issue.record("not refused with \(status)")
      return
    }
  }

  @Test func `The line with the token has one form`() {
    func read(_ text: String) -> XOAUTH2Response? { XOAUTH2Response(base64: Base64.encode(text)) }
    #expect(read("user=a@b\u{1}auth=Bearer t\u{1}\u{1}")?.user == "a@b")
    #expect(read("user=a@b\u{1}auth=bearer t\u{1}\u{1}")?.token == "t")
    for wrong in [
      "", "user=a\u{1}auth=Bearer t", "user=a\u{1}auth=Bearer t\u{1}",
      "user=a\u{1}auth=Bearer t\u{1}\u{1}\u{1}", "auth=Bearer t\u{1}user=a\u{1}\u{1}",
      "user=a\u{1}auth=Basic t\u{1}\u{1}", "a\u{1}auth=Bearer t\u{1}\u{1}",
    ] {
      #expect(read(wrong) == nil)
    }
  }

  @Test func `Identifiers look like Microsoft's and are stable where they are derived`() {
    #expect(GUID.derived(from: "a") == GUID.derived(from: "a"))
    #expect(GUID.derived(from: "a") != GUID.derived(from: "b"))
    for id in [GUID.random(), GUID.derived(from: "x"), TenantPlan().tenantID] {
      #expect(GUID.isGUID(id))
    }
    for wrong in ["", "x", "00000000-0000-0000-0000-00000000000g", "0000"] {
      #expect(!GUID.isGUID(wrong))
    }
  }

  @Test func `Plain mailboxes are added by number`() {
    let plan = TenantPlan.mailboxes(count: 3)
    #expect(plan.mailboxes.suffix(3).map(\.name) == ["box-0001", "box-0002", "box-0003"])
    #expect(plan.mailboxes.last?.popAccount == "box-0003@practice.example")
  }
}
