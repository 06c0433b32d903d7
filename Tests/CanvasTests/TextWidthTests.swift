import Testing

@testable import Canvas

@Suite("Width of text")
struct TextWidthTests {
  @Test(
    "Cells of a text",
    arguments: [
      ("", 0), ("abc", 3), ("ü", 1), ("u\u{308}", 1), ("日本", 4), ("한", 2),
      ("\u{1112}\u{1161}\u{11ab}", 2), ("ｱ", 1), ("Ａ", 2), ("🙂", 2), ("👩\u{200d}💻", 2),
      ("❤\u{fe0f}", 2), ("❤", 1), ("🇩🇪", 2), ("👍🏽", 2), ("€", 1), ("█▀▄", 3), ("┌─┐", 3), ("…", 1),
      ("का", 2), ("\u{200b}", 0), ("\u{7}", 0), ("𠀀", 2),
    ])
  func cells(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test("The table of wide scalars is ascending and without overlap")
  func tableIsSorted() {
    #expect(TextWidth.wide.allSatisfy { $0.0 <= $0.1 })
    #expect(zip(TextWidth.wide, TextWidth.wide.dropFirst()).allSatisfy { $0.1 < $1.0 })
  }

  @Test("The ends of every wide range are wide, their neighbours outside are not")
  func tableIsSearchedRightly() {
    for (first, last) in TextWidth.wide {
      for value in [first, last] {
        guard let scalar = Unicode.Scalar(value) else { continue }
        // Marks within a range, as those at U+3099, are still of no width.
        #expect([0, 2].contains(TextWidth.of(scalar)))
      }
      for value in [first - 1, last + 1] {
        guard let scalar = Unicode.Scalar(value) else { continue }
        #expect(TextWidth.of(scalar) < 2)
      }
    }
  }

  @Test("A prefix never splits a character nor exceeds its width")
  func prefixes() {
    let text = "a日e\u{301}👩\u{200d}💻b"
    let expected = ["", "a", "a", "a日", "a日e\u{301}", "a日e\u{301}", "a日e\u{301}👩\u{200d}💻", text]
    #expect((0...7).map { String(TextWidth.prefix(of: text, width: $0)) } == expected)
  }

  @Test("Clipping tells that something is left out, in ASCII too")
  func clipping() {
    #expect(TextWidth.clip("abcdef", to: 6) == "abcdef")
    #expect(TextWidth.clip("abcdef", to: 5, ellipsis: "...") == "ab...")
    #expect(TextWidth.clip("abcdef", to: 2, ellipsis: "...") == "")
  }
}
