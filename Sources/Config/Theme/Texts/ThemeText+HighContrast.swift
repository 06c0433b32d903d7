// Written by tools/embed_themes.py from themes/high-contrast.toml.
extension ThemeText {
  static let highContrast = #"""
    name = "High contrast"
    summary = "Bright, heavy colours on black, at least 7:1."

    [palette]
    ground = { rgb = "#000000", ansi = "black" }
    ink    = { rgb = "#ffffff", ansi = "bright_white" }
    silver = { rgb = "#e6e6e6", ansi = "white" }
    yellow_light = { rgb = "#ffff5f", ansi = "bright_yellow" }
    cyan_light   = { rgb = "#5fffff", ansi = "bright_cyan" }
    green_light  = { rgb = "#5fff5f", ansi = "bright_green" }
    red_light    = { rgb = "#ff9f9f", ansi = "bright_red" }

    [roles]
    text           = { fg = "ink", bg = "ground" }
    heading        = { fg = "yellow_light", bold = true }
    muted          = "silver"
    code           = { fg = "yellow_light", bold = true }
    link           = { fg = "cyan_light", bold = true, underline = true }
    warning        = { fg = "yellow_light", bold = true }
    good           = { fg = "green_light", bold = true }
    error          = { fg = "red_light", bold = true, underline = true }
    disabled       = "silver"
    frame          = "ink"
    frame_focus    = { fg = "yellow_light", bold = true }
    header         = { fg = "ground", bg = "ink" }
    footer         = "ink"
    key            = { fg = "yellow_light", bold = true }
    selection      = { fg = "ground", bg = "yellow_light" }
    selection_idle = { fg = "ground", bg = "silver" }
    input          = { underline = true }
    input_focus    = { fg = "ground", bg = "cyan_light" }
    input_changed  = { fg = "yellow_light", bold = true, underline = true }
    badge_green    = { fg = "ground", bg = "green_light", bold = true }
    badge_yellow   = { fg = "ground", bg = "yellow_light", bold = true }
    badge_red      = { fg = "ground", bg = "red_light", bold = true }
    badge_grey     = { fg = "ground", bg = "silver" }
    progress       = { fg = "ground", bg = "green_light" }

    """#
}
