/// How every role looks. States are told by words and marks; a theme only helps the eye.
package struct Theme: Equatable, Sendable {
  /// What it is called.
  package var name: String
  /// A line about it.
  package var summary: String
  private var styles: [Role: Style]

  /// A theme that has a style for every role.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - summary: A line about it.
  ///   - style: How a role looks.
  package init(name: String, summary: String, style: (Role) -> Style) {
    self.name = name
    self.summary = summary
    styles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, style($0)) })
  }

  /// How a role looks.
  package subscript(role: Role) -> Style { styles[role] ?? Style() }

  /// How a role looks with no more colours than there are. Where there are none it is as
  /// `monochrome` has it: a choice that only colours show would not be seen.
  package func shown(_ role: Role, at depth: ColorDepth) -> Style.Shown {
    (depth == .none ? Theme.monochrome[role] : self[role]).shown(at: depth)
  }

  /// Attributes alone, in the terminal's own colours.
  package static let monochrome = Theme(
    name: "Monochrome", summary: "No colours: bold, underline and reverse alone."
  ) { role in
    switch role {
    case .text, .frame, .qr: Style()
    case .muted, .disabled, .badgeGrey: Style(.standard, on: .standard, .dim)
    case .heading, .code, .frameFocus, .footer, .warning, .key, .good, .badgeGreen:
      Style(.standard, on: .standard, .bold)
    case .error, .inputChanged, .badgeYellow: Style(.standard, on: .standard, [.bold, .underline])
    case .badgeRed: Style(.standard, on: .standard, [.bold, .reverse])
    case .selectionIdle, .input, .link: Style(.standard, on: .standard, .underline)
    case .header, .selection, .inputFocus, .progress: Style(.standard, on: .standard, .reverse)
    }
  }

  /// The terminal's own colours: what is shown where no theme was asked for. It is the text of
  /// `themes/standard.toml` as a value, since the first picture should not wait for a parser.
  package static let standard = Theme(
    name: "Standard", summary: "The terminal's own colours, whatever they are."
  ) { role in
    switch role {
    case .text, .frame, .footer, .badgeGrey, .qr: Style()
    case .muted, .disabled: Style(.standard, on: .standard, .dim)
    case .heading, .code, .header, .key, .frameFocus: Style(.standard, on: .standard, .bold)
    case .link, .selectionIdle, .input: Style(.standard, on: .standard, .underline)
    case .selection, .inputFocus, .progress: Style(.standard, on: .standard, .reverse)
    case .good, .badgeGreen: Style(.ansi(.green))
    case .warning: Style(.ansi(.magenta), on: .standard, .bold)
    case .inputChanged: Style(.ansi(.magenta), on: .standard, .underline)
    case .error: Style(.ansi(.red), on: .standard, .bold)
    case .badgeYellow: Style(.ansi(.black), on: .ansi(.yellow))
    case .badgeRed: Style(.ansi(.brightWhite), on: .ansi(.red), .bold)
    }
  }
}
