import Canvas
import Testing

@testable import Terminal

/// Feeds bytes in pieces, then lets the time for the rest of a sequence pass.
private func inputs(_ pieces: [[UInt8]], secret: SecretEntry? = nil) -> [TerminalInput] {
  var queue = InputQueue()
  var found: [TerminalInput] = []
  let parts = pieces.flatMap { piece in
    stride(from: 0, to: piece.count, by: InputQueue.room).map {
      Array(piece[$0..<min($0 + InputQueue.room, piece.count)])
    }
  }
  for piece in parts {
    queue.fill { memory in
      memory.copyBytes(from: piece)
      return piece.count
    }
    while let input = queue.input(secret: secret, at: 0) { found.append(input) }
  }
  queue.timeOut()
  while let input = queue.input(secret: secret, at: 0) { found.append(input) }
  return found
}

private func keys(_ text: String) -> [Key] {
  inputs([Array(text.utf8)]).compactMap { if case .key(let key) = $0 { key } else { nil } }
}

@Suite("Terminal input")
struct InputTests {
  static let sequences: [(String, Key)] = [
    ("\u{1b}[A", .up), ("\u{1b}OB", .down), ("\u{1b}[1;5C", .right), ("\u{1b}Od", .left),
    ("\u{1b}[H", .home), ("\u{1b}OF", .end), ("\u{1b}[1~", .home), ("\u{1b}[4~", .end),
    ("\u{1b}[7~", .home), ("\u{1b}[8~", .end), ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown),
    ("\u{1b}[3~", .delete), ("\u{1b}[3;2~", .delete), ("\u{1b}[Z", .backTab),
    ("\u{1b}OP", .function(1)), ("\u{1b}[11~", .function(1)), ("\u{1b}[[A", .function(1)),
    ("\u{1b}[[E", .function(5)), ("\u{1b}[15~", .function(5)), ("\u{1b}[21~", .function(10)),
    ("\u{1b}[24~", .function(12)), ("\u{1b}[1;2P", .function(13)), ("\u{1b}[25~", .function(13)),
    ("\u{1b}[34~", .function(20)), ("\u{1b}OM", .enter), ("\r", .enter), ("\n", .enter),
    ("\t", .tab), ("\u{7f}", .backspace), ("\u{8}", .backspace), ("\u{1b}", .escape),
    ("\u{3}", .control("c")), ("\u{1a}", .control("z")), ("\u{1c}", .control("\\")),
    ("\0", .control("@")), ("\u{1f}", .control("_")), (" ", .character(" ")),
    ("ü", .character("ü")), ("漢", .character("漢")), ("👩", .character("👩")),
  ]

  @Test("each sequence is its key, whole and cut anywhere", arguments: sequences)
  func sequence(bytes: String, key: Key) {
    let whole = Array(bytes.utf8)
    for cut in 0..<whole.count {
      let pieces = [Array(whole[..<cut]), Array(whole[cut...])]
      #expect(inputs(pieces) == [.key(key)])
    }
    #expect(keys("a" + bytes + "b").dropFirst().first == key || bytes == "\u{1b}")
  }

  @Test("an Escape before a character is both, one before a sequence does not hide it")
  func escapes() {
    #expect(keys("\u{1b}x") == [.escape, .character("x")])
    #expect(keys("\u{1b}\u{1b}") == [.escape, .escape])
    #expect(keys("\u{1b}\u{1b}[A") == [.escape, .up])
    #expect(keys("\u{1b}[") == [.escape, .character("[")])
    #expect(keys("\u{1b}O") == [.escape, .character("O")])
    #expect(keys("\u{1b}O\r") == [.escape, .character("O"), .enter])
  }

  @Test(
    "what no key sends is not taken for typed text",
    arguments: [
      "\u{1b}[?64;1;2c", "\u{1b}[1;1R", "\u{1b}[I", "\u{1b}[2~", "\u{1b}[99~", "\u{1b}[1;2;3u",
      "\u{1b}[" + String(repeating: "1;", count: 5000) + "A", "\u{1b}[201~", "\u{1b}[[Z",
      "\u{1b}[<0;0;0M", "\u{1b}[<35;5;5M", "\u{1b}[<0;5;5m", "\u{1b}[<;;M",
      "\u{1b}[<99999999999999999999;1;1M",
    ])
  func foreign(bytes: String) {
    #expect(keys(bytes + "x") == [.character("x")])
  }

  @Test("bytes that are no UTF-8 count for nothing, and what follows them is read")
  func brokenUTF8() {
    let broken: [[UInt8]] = [
      [0x80], [0xff], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x91], [0xc0, 0xaf], [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80], [0xc2, 0x9b],
    ]
    for bytes in broken { #expect(inputs([bytes + [0x61]]) == [.key(.character("a"))]) }
    #expect(inputs([[0xc3, 0xc3, 0xbc]]) == [.key(.character("ü"))])
  }

  @Test("a paste is one key without control characters, whatever stands in it")
  func paste() {
    func pasted(_ text: String) -> [Key] { keys("\u{1b}[200~" + text + "\u{1b}[201~") }
    #expect(pasted("a\r\nb\rc\nd") == [.paste("a\nb\nc\nd")])
    #expect(pasted("") == [.paste("")])
    #expect(pasted("x\u{1b}[2Jy\u{1b}[201z\u{3}\0\u{9b}ü\t") == [.paste("x[2Jy[201zü\t")])
    #expect(pasted("\u{1b}[20") == [.paste("[20")])
    #expect(pasted("\u{1b}\u{1b}") == [.paste("")])
    let long = String(repeating: "x", count: KeyDecoder.longestPaste + 10)
    let pieces = Array(("\u{1b}[200~" + long + "\u{1b}[201~q").utf8)
    let cut = stride(from: 0, to: pieces.count, by: 4096).map {
      Array(pieces[$0..<min($0 + 4096, pieces.count)])
    }
    #expect(
      inputs(cut) == [
        .key(.paste(String(long.prefix(KeyDecoder.longestPaste)))), .key(.character("q")),
      ])
  }

  @Test("clicks and the wheel carry their cell, and the second of two quick clicks is a double one")
  func mouse() {
    var queue = InputQueue()
    func click(_ text: String, at now: Int) -> TerminalInput? {
      queue.fill { memory in
        memory.copyBytes(from: Array(text.utf8))
        return text.utf8.count
      }
      return queue.input(secret: nil, at: now)
    }
    let press = MouseEvent(.press, row: 4, column: 9)
    #expect(click("\u{1b}[<0;10;5M", at: 0) == .key(.mouse(press)))
    #expect(
      click("\u{1b}[<0;10;5M", at: 400) == .key(.mouse(MouseEvent(.doublePress, row: 4, column: 9)))
    )
    #expect(click("\u{1b}[<0;10;5M", at: 500) == .key(.mouse(press)))
    #expect(click("\u{1b}[<0;10;5M", at: 901) == .key(.mouse(press)))
    #expect(
      click("\u{1b}[<0;11;5M", at: 902) == .key(.mouse(MouseEvent(.press, row: 4, column: 10))))
    #expect(
      click("\u{1b}[<64;1;1M", at: 0) == .key(.mouse(MouseEvent(.wheelUp, row: 0, column: 0))))
    #expect(
      click("\u{1b}[<65;1;1M", at: 0) == .key(.mouse(MouseEvent(.wheelDown, row: 0, column: 0))))
  }

  @Test("a secret goes into its entry, typed or pasted, and no value holds any of it")
  func secret() {
    let entry = SecretEntry()
    let found = inputs(
      [Array("s3c\u{7f}\u{1b}[200~R\u{1b}[Aé\r\n\u{1b}[201~".utf8), Array("t\r".utf8)],
      secret: entry)
    #expect(
      found == [.secretEdited(count: 7), .secretEdited(count: 8), .key(.enter)])
    #expect(entry.take { String(decoding: $0, as: UTF8.self) } == "s3R[Aét")
  }

  @Test("keys leave a secret field, and what was edited before is told first")
  func secretKeys() {
    let entry = SecretEntry()
    #expect(
      inputs([Array("ab\t\u{1b}[Bc\u{15}\u{3}\u{1b}".utf8)], secret: entry) == [
        .secretEdited(count: 2), .key(.tab), .key(.down), .secretEdited(count: 0),
        .key(.control("c")), .key(.escape),
      ])
  }

  @Test("what was typed ahead goes to the field that has the focus when it is its turn")
  func typeAhead() {
    let entry = SecretEntry()
    var queue = InputQueue()
    let bytes = Array("a\t\u{1b}[200~secret\u{1b}[201~\rb".utf8)
    queue.fill { memory in
      memory.copyBytes(from: bytes)
      return bytes.count
    }
    #expect(queue.input(secret: nil, at: 0) == .key(.character("a")))
    #expect(queue.input(secret: nil, at: 0) == .key(.tab))
    #expect(queue.input(secret: entry, at: 0) == .secretEdited(count: 6))
    #expect(queue.input(secret: entry, at: 0) == .key(.enter))
    #expect(queue.input(secret: nil, at: 0) == .key(.character("b")))
    #expect(queue.input(secret: nil, at: 0) == nil)
  }

  @Test("a paste that began in a secret field ends there even if the focus has moved")
  func movedFocus() {
    let entry = SecretEntry()
    var queue = InputQueue()
    func feed(_ text: String) {
      queue.fill { memory in
        memory.copyBytes(from: Array(text.utf8))
        return text.utf8.count
      }
    }
    feed("\u{1b}[200~sec")
    #expect(queue.input(secret: entry, at: 0) == .secretEdited(count: 3))
    feed("ret\u{1b}[201~x")
    #expect(queue.input(secret: nil, at: 0) == .key(.character("x")))
  }

  @Test("no bytes crash, and text after them is still read")
  func anything() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bytes = (0..<200).map { _ in
        let often: [UInt8] = [0x1b, 0x5b, 0x4f, 0x3b, 0x32, 0x30, 0x7e, 0x3c, 0x4d]
        return Bool.random(using: &random)
          ? often.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
      }
      // Ends whatever the bytes began.
      let end = Array("\u{1b}[201~\u{18}\u{1b}[201~\u{18}x".utf8)
      #expect(inputs([bytes, end]).last == .key(.character("x")), "\(bytes)")
    }
  }
}
