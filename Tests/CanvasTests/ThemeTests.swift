import Canvas
import Testing

@Suite("Themes")
struct ThemeTests {
  @Test("every colour of the cube and the grey ramp is its own nearest index")
  func palette() {
    for index in 16...255 {
      let rgb = RGB(paletteIndex: index)
      // Some greys are in both.
      #expect(RGB(paletteIndex: rgb.paletteIndex) == rgb)
    }
  }

  @Test("the ends of the scale stay in the palette")
  func ends() {
    #expect(RGB(255, 255, 255).paletteIndex == 231)
    #expect(RGB(0, 0, 0).paletteIndex == 16)
    #expect(RGB(248, 248, 248).paletteIndex == 231 || RGB(248, 248, 248).paletteIndex == 255)
    #expect(RGB(8, 8, 8).paletteIndex == 232)
  }

  @Test("each of the sixteen is the nearest to itself, and knows its name")
  func sixteen() {
    for color in ANSIColor.allCases {
      #expect(ANSIColor.nearest(to: color.rgb) == color)
      #expect(ANSIColor(name: color.name) == color)
    }
    #expect(ANSIColor.brightBlack.name == "bright_black")
    #expect(ANSIColor(name: "orange") == nil)
    #expect(ANSIColor.nearest(to: RGB(250, 20, 10)) == .brightRed)
  }

  @Test(
    "#rrggbb is read, and nothing else",
    arguments: [
      ("#1a2B3c", RGB(0x1a, 0x2b, 0x3c)), ("#000000", RGB(0, 0, 0)), ("1a2b3c", nil),
      ("#1a2b3", nil), ("#1a2b3cd", nil), ("#+a2b3c", nil), ("#1a2b3g", nil), ("", nil),
      ("#é2b3c", nil),
    ] as [(String, RGB?)])
  func hex(text: String, rgb: RGB?) {
    #expect(RGB(hex: text) == rgb)
  }

  @Test(
    "the depth follows the description, and NO_COLOR goes before it",
    arguments: [
      (-1, nil, .none), (2, nil, .none), (8, nil, .eight), (16, nil, .sixteen),
      (88, nil, .sixteen), (256, nil, .indexed), (16_777_216, nil, .direct), (256, "1", .none),
      (256, "", .indexed), (16_777_216, "0", .none),
    ] as [(Int, String?, ColorDepth)])
  func depth(colors: Int, noColor: String?, depth: ColorDepth) {
    #expect(ColorDepth.of(colors: colors, noColor: noColor) == depth)
  }

  @Test("a colour is shown at each depth by the number that the terminal knows")
  func depths() {
    let style = Style(.rgb(RGB(255, 0, 0), ansi: .brightMagenta), on: .rgb(RGB(0, 0, 3)))
    func shown(_ depth: ColorDepth) -> [Int?] {
      let shown = style.shown(at: depth)
      return [shown.foreground, shown.background, Int(shown.attributes.rawValue)]
    }
    #expect(shown(.direct) == [0xff_0000, 8, 0])
    #expect(shown(.indexed) == [196, 16, 0])
    #expect(shown(.sixteen) == [13, 0, 0])
    #expect(shown(.eight) == [5, 0, 1])
    #expect(shown(.none) == [nil, nil, 0])
    let own = Style(.ansi(.brightBlue), on: .standard, .underline)
    let shownOwn = own.shown(at: .indexed)
    #expect(shownOwn.foreground == 12 && shownOwn.background == nil)
    #expect(shownOwn.attributes == .underline)
    #expect(own.shown(at: .direct).foreground == 0x5c5cff)
  }

  @Test("a grey that only the nearest of sixteen could show is left to the terminal")
  func grey() {
    let grey = Style(.rgb(RGB(120, 120, 120)))
    #expect(grey.shown(at: .sixteen).foreground == nil)
    #expect(grey.shown(at: .indexed).foreground != nil)
    #expect(Style(.rgb(RGB(120, 120, 120)), on: .ansi(.blue)).shown(at: .sixteen).foreground == 8)
  }

  @Test("without colours every theme looks as the one without, so that a choice is seen")
  func monochrome() {
    let flat = Theme(name: "Flat", summary: "-") { _ in Style(.ansi(.red)) }
    for role in Role.allCases {
      let shown = flat.shown(role, at: .none)
      #expect(shown == Theme.monochrome[role].shown(at: .none))
      #expect(shown.foreground == nil && shown.background == nil)
    }
    let chosen: [Role] = [.selection, .selectionIdle, .inputFocus, .error, .frameFocus, .badgeRed]
    for role in chosen { #expect(Theme.monochrome[role] != Theme.monochrome[.text]) }
  }

  @Test("eight colours never draw text in the colour behind it")
  func eight() {
    for foreground in ANSIColor.allCases {
      for background in ANSIColor.allCases where foreground != background {
        let shown = Style(.ansi(foreground), on: .ansi(background)).shown(at: .eight)
        #expect(shown.foreground != shown.background)
      }
    }
  }

  @Test("each role has one name, and the QR code none that a theme could use")
  func names() {
    #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
    for role in Role.allCases { #expect(Role(name: role.name) == (role == .qr ? nil : role)) }
  }

  @Test(
    "a QR code is black on white wherever there are colours, white by reverse where there are not")
  func qr() {
    func look(_ glyph: Character, _ depth: ColorDepth) -> String {
      let (shown, style) = QRStyle.shown(glyph, at: depth)
      let colors = [style.foreground, style.background].map { $0.map(String.init) ?? "-" }
      return "\(shown) \(colors[0]) \(colors[1]) \(style.attributes.rawValue)"
    }
    let glyphs: [Character] = ["█", "▄", "▀", " "]
    #expect(
      glyphs.map { look($0, .indexed) } == ["  16 231 0", "▀ 16 231 0", "▀ 231 16 0", "  231 16 0"])
    #expect(glyphs.map { look($0, .sixteen) } == ["  0 15 0", "▀ 0 15 0", "▀ 15 0 0", "  15 0 0"])
    #expect(glyphs.map { look($0, .eight) } == ["  0 7 0", "▀ 0 7 0", "▀ 7 0 0", "  7 0 0"])
    #expect(glyphs.map { look($0, .none) } == ["  - - 4", "▀ - - 4", "▀ - - 0", "  - - 0"])
  }
}
