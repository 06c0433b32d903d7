/// How every role looks. States are told by words and marks; a theme only helps the eye.
public struct Theme: Equatable, Sendable {
  /// What it is called.
  public var name: String
  /// A line about it.
  public var summary: String
  private var styles: [Role: Style]

  /// A theme that has a style for every role.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - summary: A line about it.
  ///   - style: How a role looks.
  public init(name: String, summary: String, style: (Role) -> Style) {
    self.name = name
    self.summary = summary
    styles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, style($0)) })
  }

  /// How a role looks.
  public subscript(role: Role) -> Style { styles[role] ?? Style() }

  /// How a role looks with no more colours than there are. Where there are none it is as
  /// `monochrome` has it: a choice that only colours show would not be seen.
  public func shown(_ role: Role, at depth: ColorDepth) -> Style.Shown {
    (depth == .none ? Theme.monochrome[role] : self[role]).shown(at: depth)
  }

  /// Attributes alone, in the terminal's own colours.
  public static let monochrome = Theme(
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
}
