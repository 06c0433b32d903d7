/// Breaks text into lines.
package enum Wrapping {
  /// The lines of a text, broken at spaces where there are any, else inside a word. Line feeds in
  /// the text are breaks as well.
  ///
  /// - Parameters:
  ///   - text: Safe to print, but for line feeds.
  ///   - width: Cells in a line; below 1 there are no lines.
  /// - Returns: At least one line for a width of 1 or more.
  package static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      paragraph(String($0), width)
    }
  }

  private static func paragraph(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let cells = TextWidth.of(word)
      if !line.isEmpty, used + 1 + cells > width {
        lines.append(line)
        (line, used) = ("", 0)
      } else if !line.isEmpty {
        line += " "
        used += 1
      }
      var rest = String(word)
      while TextWidth.of(rest) > width - used {
        var head = TextWidth.prefix(of: rest, width: width - used)
        // A character wider than the line is left out rather than waited for.
        if head.isEmpty && used == 0 { head = rest.prefix(1) }
        rest = String(rest.dropFirst(head.count))
        lines.append(TextWidth.of(head) > width ? line : line + head)
        (line, used) = ("", 0)
      }
      line += rest
      used += TextWidth.of(rest)
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }
}
