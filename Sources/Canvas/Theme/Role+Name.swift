extension Role {
  /// Its name in a theme: `selection_idle`.
  package var name: String {
    switch self {
    case .text: "text"
    case .heading: "heading"
    case .muted: "muted"
    case .code: "code"
    case .link: "link"
    case .warning: "warning"
    case .qr: "qr"
    case .frame: "frame"
    case .frameFocus: "frame_focus"
    case .header: "header"
    case .footer: "footer"
    case .key: "key"
    case .selection: "selection"
    case .selectionIdle: "selection_idle"
    case .input: "input"
    case .inputFocus: "input_focus"
    case .inputChanged: "input_changed"
    case .disabled: "disabled"
    case .good: "good"
    case .error: "error"
    case .badgeGreen: "badge_green"
    case .badgeYellow: "badge_yellow"
    case .badgeRed: "badge_red"
    case .badgeGrey: "badge_grey"
    case .progress: "progress"
    }
  }

  /// The role of a name in a theme. Modules of a QR code have their colours fixed and are no theme's
  /// matter.
  package init?(name: String) {
    let match = Role.allCases.first { $0.name == name && $0 != .qr }
    guard let match else { return nil }
    self = match
  }
}
