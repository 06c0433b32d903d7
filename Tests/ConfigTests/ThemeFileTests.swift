import Canvas
import Config
import Core
import Foundation
import Testing

private func refusal(ofTheme text: String) -> String? {
  do {
    _ = try ThemeFile.parse(Array(text.utf8), source: "my.toml")
    return nil
  } catch .text(let source, let line, let column, let message) {
    let place = [line, column].compactMap { $0.map(String.init) }
    return ([source] + place).joined(separator: ":") + ": " + message
  } catch {
    return "another failure: \(error)"
  }
}

private func linear(_ part: UInt8) -> Double {
  let value = Double(part) / 255
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
}

/// WCAG 2.2, "relative luminance" and "contrast ratio".
private func contrast(_ a: RGB, _ b: RGB) -> Double {
  func luminance(_ rgb: RGB) -> Double {
    0.2126 * linear(rgb.red) + 0.7152 * linear(rgb.green) + 0.0722 * linear(rgb.blue)
  }
  let (x, y) = (luminance(a), luminance(b))
  return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

/// What a style's colours look like at a depth; nil where the terminal decides.
private func colors(_ style: Style.Shown, _ depth: ColorDepth) -> (RGB, RGB)? {
  guard let text = style.foreground, let ground = style.background else { return nil }
  func rgb(_ index: Int) -> RGB {
    guard depth == .direct, index >= 8 else { return RGB(paletteIndex: index) }
    return RGB(UInt8(index >> 16), UInt8(index >> 8 & 255), UInt8(index & 255))
  }
  let pair = (rgb(text), rgb(ground))
  return style.attributes.contains(.reverse) ? (pair.1, pair.0) : pair
}

/// A colour as somebody sees it who lacks the red or the green cones (Viénot, Brettel and Mollon
/// 1999, in linear RGB), in CIELAB.
private func seen(_ rgb: RGB, lacksRed: Bool) -> [Double] {
  let (r, g, b) = (linear(rgb.red), linear(rgb.green), linear(rgb.blue))
  let both =
    lacksRed ? 0.11238 * r + 0.88762 * g : 0.29275 * r + 0.70725 * g
  let blue = lacksRed ? 0.00401 * r - 0.00401 * g + b : -0.02234 * r + 0.02234 * g + b
  let x = (0.4124 * both + 0.3576 * both + 0.1805 * blue) / 0.9505
  let y = 0.2126 * both + 0.7152 * both + 0.0722 * blue
  let z = (0.0193 * both + 0.1192 * both + 0.9505 * blue) / 1.089
  let (fx, fy, fz) = (f(x), f(y), f(z))
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

private func f(_ t: Double) -> Double { t > 0.008856 ? cbrt(t) : 7.787 * t + 16 / 116 }

private let head = "name = \"A\"\nsummary = \"B\"\n"

@Suite("Theme files")
struct ThemeFileTests {
  @Test("every built-in theme is read, and names each role", arguments: BuiltInTheme.allCases)
  func complete(theme: BuiltInTheme) throws {
    let read = try ThemeFile.parse(theme.file, source: "t")
    #expect(read == (try theme.theme()))
    let lines = String(decoding: theme.file, as: UTF8.self).split(separator: "\n")
    for role in Role.allCases where role != .qr {
      #expect(lines.contains { $0.hasPrefix(role.name + " ") })
    }
  }

  @Test("no file in themes/ is left out")
  func files() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(atPath: root.path + "/themes").sorted()
    #expect(files == BuiltInTheme.allCases.map { $0.name + ".toml" }.sorted())
  }

  @Test(
    "text is readable and frames are seen at every depth of known colours",
    arguments: BuiltInTheme.allCases, [ColorDepth.sixteen, .indexed, .direct])
  func contrasts(of builtIn: BuiltInTheme, at depth: ColorDepth) throws {
    let theme = try builtIn.theme()
    for role in Role.allCases where role != .qr {
      guard let (text, ground) = colors(theme.shown(role, at: depth), depth) else {
        // What the terminal's own colours come to is the terminal's matter.
        #expect(builtIn == .monochrome || builtIn == .standard)
        continue
      }
      let ratio = contrast(text, ground)
      let isStrong = builtIn == .highContrast && depth > .sixteen
      let least = role == .frame || role == .frameFocus ? 3 : isStrong ? 7 : 4.5
      #expect(ratio >= least, "\(builtIn.name) \(role.name) at \(depth.rawValue): \(ratio)")
    }
  }

  @Test(
    "good, warning and error stay apart without red or green cones",
    arguments: [ColorDepth.indexed, .direct], [true, false])
  func colourBlind(at depth: ColorDepth, lacksRed: Bool) throws {
    let theme = try BuiltInTheme.colourBlindSafe.theme()
    for roles in [[Role.good, .warning, .error], [.badgeGreen, .badgeYellow, .badgeRed]] {
      let shades = try roles.map { role in
        let (text, ground) = try #require(colors(theme.shown(role, at: depth), depth))
        return seen(roles[0] == .good ? text : ground, lacksRed: lacksRed)
      }
      for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let distance = zip(shades[a], shades[b]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        #expect(distance.squareRoot() >= 20, "\(roles[a].name) and \(roles[b].name)")
      }
    }
  }

  @Test("a role takes what it leaves out from text, one left out its attributes from monochrome")
  func inheritance() throws {
    let theme = try ThemeFile.parse(
      Array(
        (head + """
          [palette]
          night = "#000010"
          [roles]
          error = { fg = "bright_red", bold = true }
          good = "#00ff00"
          text = { fg = "default", bg = "night" }
          """).utf8), source: "t")
    let night = Color.rgb(RGB(0, 0, 16))
    #expect(theme.name == "A" && theme.summary == "B")
    #expect(theme[.text] == Style(.standard, on: night))
    #expect(theme[.error] == Style(.ansi(.brightRed), on: night, .bold))
    #expect(theme[.good] == Style(.rgb(RGB(0, 255, 0)), on: night))
    #expect(theme[.selection] == Style(.standard, on: night, .reverse))
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("", "my.toml: name is missing"),
      ("name = \"A\"", "my.toml: summary is missing"),
      ("name = 3", "my.toml:1:1: name must be a text of 1 to 80 characters"),
      (head + "[role]", "my.toml:3:2: unknown key \"role\"; did you mean roles?"),
      (head + "roles = 1", "my.toml:3:1: roles must be a table; it is a whole number"),
      (
        head + "[roles]\ntext = \"red\"\n  erorr = \"red\"",
        "my.toml:5:3: unknown role \"erorr\"; did you mean error?"
      ),
      (head + "[roles]\nqr = \"red\"", nil),
      (
        head + "[roles]\nerror = \"rde\"",
        "my.toml:4:1: error unknown colour \"rde\"; did you mean red?"
      ),
      (head + "[roles]\nerror = \"#12\"", "my.toml:4:1: error must be #rrggbb; it is \"#12\""),
      (
        head + "[roles]\nerror = { fg = \"red\", blink = true }",
        "my.toml:4:1: error unknown key \"blink\"; the keys are fg, bg, bold, dim, reverse, underline"
      ),
      (
        head + "[roles]\nerror = { bold = 1 }", "my.toml:4:1: error bold must be true or false"
      ),
      (
        head + "[roles]\nerror = []",
        "my.toml:4:1: error must be a colour or a table; it is an array"
      ),
      (
        head + "[palette]\nsky = \"blue\"",
        "my.toml:4:1: sky must be #rrggbb; it is \"blue\""
      ),
      (
        head + "[palette]\nred = \"#ff0000\"",
        "my.toml:4:1: red is the name of one of the terminal's own colours"
      ),
      (
        head + "[palette]\na = { ansi = \"red\" }", "my.toml:4:1: a must have rgb as #rrggbb"
      ),
      (
        head + "[palette]\na = { rgb = \"#000000\", ansi = \"pink\" }",
        "my.toml:4:1: a must have as ansi one of black, red, green, yellow, blue, magenta, cyan, white, bright_black, bright_red, bright_green, bright_yellow, bright_blue, bright_magenta, bright_cyan, bright_white"
      ),
      (
        head + "[palette]\n\"a b\" = \"#000000\"",
        "my.toml:4:1: a colour's name has no such characters: \"a b\""
      ),
    ] as [(String, String?)])
  func wrong(text: String, expected: String?) {
    guard let expected else {
      #expect(refusal(ofTheme: text)?.hasPrefix("my.toml:4:1: unknown role \"qr\"") == true)
      return
    }
    #expect(refusal(ofTheme: text) == expected)
  }

  @Test("no prefix and no changed byte of a theme crashes")
  func cutAndChanged() {
    let text = Array((head + "[palette]\na = { rgb = \"#000000\" }\n[roles]\ntext = \"a\"\n").utf8)
    var refused = 0
    for index in text.indices {
      if refusal(ofTheme: String(decoding: text[..<index], as: UTF8.self)) != nil { refused += 1 }
      for byte: UInt8 in [0, 10, 0x22, 0x23, 0x3d, 0x5b, 0x5d, 0x7b, 0x7d, 0x2e] {
        var changed = text
        changed[index] = byte
        if refusal(ofTheme: String(decoding: changed, as: UTF8.self)) != nil { refused += 1 }
      }
    }
    #expect(refused > text.count)
  }
}
