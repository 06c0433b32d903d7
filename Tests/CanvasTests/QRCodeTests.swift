import Canvas
import TestKit
import Testing

@Suite("QR code")
struct QRCodeTests {
  private let page = "https://microsoft.com/devicelogin"

  @Test("The page of a device login is a code of version 3, 29 modules a side")
  func size() throws {
    let code = try #require(QRCode(page))
    #expect(code.size == 29)
    let lines = code.blocks()
    #expect(lines.count == 19)
    #expect(Set(lines.map(\.count)) == [37])
    #expect(code.blocks(quiet: 2).count == 17)
  }

  @Test("The three finder patterns stand in their corners")
  func finders() throws {
    let code = try #require(QRCode(page))
    let far = code.size - 7
    for (row, column) in [(0, 0), (0, far), (far, 0)] {
      let pattern = (0..<7).map { y in
        String((0..<7).map { code.isDark(row: row + y, column: column + $0) ? "#" : "." })
      }
      #expect(
        pattern == [
          "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
        ])
    }
  }

  @Test("Half blocks, ASCII and the modules say the same, in both polarities")
  func renderingsAgree() throws {
    let code = try #require(QRCode(page))
    for inverse in [false, true] {
      let ascii = code.ascii(quiet: 2, inverse: inverse)
      let blocks = code.blocks(quiet: 2, inverse: inverse).map(Array.init)
      for row in 0..<code.size {
        for column in 0..<code.size {
          let isInk = code.isDark(row: row, column: column) == inverse
          let glyph = blocks[(row + 2) / 2][column + 2]
          let drawn: Set<Character> = (row + 2) % 2 == 0 ? ["█", "▀"] : ["█", "▄"]
          #expect(drawn.contains(glyph) == isInk)
          let pair = ascii[row + 2].dropFirst(2 * (column + 2)).prefix(2)
          #expect(pair == (isInk ? "##" : "  "))
        }
      }
    }
  }

  @Test("The quiet zone is light all around")
  func quietZone() throws {
    let lines = try #require(QRCode(page)).blocks()
    #expect(lines[0] == String(repeating: "█", count: 37))
    #expect(lines[1] == String(repeating: "█", count: 37))
    #expect(lines[17] == String(repeating: "█", count: 37))
    #expect(lines[18] == String(repeating: "█", count: 37))
    #expect(lines.allSatisfy { $0.hasPrefix("████") && $0.hasSuffix("████") })
  }

  @Test("As drawn")
  func snapshot() throws {
    expectSnapshot(try #require(QRCode(page)).blocks(), named: "devicelogin")
  }

  @Test("No code is made of nothing, of a NUL, or of more than a code can hold")
  func refused() {
    #expect(QRCode("") == nil)
    #expect(QRCode("a\u{0}b") == nil)
    #expect(QRCode(String(repeating: "a", count: 2331)) != nil)
    #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
  }
}
