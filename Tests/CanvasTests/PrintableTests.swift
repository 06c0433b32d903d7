import Canvas
import Testing

@Suite("Foreign text on a terminal")
struct PrintableTests {
  @Test("Every control character, C0, DEL and C1, is spelled out")
  func controls() {
    for value in Array(UInt32(0)..<0x20) + Array(0x7f..<0xa0) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let spelled =
        switch value {
        case 9: "\\t"
        case 10: "\\n"
        case 13: "\\r"
        default: "\\u{\(String(value, radix: 16))}"
        }
      #expect(Printable.text(String(Character(scalar))) == spelled)
    }
  }

  @Test("Printable ASCII, accents, CJK and emoji stay as they are")
  func ordinaryText() {
    let ascii = String(decoding: Array(UInt8(0x20)..<0x7f), as: UTF8.self)
    #expect(Printable.text(ascii) == ascii)
    #expect(
      Printable.text("Grüße, Ελλάδα, привет, 日本語, 한국어, e\u{301} 🙂 …")
        == "Grüße, Ελλάδα, привет, 日本語, 한국어, e\u{301} 🙂 …")
  }

  @Test(
    "What reorders, joins or hides text is spelled out",
    arguments: [
      ("\u{202e}", "\\u{202e}"), ("\u{2066}", "\\u{2066}"), ("\u{200f}", "\\u{200f}"),
      ("\u{61c}", "\\u{61c}"), ("\u{200b}", "\\u{200b}"), ("\u{feff}", "\\u{feff}"),
      ("\u{200d}", "\\u{200d}"), ("\u{fe0f}", "\\u{fe0f}"), ("\u{ad}", "\\u{ad}"),
      ("\u{2028}", "\\u{2028}"), ("\u{2029}", "\\u{2029}"), ("\u{3164}", "\\u{3164}"),
      ("\u{e0041}", "\\u{e0041}"), ("\u{e000}", "\\u{e000}"), ("\u{fffe}", "\\u{fffe}"),
    ])
  func hidden(raw: String, spelled: String) {
    #expect(Printable.text("a" + raw + "b") == "a" + spelled + "b")
  }

  @Test("A joined emoji is shown as its parts")
  func joinedEmoji() {
    #expect(Printable.text("👩\u{200d}💻❤\u{fe0f}") == "👩\\u{200d}💻❤\\u{fe0f}")
  }

  @Test("Bytes that are no UTF-8 are spelled one by one")
  func invalidBytes() {
    #expect(Printable.text([0x61, 0x9b, 0x32, 0x4a]) == "a\\x9b2J")
    // Overlong, a surrogate, cut off, beyond the last scalar.
    #expect(Printable.text([0xc0, 0x80]) == "\\xc0\\x80")
    #expect(Printable.text([0xed, 0xa0, 0x80]) == "\\xed\\xa0\\x80")
    #expect(Printable.text([0x41, 0xe2, 0x82]) == "A\\xe2\\x82")
    #expect(Printable.text([0xf4, 0x90, 0x80, 0x80, 0x42]) == "\\xf4\\x90\\x80\\x80B")
    #expect(Printable.text("ü€🙂".utf8) == "ü€🙂")
  }

  @Test("Every single byte and every pair of bytes comes out free of controls")
  func allPairs() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let text = Printable.text([first, second])
        let isSafe = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && Printable.shows($0) }
        #expect(isSafe && !text.isEmpty, "\(first) \(second)")
      }
    }
  }

  @Test("An escape sequence of a server does nothing any more")
  func escapeSequence() {
    #expect(
      Printable.text("-ERR \u{1b}[2J\u{1b}]0;owned\u{7}\u{0}")
        == "-ERR \\u{1b}[2J\\u{1b}]0;owned\\u{7}\\u{0}")
  }

  @Test("Marks have a base, and no more than four of them stand on one")
  func marks() {
    #expect(Printable.text("\u{301}a") == "\\u{301}a")
    #expect(Printable.text("\u{7}\u{301}") == "\\u{7}\\u{301}")
    let tower = "a" + String(repeating: "\u{301}", count: 6)
    #expect(
      Printable.text(tower).unicodeScalars.elementsEqual(
        ("a\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}").unicodeScalars))
  }

  @Test("A width cuts by cells, with an ellipsis")
  func width() {
    #expect(Printable.text("short", width: 5) == "short")
    #expect(Printable.text("longer", width: 5) == "long…")
    #expect(Printable.text("日本語", width: 5) == "日本…")
    #expect(Printable.text("日本語", width: 4) == "日…")
    #expect(Printable.text("ab", width: 1) == "…")
    #expect(Printable.text("ab", width: 0) == "")
    #expect(Printable.text("\u{1b}[2J", width: 7) == "\\u{1b}…")
  }
}
