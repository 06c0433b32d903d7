import Core
import Testing

@Suite("Hidden characters (D14)")
struct UnsafeTextTests {
  @Test("Plain values have none, spaces within and single quotation marks included")
  func plain() {
    for text in ["", "a", "Oracle B2C Service Email", "it's", "say \"hi\" now", "ü~+&=\\/"] {
      #expect(UnsafeText.hits(in: text) == [])
      #expect(UnsafeText.cleaned(text) == text)
    }
  }

  @Test("Each is named with its number and place")
  func named() {
    #expect(
      UnsafeText.hits(in: "\u{FEFF}a\u{200B}b\u{A0}c\t").map(\.words) == [
        "a byte-order mark (U+FEFF) at the start", "a zero-width space (U+200B) in the middle",
        "a no-break space (U+00A0) in the middle", "a tab (U+0009) at the end",
      ])
    #expect(
      UnsafeText.hits(in: "\u{201C}value\u{201D}").map(\.words) == [
        "a quotation mark (U+201C) at the start", "a quotation mark (U+201D) at the end",
      ])
    #expect(
      UnsafeText.hits(in: "\u{A0}\u{A0}").map(\.words)
        == ["a no-break space (U+00A0) at the start"])
  }

  @Test("Cleaning is final: a cleaned text has no hidden characters, whatever it was")
  func idempotent() {
    var generator = SystemRandomNumberGenerator()
    let alphabet: [Unicode.Scalar] = [
      "a", "b", " ", "\"", "'", "\u{A0}", "\u{200B}", "\t", "\n", "\u{201C}", "\u{201D}",
      "\u{FEFF}",
      "\u{7}", "é", "\u{202E}", "`", "\u{AB}", "\u{BB}",
    ]
    for _ in 0..<5000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<8, using: &generator) {
        view.append(alphabet.randomElement(using: &generator) ?? "a")
      }
      let text = String(view)
      let clean = UnsafeText.cleaned(text)
      #expect(UnsafeText.hits(in: clean) == [], "from \(Array(text.unicodeScalars))")
      #expect(UnsafeText.cleaned(clean) == clean)
      if UnsafeText.hits(in: text).isEmpty { #expect(clean == text) }
    }
  }
}
