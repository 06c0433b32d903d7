// Written by tools/embed_themes.py from themes/colour-blind-safe.toml.
extension ThemeText {
  static let colourBlindSafe = #"""
    name = "Colour-blind safe"
    summary = "Blue, yellow and orange in place of green, yellow and red."

    # Colours that stay apart without the red or the green cones (Okabe and Ito, "Color Universal
    # Design", 2008), some lightened for the dark ground.
    [palette]
    ground    = { rgb = "#11151c", ansi = "black" }
    ink       = { rgb = "#dfe3ea", ansi = "white" }
    bright    = { rgb = "#ffffff", ansi = "bright_white" }
    grey      = { rgb = "#9aa6b6", ansi = "bright_black" }
    line      = { rgb = "#6a7788", ansi = "bright_black" }
    sky       = { rgb = "#56b4e9", ansi = "cyan" }
    deep      = { rgb = "#1f3f5b", ansi = "blue" }
    field     = { rgb = "#1e2632", ansi = "black" }
    lemon     = { rgb = "#f0e442", ansi = "bright_yellow" }
    vermilion = { rgb = "#f0742a", ansi = "bright_red" }
    bar       = { rgb = "#cfd6e2", ansi = "white" }
    ash       = { rgb = "#aab4c3", ansi = "white" }

    [roles]
    text           = { fg = "ink", bg = "ground" }
    heading        = { fg = "bright", bold = true }
    muted          = "grey"
    code           = { fg = "bright", bold = true }
    link           = { fg = "ink", underline = true }
    warning        = { fg = "lemon", bold = true }
    good           = "sky"
    error          = { fg = "vermilion", bold = true }
    disabled       = "grey"
    frame          = "line"
    frame_focus    = { fg = "bright", bold = true }
    header         = { fg = "ground", bg = "bar" }
    footer         = "grey"
    key            = { fg = "bright", bold = true }
    selection      = { fg = "ground", bg = "bar" }
    selection_idle = { fg = "bright", bg = "deep" }
    input          = { fg = "ink", bg = "field", underline = true }
    input_focus    = { fg = "ground", bg = "bar" }
    input_changed  = { fg = "lemon", bg = "field", underline = true }
    badge_green    = { fg = "ground", bg = "sky", bold = true }
    badge_yellow   = { fg = "ground", bg = "lemon", bold = true }
    badge_red      = { fg = "ground", bg = "vermilion", bold = true, underline = true }
    badge_grey     = { fg = "ground", bg = "ash" }
    progress       = { fg = "ground", bg = "sky" }

    """#
}
