// Written by tools/embed_themes.py from themes/dark.toml.
extension ThemeText {
  static let dark = #"""
    name = "Dark"
    summary = "Light text on a dark ground of its own."

    # `ansi` is what a terminal of 8 or 16 colours shows instead.
    [palette]
    ground = { rgb = "#11151c", ansi = "black" }
    ink    = { rgb = "#d8dee9", ansi = "white" }
    bright = { rgb = "#f4f6fa", ansi = "bright_white" }
    grey   = { rgb = "#94a1b3", ansi = "bright_black" }
    line   = { rgb = "#647184", ansi = "bright_black" }
    sky    = { rgb = "#7fc8e8", ansi = "cyan" }
    deep   = { rgb = "#24415c", ansi = "blue" }
    field  = { rgb = "#1e2632", ansi = "black" }
    leaf   = { rgb = "#7fd08a", ansi = "green" }
    sand   = { rgb = "#f0c674", ansi = "yellow" }
    rose   = { rgb = "#ff8b8b", ansi = "bright_red" }
    bar    = { rgb = "#cfd6e2", ansi = "white" }
    ash    = { rgb = "#aab4c3", ansi = "white" }
    wine   = { rgb = "#a62639", ansi = "red" }

    [roles]
    text           = { fg = "ink", bg = "ground" }
    heading        = { fg = "sky", bold = true }
    muted          = "grey"
    code           = { fg = "bright", bold = true }
    link           = { fg = "sky", underline = true }
    warning        = { fg = "sand", bold = true }
    good           = "leaf"
    error          = { fg = "rose", bold = true }
    disabled       = "grey"
    frame          = "line"
    frame_focus    = { fg = "sky", bold = true }
    header         = { fg = "ground", bg = "bar" }
    footer         = "grey"
    key            = { fg = "sky", bold = true }
    selection      = { fg = "ground", bg = "sky" }
    selection_idle = { fg = "bright", bg = "deep" }
    input          = { fg = "ink", bg = "field", underline = true }
    input_focus    = { fg = "ground", bg = "bar" }
    input_changed  = { fg = "sand", bg = "field", underline = true }
    badge_green    = { fg = "ground", bg = "leaf", bold = true }
    badge_yellow   = { fg = "ground", bg = "sand", bold = true }
    badge_red      = { fg = "bright", bg = "wine", bold = true }
    badge_grey     = { fg = "ground", bg = "ash" }
    progress       = { fg = "ground", bg = "leaf" }

    """#
}
