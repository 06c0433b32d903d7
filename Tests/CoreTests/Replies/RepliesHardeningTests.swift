import Fixtures
import Core
import Foundation
import Testing

@Suite("Foreign bytes never crash a decoder")
struct RepliesHardeningTests {
  typealias Samples = RepliesSamples

  @Test("A body cut at any byte is a failure of its document, and only the whole one is read")
  func truncated() throws {
    for (name, body, decode) in Samples.decoders {
      let bytes = Array(body.utf8)
      for count in 0..<bytes.count {
        let reply = HTTPReply(status: 200, body: Array(bytes[..<count]))
        let kind: ReplyFailure.Kind = count == 0 ? .empty : .notJSON
        #expect(
          throws: Failure.reply(
            ReplyFailure(
              kind, document: name, status: 200, host: "h",
              detail: count == 0 ? "" : "\(count) bytes"))
        ) { try decode(reply) }
      }
      #expect(try !decode(HTTPReply(status: 200, body: bytes)).isEmpty)
    }
  }

  @Test("10,000 random mutations end in a value or a typed failure")
  func mutated() {
    var generator = SplitMix(state: 0x6772_6565_6e62_6f78)
    let refusal = Array(Samples.refusal.utf8)
    var read = 0
    for round in 0..<10_000 {
      let (_, body, decode) = Samples.decoders[round % Samples.decoders.count]
      var bytes = round % 5 == 0 ? refusal : Array(body.utf8)
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
        case 2 where bytes.count > 1: bytes.remove(at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 0..<40, using: &generator))
          bytes.insert(contentsOf: bytes[at..<end], at: at)
        }
      }
      let status = [200, 200, 400, 429][Int.random(in: 0..<4, using: &generator)]
      do throws(Failure) {
        #expect(try !decode(HTTPReply(status: status, body: bytes)).isEmpty)
        read += 1
      } catch {
        switch error {
        case .server(.refused), .server(.reply), .settings(.notHTTPS): break
        default: Issue.record("unexpected \(error)")
        }
      }
    }
    #expect(read > 0)
  }

  @Test("The JSON reader agrees with Foundation's on what is JSON")
  func differential() throws {
    let texts = [
      "null", "true", "-0", "0.5e-3", "[]", "{}", "[1,2,{\"a\":[null]}]", "\"\\ud83d\\ude00\"",
      "\"\\u00e9\\n\\/\"", " {\"a\" : 1 } ", "", "01", "1.", ".5", "+1", "-", "1e", "{,}",
      "{\"a\"}", "[1 2]", "tru", "truex", "\"a", "\"\u{1}\"", "'a'", "{a:1}", "1 1",
      "\"\\x\"", "\"\\u12g4\"", "[", "]", "nul",
    ]
    for text in texts {
      let theirs = try? JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      #expect((JSONValue(text.utf8) != nil) == (theirs != nil), "\(text)")
    }
    // Foundation lets these through; the RFC does not.
    #expect(JSONValue("[1,]".utf8) == nil && JSONValue("{\"a\":1,}".utf8) == nil)
    #expect(JSONValue("\"\\ud83d\\ude00\"".utf8) == .string("\u{1F600}"))
    #expect(JSONValue("\"\\ud83dx\\udc00\"".utf8) == .string("\u{FFFD}x\u{FFFD}"))
    #expect(JSONValue("{\"a\":1,\"a\":2}".utf8) == .object(["a": .number(2)]))
    #expect(JSONValue([0xEF, 0xBB, 0xBF, 0x31]) == .number(1))
    #expect(JSONValue([0x22, 0xFF, 0x22]) == nil)
  }

  @Test("Nesting ends at 64 levels, and a megabyte of brackets is refused at once")
  func deep() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(JSONValue(nested(65)) != nil)
    #expect(JSONValue(nested(66)) == nil)
    #expect(JSONValue([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)) == nil)
    #expect(
      JSONValue(Array(String(repeating: "{\"a\":", count: 200_000).utf8)) == nil)
  }
}
