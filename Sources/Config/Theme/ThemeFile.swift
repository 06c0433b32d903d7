package import Canvas
package import Core
internal import TOMLKit

/// The text of a theme. Reading the file is the caller's part.
///
///     name = "Dark"
///     summary = "Light text on a dark ground."
///
///     [palette]
///     ink = "#d8dee9"
///     sky = { rgb = "#88c0d0", ansi = "bright_cyan" }   # `ansi` is for 8 and 16 colours
///
///     [roles]
///     text = { fg = "ink", bg = "black" }
///     heading = { fg = "sky", bold = true }
///
/// A colour is a name of the palette, one of the sixteen (`red`, `bright_red`), `default` for the
/// terminal's own, or `#rrggbb`. A role that leaves out a colour has that of `text`; one that is
/// left out has those of `text` and the attributes of `Theme.monochrome`.
package enum ThemeFile {
  /// Reads a theme.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - source: What it is called in a failure.
  /// - Returns: The theme.
  /// - Throws: The first thing that is wrong, a `.text` with its line and column.
  package static func parse(_ bytes: [UInt8], source: String) throws(SettingsFailure) -> Theme {
    let text = try TOMLText(bytes, source: source)
    let known = ["name", "summary", "palette", "roles"]
    for key in text.keys(of: text.table) where !known.contains(key) {
      try text.at([key]) { () throws(Refusal) in
        throw NearMiss.unknown("key", key, among: known)
      }
    }
    let name = try string("name", in: text)
    let summary = try string("summary", in: text)
    let palette = try Palette(text)
    let styles = try roles(in: text, palette)
    let base = styles[.text] ?? Style()
    return Theme(name: name, summary: summary) { role in
      styles[role]
        ?? Style(base.foreground, on: base.background, Theme.monochrome[role].attributes)
    }
  }

  private static func string(_ key: String, in text: TOMLText) throws(SettingsFailure) -> String {
    try text.at([key]) { () throws(Refusal) in
      guard let value = text.table[key] else { throw Refusal("\(key) is missing") }
      guard let string = value.string, (1...80).contains(string.count),
        string.unicodeScalars.allSatisfy(isPlain)
      else { throw Refusal("\(key) must be a text of 1 to 80 characters") }
      return string
    }
  }

  private static func roles(
    in text: TOMLText, _ palette: Palette
  ) throws(SettingsFailure) -> [Role: Style] {
    let table = try text.subtable("roles")
    var styles: [Role: Style] = [:]
    // First of all `text`, from which the others take what they leave out.
    let names = text.keys(of: table, at: ["roles"])
    for name in names.filter({ $0 == "text" }) + names.filter({ $0 != "text" }) {
      try text.at(["roles", name]) { () throws(Refusal) in
        guard let role = Role(name: name) else {
          let known = Role.allCases.filter { $0 != .qr }.map(\.name)
          throw NearMiss.unknown("role", name, among: known)
        }
        guard let value = table[name] else { throw Refusal("\(name) has no value") }
        do throws(Refusal) {
          styles[role] = try style(value, palette, base: styles[.text] ?? Style())
        } catch {
          throw Refusal("\(name) \(error.words)")
        }
      }
    }
    return styles
  }

  private static func style(
    _ value: some TOMLValueConvertible, _ palette: Palette, base: Style
  ) throws(Refusal) -> Style {
    var style = Style(base.foreground, on: base.background)
    if let name = value.string {
      style.foreground = try palette.color(name)
      return style
    }
    guard let table = value.table else {
      throw Refusal("must be a colour or a table; it is \(value.type.words)")
    }
    for key in table.keys.sorted() {
      guard let attribute = attributes[key] else {
        guard key == "fg" || key == "bg" else {
          throw NearMiss.unknown("key", key, among: ["fg", "bg"] + attributes.keys.sorted())
        }
        guard let name = table[key]?.string else { throw Refusal("\(key) must be a colour") }
        let color = try palette.color(name)
        if key == "fg" { style.foreground = color } else { style.background = color }
        continue
      }
      guard let isOn = table[key]?.bool else { throw Refusal("\(key) must be true or false") }
      if isOn { style.attributes.insert(attribute) }
    }
    return style
  }

  private static let attributes: [String: Style.Attributes] = [
    "bold": .bold, "underline": .underline, "reverse": .reverse, "dim": .dim,
  ]
}

extension TOMLText {
  /// A table at the top level; an empty one where it is left out.
  func subtable(_ name: String) throws(SettingsFailure) -> TOMLTable {
    try at([name]) { () throws(Refusal) in
      guard table.keys.contains(name), let value = table[name] else { return TOMLTable() }
      guard let table = value.table else {
        throw Refusal("\(name) must be a table; it is \(value.type.words)")
      }
      return table
    }
  }
}
