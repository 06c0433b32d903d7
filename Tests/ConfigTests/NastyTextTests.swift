import Config
import Core
import Testing

@Suite struct NastyTextTests {
  static let values = [
    "300", "-9223372036854775808", "99999999999999999999999999", "0xFFFFFFFFFFFFFFFF", "0b1",
    "1e400",
    "inf", "nan", "-0", "1979-05-27", "1979-05-27T07:32:00.999999999-23:59", "24:61:61",
    "9999-12-31",
    "true", "[]", "[[[[1]]]]", "{}", "{a={b={c=1}}}", "{ pop_port = 1 }", "\"\"", "''",
    "\"\"\"\"\"\"",
    "'''\n'''", "\"\\uD800\"", "\"\\U00110000\"", "\"\\x41\"", "\"\u{1F469}\u{200D}\u{1F4BB}\"",
    "\"\\",
    "\"\u{7F}\"", "[1, \"a\", {}]", "=", "#", "", "[", "{", "'", "\"\"\"", "1 2", "\u{2028}",
    String(repeating: "[", count: 2000),
    String(repeating: "[", count: 2000) + "1"
      + String(repeating: "]", count: 2000), String(repeating: "{a=", count: 1000),
    String(repeating: "9", count: 4000),
  ]
  static let keys = [
    "pop_port", "\"pop_port\"", "discovery", "a.b.c", "\"\"", "''", "[pop_port]\nx",
    "[[a]]\n[a.b]\nx",
    "é", "[=]\nx", "[.a]\nx", "[[ #", "[ ä]", "[[[a]]]", "[\n", "[ [", "a = [[\r\n}]", "a = }",
    "a = [\u{b}]", "a=1\n[{",
    "\"\u{1F469}\"", "\u{FEFF}scope", "pop_port.x", "[a", "]", ".", "\"\\n\"", "1", "-",
    String(repeating: "a.", count: 1500) + "a",
  ]

  @Test("no text crashes, and every refusal is one of a place in the text", arguments: keys)
  func nasty(key: String) {
    for value in Self.values {
      for end in ["", "\n", "\r\n", "\r", " # \u{9}", "\nscope = \"a\"", "\n\(key) = 1"] {
        let text = "\(key) = \(value)\(end)"
        let said = refusal(text)
        let fine = said == nil || said?.hasPrefix("config.toml:") == true
        #expect(fine, "\(text.prefix(60)): \(said ?? "")")
      }
    }
  }

  @Test("no prefix and no single change of a right text crashes")
  func cutAndChanged() {
    let right = Array(
      """
      discovery = "https://a.example/\\u0041" # words
      scope = \"\"\"a\"\"\"
      'pop_port' = 995
      "graph" = "https://g"
      pop_server = '''p'''
      """.utf8)
    #expect(refusal(right) == nil)
    var refused = 0
    for index in right.indices {
      if refusal(Array(right[..<index])) != nil { refused += 1 }
      for byte: UInt8 in [0, 10, 13, 0x22, 0x23, 0x27, 0x5B, 0x5C, 0x7B, 0x7D, 0xC3, 0xFF] {
        var changed = right
        changed[index] = byte
        if refusal(changed) != nil { refused += 1 }
      }
    }
    #expect(refused > right.count)
  }
}
