import Testing

@testable import Wire

@Suite("Lines out of bytes")
struct LineBufferTests {
  @Test("Lines come whole however the bytes are cut")
  func anyCut() {
    let bytes = Array("+OK one\r\n\r\n+ \nlast\r\nrest".utf8)
    for size in 1...bytes.count {
      var buffer = LineBuffer()
      var lines: [String] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        buffer.append(bytes[start..<min(bytes.count, start + size)])
        while case .line(let line) = buffer.next() { lines.append(line) }
      }
      #expect(lines == ["+OK one", "", "+ ", "last"])
      #expect(buffer.rest == "rest")
    }
  }

  @Test("A line of 8192 bytes is taken; one more is too many, ended or not")
  func cap() {
    var buffer = LineBuffer()
    buffer.append(Array(repeating: 65, count: 8191) + [13, 10])
    #expect(buffer.next() == .line(String(repeating: "A", count: 8191)))
    buffer.append(Array(repeating: 65, count: 8192))
    #expect(buffer.next() == .more)
    buffer.append([65])
    #expect(buffer.next() == .overlong)
    var ended = LineBuffer()
    ended.append(Array(repeating: 65, count: 8193) + [10])
    #expect(ended.next() == .overlong)
  }

  @Test("Control bytes stay, and what is not UTF-8 is replaced")
  func controls() {
    var buffer = LineBuffer()
    buffer.append([43, 0, 27, 91, 0xFF, 13, 65, 13, 10])
    #expect(buffer.next() == .line("+\u{0}\u{1B}[\u{FFFD}\rA"))
  }
}
