/// Foreign text made safe to print on a terminal.
///
/// Whatever a server, a file or an address says, the result moves no cursor, changes no colour,
/// reorders nothing and hides nothing: what cannot be shown is spelled out, scalars as `\u{1b}`,
/// bytes that are no UTF-8 as `\x9b`, line feed, return and tab as `\n`, `\r`, `\t`.
package enum Printable {
  /// Marks that may stand on one base; more than any script needs is a trick that overprints the
  /// neighbouring lines.
  static let marksOnOneBase = 4

  /// Escapes bytes that ought to be UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: What came from outside.
  ///   - width: Cells at most, the rest given by an ellipsis; nil for all of it.
  /// - Returns: Text without a control, format or lone mark in it.
  package static func text(_ bytes: some Sequence<UInt8>, width: Int? = nil) -> String {
    var escaped = Escaper()
    var decoder = Unicode.UTF8.ForwardParser()
    let source = Array(bytes)
    var input = source.makeIterator()
    var position = 0
    while true {
      switch decoder.parseScalar(from: &input) {
      case .valid(let encoded):
        escaped.append(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in source[position..<position + length] { escaped.append(byte) }
        position += length
      case .emptyInput: return clipped(escaped.result, width)
      }
    }
  }

  /// Escapes a text.
  ///
  /// - Parameters:
  ///   - text: What came from outside.
  ///   - width: Cells at most, the rest given by an ellipsis; nil for all of it.
  /// - Returns: Text without a control, format or lone mark in it.
  package static func text(_ text: some StringProtocol, width: Int? = nil) -> String {
    var escaped = Escaper()
    for scalar in text.unicodeScalars { escaped.append(scalar) }
    return clipped(escaped.result, width)
  }

  /// Whether the scalar is shown as it is.
  package static func shows(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7f).contains(scalar.value) { return true }
    let properties = scalar.properties
    // Joiners, variation selectors, fillers, soft hyphens, tags: there, and not to be seen.
    if properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }

  private static func clipped(_ text: String, _ width: Int?) -> String {
    guard let width else { return text }
    return TextWidth.clip(text, to: width)
  }

  private struct Escaper {
    var result = ""
    private var marks = 0
    private var hasBase = false

    mutating func append(_ scalar: Unicode.Scalar) {
      guard Printable.shows(scalar) else { return spell(scalar) }
      if isMark(scalar) {
        marks += 1
        // A mark with nothing to stand on would join the text that is printed before this one.
        guard hasBase, marks <= Printable.marksOnOneBase else { return spell(scalar) }
      } else {
        marks = 0
        hasBase = true
      }
      result.unicodeScalars.append(scalar)
    }

    mutating func append(_ byte: UInt8) {
      let digits = String(byte, radix: 16)
      write("\\x" + (digits.count < 2 ? "0" : "") + digits)
    }

    private mutating func spell(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "\n": write("\\n")
      case "\r": write("\\r")
      case "\t": write("\\t")
      default: write("\\u{" + String(scalar.value, radix: 16) + "}")
      }
    }

    private mutating func write(_ escape: String) {
      result += escape
      hasBase = false
    }

    private func isMark(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: true
      default: false
      }
    }
  }
}
