// Written by tools/embed_themes.py from themes/standard.toml.
extension ThemeText {
  static let standard = #"""
    name = "Standard"
    summary = "The terminal's own colours, whatever they are."

    # No ground of its own, no yellow or cyan text, which a light terminal swallows, and the fewest
    # changes of colour: right on dark and light terminals, and short on a slow line.
    [roles]
    text           = {}
    heading        = { bold = true }
    muted          = { dim = true }
    code           = { bold = true }
    link           = { underline = true }
    warning        = { fg = "magenta", bold = true }
    good           = "green"
    error          = { fg = "red", bold = true }
    disabled       = { dim = true }
    frame          = {}
    frame_focus    = { bold = true }
    header         = { bold = true }
    footer         = {}
    key            = { bold = true }
    selection      = { reverse = true }
    selection_idle = { underline = true }
    input          = { underline = true }
    input_focus    = { reverse = true }
    input_changed  = { fg = "magenta", underline = true }
    badge_green    = "green"
    badge_yellow   = { fg = "black", bg = "yellow" }
    badge_red      = { fg = "bright_white", bg = "red", bold = true }
    badge_grey     = {}
    progress       = { reverse = true }

    """#
}
