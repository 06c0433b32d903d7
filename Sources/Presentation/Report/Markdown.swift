import Core

/// A Markdown document under construction (CommonMark with tables). Whatever foreign text goes in
/// stays text: it makes no heading, link, image or HTML, and no control character of it survives.
package struct Markdown: Equatable, Sendable {
  /// The document so far.
  package private(set) var text = ""

  /// An empty document.
  package init() {}

  /// A heading of a level from 1 to 6.
  package mutating func heading(_ level: Int, _ words: String) {
    block(
      String(repeating: "#", count: min(max(level, 1), 6)) + " "
        + Markdown.escaped(words, inCell: true))
  }

  /// A paragraph.
  package mutating func paragraph(_ words: String) { block(Markdown.escaped(words)) }

  /// A list, numbered or not.
  package mutating func list(_ items: [String], numbered: Bool = false) {
    guard !items.isEmpty else { return }
    block(
      items.enumerated().map { number, item in
        (numbered ? "\(number + 1). " : "- ") + Markdown.escaped(item)
      }.joined(separator: "\n"))
  }

  /// A table; a row with too few cells is filled up.
  package mutating func table(_ header: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    let line = { (cells: [String]) in
      let all = cells + Array(repeating: "", count: max(0, header.count - cells.count))
      return "| " + all.map { Markdown.escaped($0, inCell: true) }.joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: " --- |", count: header.count)
    block(([line(header), rule] + rows.map(line)).joined(separator: "\n"))
  }

  /// Lines to be read, or copied, exactly as they are.
  package mutating func code(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    let plain = lines.map { Markdown.visible($0) }
    // The fence must be longer than any run of the same sign inside.
    let longest = plain.map { Markdown.longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    block(([fence + "text"] + plain + [fence]).joined(separator: "\n"))
  }

  private mutating func block(_ words: String) {
    text += (text.isEmpty ? "" : "\n") + words + "\n"
  }

  /// A text on one line in which no sign means anything to Markdown or HTML. Signs that mean
  /// something only at the beginning of a line are left alone in a cell.
  static func escaped(_ text: String, inCell: Bool = false) -> String {
    let all = Array(visible(text))
    var out = ""
    var number = !inCell
    for (at, character) in all.enumerated() {
      let before = at > 0 ? all[at - 1] : " "
      let after = at + 1 < all.count ? all[at + 1] : " "
      let obeyed =
        switch character {
        case "\\", "`", "*", "[", "]", "<", "~": true
        case "|": inCell
        // Within a word it is a sign like any other; &amp; and the like begin with a letter.
        case "_": !isWord(before) || !isWord(after)
        case "&": after == "#" || isWord(after)
        case "#", ">", "+", "-", "=": at == 0 && !inCell
        case ".", ")": number && at > 0
        default: false
        }
      if obeyed { out.append("\\") }
      out.append(character)
      number = number && character.isASCII && character.isNumber
    }
    return out
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// A text on one line, with what cannot be seen, or would move a terminal's cursor, spelled out.
  static func visible(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" || scalar == "\r" || scalar == "\t": out += " "
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        out += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func longestRun(of sign: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == sign ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
