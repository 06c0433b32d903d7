// Written by tools/embed_themes.py from themes/light.toml.
extension ThemeText {
  static let light = #"""
    name = "Light"
    summary = "Dark text on a light ground of its own."

    # `ansi` is what a terminal of 8 or 16 colours shows instead. Its green and yellow are too pale for
    # this ground.
    [palette]
    ground = { rgb = "#fbfaf7", ansi = "bright_white" }
    ink    = { rgb = "#24292f", ansi = "black" }
    grey   = { rgb = "#5d6670", ansi = "black" }
    line   = { rgb = "#87909a", ansi = "bright_black" }
    sea    = { rgb = "#0b5cad", ansi = "blue" }
    pale   = { rgb = "#d6e4f2", ansi = "cyan" }
    field  = { rgb = "#efece4", ansi = "bright_white" }
    leaf   = { rgb = "#1a6e31", ansi = "black" }
    snow   = { rgb = "#ffffff", ansi = "black" }
    moss   = { rgb = "#1a6e31", ansi = "green" }
    rust   = { rgb = "#8a5200", ansi = "magenta" }
    straw  = { rgb = "#f2cf63", ansi = "yellow" }
    brick  = { rgb = "#b3202c", ansi = "red" }
    bar    = { rgb = "#2f3a46", ansi = "black" }
    ash    = { rgb = "#d9dce0", ansi = "white" }

    [roles]
    text           = { fg = "ink", bg = "ground" }
    heading        = { fg = "sea", bold = true }
    muted          = "grey"
    code           = { fg = "ink", bold = true }
    link           = { fg = "sea", underline = true }
    warning        = { fg = "rust", bold = true }
    good           = { fg = "leaf", bold = true }
    error          = { fg = "brick", bold = true }
    disabled       = "grey"
    frame          = "line"
    frame_focus    = { fg = "sea", bold = true }
    header         = { fg = "ground", bg = "bar" }
    footer         = "grey"
    key            = { fg = "sea", bold = true }
    selection      = { fg = "ground", bg = "sea" }
    selection_idle = { fg = "ink", bg = "pale" }
    input          = { fg = "ink", bg = "field", underline = true }
    input_focus    = { fg = "ground", bg = "bar" }
    input_changed  = { fg = "rust", bg = "field", underline = true }
    badge_green    = { fg = "snow", bg = "moss", bold = true }
    badge_yellow   = { fg = "ink", bg = "straw", bold = true }
    badge_red      = { fg = "#ffffff", bg = "brick", bold = true }
    badge_grey     = { fg = "ink", bg = "ash" }
    progress       = { fg = "snow", bg = "moss" }

    """#
}
