// Written by tools/embed_themes.py from themes/monochrome.toml.
extension ThemeText {
  static let monochrome = #"""
    name = "Monochrome"
    summary = "No colours: bold, underline and reverse alone."

    [roles]
    text           = {}
    heading        = { bold = true }
    muted          = { dim = true }
    code           = { bold = true }
    link           = { underline = true }
    warning        = { bold = true }
    good           = { bold = true }
    error          = { bold = true, underline = true }
    disabled       = { dim = true }
    frame          = {}
    frame_focus    = { bold = true }
    header         = { reverse = true }
    footer         = { bold = true }
    key            = { bold = true }
    selection      = { reverse = true }
    selection_idle = { underline = true }
    input          = { underline = true }
    input_focus    = { reverse = true }
    input_changed  = { bold = true, underline = true }
    badge_green    = { bold = true }
    badge_yellow   = { bold = true, underline = true }
    badge_red      = { bold = true, reverse = true }
    badge_grey     = { dim = true }
    progress       = { reverse = true }

    """#
}
