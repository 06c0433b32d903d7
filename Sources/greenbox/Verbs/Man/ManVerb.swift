internal import ArgumentParser
internal import Core
internal import Screens

/// `greenbox man`: the manual page, made of the same help and the same key table as everything else.
struct ManVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Print the manual page: greenbox man | man -l -")

  func run() {
    Program.runBare(json: false) { (_, output) async throws(Failure) in
      output.write(ManualPage.text)
      return .holds
    }
  }
}

/// The manual page in roff's man macros.
enum ManualPage {
  static var text: String {
    var page = Roff()
    let root = Greenbox.configuration
    page.macro("TH", "GREENBOX", "1", "", "greenbox \(Greenbox.version)")
    // An address longer than a line could not be spread over it.
    page.macro("na")
    page.macro("SH", "NAME")
    page.text("greenbox - \(root.abstract)")
    page.macro("SH", "SYNOPSIS")
    page.text("greenbox [--plain]")
    page.macro("br")
    page.text("greenbox VERB [OPTIONS]")
    page.macro("SH", "DESCRIPTION")
    page.text(root.discussion)
    page.macro("SH", "THE CONSOLE")
    page.text(console)
    for row in KeyTable.standard.manual {
      page.macro("TP")
      page.text("\(row.keys.joined(separator: ", "))   (\(row.name))")
      page.text(row.help)
    }
    page.macro("PP")
    page.text(rebinding)
    page.verbatim("[keys]\nverify = \"F5\"\npalette = [\":\", \"^P\", \"F2\"]")
    page.macro("SH", "PLAIN MODE")
    page.text(plain)
    page.macro("SH", "VERBS")
    for verb in root.subcommands {
      page.macro("SS", "greenbox \(verb.configuration.commandName ?? "")")
      page.verbatim(Greenbox.helpMessage(for: verb, columns: 76))
      for part in verb.configuration.subcommands where part.configuration.shouldDisplay {
        page.macro("PP")
        page.verbatim(Greenbox.helpMessage(for: part, columns: 76))
      }
    }
    page.macro("SH", "FILES")
    page.text(files)
    return page.text
  }

  private static let console = """
    Without a verb, in a terminal, greenbox opens the console. Its last line names the keys that \
    work here and now, ? tells all of them, and : finds a command by its name. These are all \
    commands, with the keys as shipped and the name by which config.toml knows them:
    """

  private static let rebinding = """
    The table [keys] of config.toml gives commands other keys: the name of a key, or a list of \
    them. A line that is wrong, or whose key does something else in the same place, is named with \
    its line and column when the console opens, and the usual key stays in force. A letter stays a \
    letter where text is typed.
    """

  private static let plain = """
    With --plain greenbox prints lines one below the other and asks with numbered choices: for \
    screen readers, and for terminals that cannot place a cursor (TERM=dumb). The words in brackets \
    are those of the table above. Without it such a terminal, and anything that is no terminal, \
    gets the status.
    """

  private static let files = """
    Everything is kept under $GREENBOX_HOME, or without it in ~/.local/share/greenbox and \
    ~/.config/greenbox/config.toml. Themes of one's own are in the folder themes beside config.toml.
    edits.json holds what a console that had to go left unsaved, without secrets and codes; one that \
    cannot be read is said and left there.

    Key, passphrase and secret files must be closed to others; config.toml, its ca_file and themes \
    must not be writable by others, nor the folders on the way to them, but for sticky ones. All \
    belong to the account that runs greenbox, or to root. What is refused is named, with the chmod or \
    chown to run. A secret, passphrase or authority that a flag or variable names may be a pipe.
    """
}

/// Text in roff's man macros.
struct Roff {
  private(set) var text = ""

  /// A macro with its arguments, a line of its own.
  mutating func macro(_ name: String, _ arguments: String...) {
    let quoted = arguments.map { " \"\(Roff.escaped($0).replacing("\"", with: "\\(dq"))\"" }
    text += ".\(name)\(quoted.joined())\n"
  }

  /// Text that is filled; an empty line in it begins a paragraph.
  mutating func text(_ words: String) {
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { macro("PP") } else { self.text += Roff.line(line) }
    }
  }

  /// Text whose lines stay as they are.
  mutating func verbatim(_ words: String) {
    macro("nf")
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      text += Roff.line(line)
    }
    macro("fi")
  }

  private static func line(_ line: some StringProtocol) -> String {
    let escaped = escaped(String(line))
    // A dot or an apostrophe at the start of a line would make it a macro.
    return (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("^", with: "\\(ha")
      .replacing("~", with: "\\(ti").replacing("\u{B7}", with: "\\(bu")
      .replacing("\u{2026}", with: "...")
  }
}
