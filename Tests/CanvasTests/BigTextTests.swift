import TestKit
import Testing

@testable import Canvas

@Suite("Device codes in big letters")
struct BigTextTests {
  private let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

  @Test("Every capital, every digit and the hyphen has five rows of one width")
  func complete() {
    #expect(Set(BigText.glyphs.keys) == Set(alphabet))
    for (character, rows) in BigText.glyphs {
      #expect(rows.count == BigText.height, "\(character)")
      #expect(Set(rows.map(\.count)).count == 1, "\(character)")
      #expect(rows.joined().allSatisfy { $0 == "#" || $0 == " " }, "\(character)")
    }
  }

  @Test("No two letters can be mistaken: they differ in width or in three cells at least")
  func unmistakable() {
    for first in alphabet {
      for second in alphabet where first < second {
        let a = BigText.glyphs[first] ?? []
        let b = BigText.glyphs[second] ?? []
        guard a.first?.count == b.first?.count else { continue }
        let differing = zip(a.joined(), b.joined()).filter { $0 != $1 }.count
        #expect(differing >= 3, "\(first) and \(second)")
      }
    }
  }

  @Test("The whole alphabet")
  func alphabetSnapshot() {
    let rows = ["ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ", "0123456789", "O0Q I1L B8 S5 Z2"]
    expectSnapshot(
      rows.flatMap { row in
        row.split(separator: " ").flatMap { BigText.lines(String($0), width: 80) + [""] }
      }, named: "alphabet")
  }

  @Test("A code of nine letters with a hyphen fits 80 columns, of twelve too")
  func fits() {
    #expect(BigText.lines("MWMW-QQQQ", width: 80).count == BigText.height)
    #expect(BigText.lines("MWMWMWMWMWMW", width: 80).count == BigText.height)
    #expect(BigText.lines("MWMWMWMWMWMWMW", width: 80) == ["M W M W M W M W M W M W M W"])
  }

  @Test("What does not fit is set apart, then left as it is")
  func fallback() {
    #expect(BigText.lines("ABCD-EFGH", width: 40) == ["A B C D - E F G H"])
    #expect(BigText.lines("ABCD-EFGH", width: 17) == ["A B C D - E F G H"])
    #expect(BigText.lines("ABCD-EFGH", width: 16) == ["ABCD-EFGH"])
  }

  @Test("A code with other characters is not drawn big")
  func foreignCharacters() {
    #expect(BigText.lines("abc", width: 80) == ["a b c"])
    #expect(BigText.lines("", width: 80) == [""])
  }

  @Test("The ink is the caller's")
  func ink() {
    #expect(
      BigText.lines("I1", width: 80, ink: "#")
        == [
          "#####   #", "  #    ##", "  #   # #", "  #     #", "#####  ###",
        ].map { $0.padding(to: 11) })
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: width - count)
  }
}
