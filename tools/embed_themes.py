#!/usr/bin/env python3
"""Writes themes/*.toml into Sources/Config/Theme/Texts, so that the program has them wherever it
is run from. Run it after a change to a theme; a test compares the two."""
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent
into = root / "Sources/Config/Theme/Texts"
into.mkdir(exist_ok=True)
for file in sorted((root / "themes").glob("*.toml")):
    first, *rest = file.stem.split("-")
    name = first + "".join(word.capitalize() for word in rest)
    text = "".join("    " + line if line.strip() else line
                   for line in file.read_text().splitlines(keepends=True))
    (into / f"ThemeText+{name[0].upper() + name[1:]}.swift").write_text(
        f"// Written by tools/embed_themes.py from themes/{file.name}.\n"
        f"extension ThemeText {{\n  static let {name} = #\"\"\"\n{text}\n    \"\"\"#\n}}\n")
