import Core
import Foundation
import Testing

@testable import Vault

@Suite struct BodyDecoderTests {
  /// One of everything that a body can hold.
  struct Sample: Codable, Equatable {
    enum Choice: Codable, Equatable {
      case plain
      case loaded(String, count: Int)
    }
    var text: String
    var whole: Int
    var small: UInt8
    var large: UInt64
    var fraction: Double
    var yes: Bool
    var no: Bool
    var absent: String?
    var list: [Int?]
    var lists: [[String]]
    var names: [String: Choice]
    var steps: [Step: Choice]
    var day: Day
  }

  static let sample = Sample(
    text: "\u{0}\u{1}\"\\/\n\t\r\u{8}\u{C} é 中 \u{1F469}\u{200D}\u{1F4BB} \u{2028}\u{FFFD}",
    whole: -42,
    small: 255, large: .max, fraction: -1.5e-7, yes: true, no: false, absent: nil,
    list: [1, nil, 3], lists: [[], ["a"], [""]],
    names: ["": .plain, "a\"b": .loaded("x", count: 2), "ä": .plain],
    steps: [.settings: .plain, .greenBox: .loaded("", count: 0)], day: Day(number: 20_000))

  @Test("it reads what Foundation writes, compact, spread out, or with slashes escaped")
  func reads() throws {
    for format: JSONEncoder.OutputFormatting in [
      [], .sortedKeys, .prettyPrinted, .withoutEscapingSlashes,
    ] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = format
      let body = Array(try encoder.encode(Self.sample))
      #expect(try BodyDecoder.decode(Sample.self, from: body) == Self.sample)
    }
    let mailbox = mailbox("support")
    #expect(
      try BodyDecoder.decode(Mailbox.self, from: Array(JSONEncoder().encode(mailbox))) == mailbox)
  }

  @Test(
    "it reads a text as Foundation does",
    arguments: [
      #""\u00e9\ud83d\udc69\b\f\n\r\t\/\\\"""#, " \"a\" ", "\"\"", "\"\\u0000\"", "\"é\"",
    ])
  func texts(json: String) throws {
    let theirs = try JSONDecoder().decode(String.self, from: Data(json.utf8))
    #expect(try BodyDecoder.decode(String.self, from: Array(json.utf8)) == theirs)
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "", " ", "{", "}", "[", "]", "[1", "[1,", "[,]", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{a:1}",
      "{\"a\":1,}", "\"", "\"\\", "\"\\\"", "tru", "truth", "nul", "1 2", "[1 2]", "[1]]",
      "\u{FEFF}1",
      "'a'", String(repeating: "[", count: 100_000),
    ])
  func malformed(json: String) {
    #expect(throws: JSONTape.Malformed.self) { try JSONTape(Array(json.utf8)) }
  }

  @Test(
    "a value of another type or range is refused",
    arguments: [
      "null", "1.5", "256", "-1", "1e2", "\"1\"", "true", "[]", "{}", "--1", "9999999999999999999",
    ])
  func wrongType(json: String) {
    #expect(throws: DecodingError.self) {
      try BodyDecoder.decode(UInt8.self, from: Array(json.utf8))
    }
  }

  @Test(
    "broken escapes are refused",
    arguments: ["\\u12", "\\ud83d", "\\ud83dx", "\\ud83d\\u0041", "\\uzzzz"])
  func escapes(text: String) {
    #expect(throws: DecodingError.self) {
      try BodyDecoder.decode(String.self, from: Array("\"\(text)\"".utf8))
    }
  }

  @Test("no cut and no changed byte of a body crashes")
  func cutAndChanged() throws {
    let body = Array(try JSONEncoder().encode(Self.sample))
    var refused = 0
    for index in body.indices {
      let cut = try? BodyDecoder.decode(Sample.self, from: Array(body[..<index]))
      #expect(cut == nil)
      for byte: UInt8 in [0, 0x20, 0x22, 0x2C, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0xFF] {
        var changed = body
        changed[index] = byte
        if (try? BodyDecoder.decode(Sample.self, from: changed)) == nil { refused += 1 }
      }
    }
    #expect(refused > body.count)
  }
}
