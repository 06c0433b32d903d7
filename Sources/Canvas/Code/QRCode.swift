internal import CQREncode

/// A QR code (ISO/IEC 18004) of a text, error correction level M.
package struct QRCode: Equatable, Sendable {
  /// Modules on a side, without the quiet zone.
  package let size: Int
  private let dark: [Bool]

  /// The code of a text; nil when it is empty, holds a NUL, or is too long for the largest code.
  package init?(_ text: String) {
    guard !text.utf8.contains(0),
      let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
    else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let data = code.pointee.data else { return nil }
    size = width
    // The lowest bit of a module is its colour; the others tell which part of the code it is.
    dark = (0..<width * width).map { data[$0] & 1 == 1 }
  }

  /// Whether the module is dark; outside the code everything is light.
  ///
  /// - Parameters:
  ///   - row: From 0 at the top.
  ///   - column: From 0 at the left.
  /// - Returns: True for dark.
  package func isDark(row: Int, column: Int) -> Bool {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
    return dark[row * size + column]
  }

  /// Two rows of modules in a line of half blocks.
  ///
  /// Readers want dark modules on a light ground, and glyphs take the terminal's colours: light
  /// glyphs on a dark screen need the light modules drawn, which is the usual case.
  ///
  /// - Parameters:
  ///   - quiet: Modules of empty ground on each side; 4 by the standard, 2 is read as well.
  ///   - inverse: Draws the dark modules instead, for a light screen.
  /// - Returns: The lines from the top.
  package func blocks(quiet: Int = 4, inverse: Bool = false) -> [String] {
    stride(from: -quiet, to: size + quiet, by: 2).map { row in
      String(
        (-quiet..<size + quiet).map { column in
          let upper = isDark(row: row, column: column) == inverse
          // Below the last row of an odd code is one more row of the ground: half a line in the
          // other colour would be a bar across the picture.
          let lower = isDark(row: row + 1, column: column) == inverse
          return QRCode.block(upper: upper, lower: lower)
        })
    }
  }

  /// One row of modules in a line, two characters each, for terminals that draw ASCII only.
  ///
  /// - Parameters:
  ///   - quiet: Modules of empty ground on each side.
  ///   - inverse: Draws the dark modules instead, for a light screen.
  /// - Returns: The lines from the top.
  package func ascii(quiet: Int = 4, inverse: Bool = false) -> [String] {
    (-quiet..<size + quiet).map { row in
      (-quiet..<size + quiet).map { column in
        isDark(row: row, column: column) == inverse ? "##" : "  "
      }.joined()
    }
  }

  private static func block(upper: Bool, lower: Bool) -> Character {
    switch (upper, lower) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }
}
