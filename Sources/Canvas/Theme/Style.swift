/// How a role looks in a theme.
package struct Style: Hashable, Sendable {
  /// What a terminal can do to a character besides colouring it.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier, or brighter.
    package static let bold = Attributes(rawValue: 1)
    /// With a line below.
    package static let underline = Attributes(rawValue: 2)
    /// Text and background colour exchanged.
    package static let reverse = Attributes(rawValue: 4)
    /// Fainter.
    package static let dim = Attributes(rawValue: 8)
  }

  /// A style in the numbers of one terminal.
  package struct Shown: Hashable, Sendable {
    /// The number of the text colour; nil for the terminal's own.
    package var foreground: Int?
    /// The number of the background colour; nil for the terminal's own.
    package var background: Int?
    /// The rest of it.
    package var attributes: Attributes
  }

  /// The colour of the text.
  package var foreground: Color
  /// The colour behind it.
  package var background: Color
  /// The rest of it.
  package var attributes: Attributes

  /// A style; without arguments that of the terminal itself.
  package init(
    _ foreground: Color = .standard, on background: Color = .standard,
    _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The style with no more colours than there are.
  package func shown(at depth: ColorDepth) -> Shown {
    var shown = Shown(
      foreground: foreground.index(at: depth), background: background.index(at: depth),
      attributes: attributes)
    if case .rgb(_, ansi: nil) = foreground, depth <= .sixteen, shown.background == nil,
      let index = shown.foreground, [0, 7, 8, 15].contains(index)
    {
      // A grey on an unknown background may be no colour at all.
      shown.foreground = nil
    }
    guard depth == .eight else { return shown }
    if let index = shown.foreground, index >= 8 {
      shown.foreground = index - 8
      shown.attributes.insert(.bold)
    }
    shown.background = shown.background.map { $0 % 8 }
    // Dark on bright keeps apart what the two of one hue would not.
    if let index = shown.foreground, index == shown.background {
      shown.foreground = index == 0 || index == 4 ? 7 : 0
    }
    return shown
  }
}
