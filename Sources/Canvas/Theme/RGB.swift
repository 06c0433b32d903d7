/// A colour of the sRGB space (IEC 61966-2-1), eight bits a part.
package struct RGB: Hashable, Sendable {
  /// Its red, from 0 to 255.
  package var red: UInt8
  /// Its green, from 0 to 255.
  package var green: UInt8
  /// Its blue, from 0 to 255.
  package var blue: UInt8

  /// A colour of its three parts.
  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour as `#rrggbb`; nil for anything else.
  package init?(hex text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// The three parts as one number, red in the highest byte.
  package var packed: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  /// How differently two colours look: squares of the parts' differences, weighted for how the eye
  /// takes each at that level of red.
  package func distance(to other: RGB) -> Int {
    let level = (Int(red) + Int(other.red)) / 2
    let (r, g, b) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return (512 + level) * r * r + 1024 * g * g + (767 - level) * b * b
  }

  /// The nearest of the 6 × 6 × 6 cube and the grey ramp, as an index from 16 to 255. The first
  /// sixteen are left out: what they look like is not known.
  package var paletteIndex: Int {
    (16...255).min {
      RGB(paletteIndex: $0).distance(to: self) < RGB(paletteIndex: $1).distance(to: self)
    }
      ?? 16
  }

  /// What xterm draws an index from 16 to 255 as; one below as `ANSIColor` does.
  package init(paletteIndex index: Int) {
    switch index {
    case 232...255:
      let grey = UInt8(8 + 10 * (index - 232))
      self.init(grey, grey, grey)
    case 16...231:
      let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = index - 16
      self.init(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    default: self = (ANSIColor(rawValue: index) ?? .black).rgb
    }
  }
}
