internal import Canvas
internal import Core
internal import TOMLKit

/// The colours that a theme has names for.
struct Palette {
  private var colors: [String: Color] = [:]

  /// Reads the table `[palette]` of a theme.
  init(_ text: TOMLText) throws(SettingsFailure) {
    let table = try text.subtable("palette")
    for name in text.keys(of: table, at: ["palette"]) {
      colors[name] = try text.at(["palette", name]) { () throws(Refusal) in
        guard TOMLText.isPlainName(name) else {
          throw Refusal("a colour's name has no such characters: \(shown(name))")
        }
        guard Palette.standard(name) == nil else {
          throw Refusal("\(name) is the name of one of the terminal's own colours")
        }
        guard let value = table[name] else { throw Refusal("\(name) has no value") }
        do throws(Refusal) {
          return try Palette.read(value)
        } catch {
          throw Refusal("\(name) \(error.words)")
        }
      }
    }
  }

  /// The colour of a name, or of `#rrggbb`.
  func color(_ name: String) throws(Refusal) -> Color {
    if let color = colors[name] ?? Palette.standard(name) { return color }
    if name.hasPrefix("#") { return .rgb(try Palette.rgb(name)) }
    let known = colors.keys.sorted() + ["default"] + ANSIColor.allCases.map(\.name)
    throw NearMiss.unknown("colour", name, among: known)
  }

  private static func standard(_ name: String) -> Color? {
    name == "default" ? .standard : ANSIColor(name: name).map(Color.ansi)
  }

  private static func rgb(_ text: String) throws(Refusal) -> RGB {
    guard let rgb = RGB(hex: text) else {
      throw Refusal("must be #rrggbb; it is \(shown(text))")
    }
    return rgb
  }

  private static func read(_ value: some TOMLValueConvertible) throws(Refusal) -> Color {
    if let text = value.string { return .rgb(try rgb(text)) }
    guard let table = value.table else {
      throw Refusal("must be #rrggbb or a table of rgb and ansi; it is \(value.type.words)")
    }
    for key in table.keys.sorted() where key != "rgb" && key != "ansi" {
      throw NearMiss.unknown("key", key, among: ["rgb", "ansi"])
    }
    guard table.keys.contains("rgb"), let text = table["rgb"]?.string else {
      throw Refusal("must have rgb as #rrggbb")
    }
    guard table.keys.contains("ansi") else { return .rgb(try rgb(text)) }
    guard let name = table["ansi"]?.string, let ansi = ANSIColor(name: name) else {
      let known = ANSIColor.allCases.map(\.name).joined(separator: ", ")
      throw Refusal("must have as ansi one of \(known)")
    }
    return .rgb(try rgb(text), ansi: ansi)
  }
}
