import Core

extension ErrorCatalog {
  /// Files that are not read.
  static let files: [CatalogEntry] = [
    CatalogEntry(
      "settings-file", owner: .you,
      title: "The file cannot be read: {file}",
      meaning: "The reason: {message} Nothing was done.",
      candidates: [
        CandidateCause(
          "The name is misspelled, or is taken from another folder than the present one."),
        CandidateCause("This account may not read it, or it is too large, or no file at all."),
      ],
      nextStep: "See `ls -ld {quoted}`, then repeat the command with a file that can be read."),
    CatalogEntry(
      "settings-file-readable", owner: .you,
      title: "Others can read {file}",
      meaning: """
        A secret is in it, and with mode {mode} other accounts of this server may read it. Nothing \
        was done.
        """,
      candidates: [
        CandidateCause("It was made with the mode that all new files get."),
        CandidateCause("It was copied, or edited with a program that writes files anew."),
      ],
      nextStep: """
        Run `chmod go-rwx {quoted}` and repeat the command; if others may have read it, make a new \
        secret and use that.
        """),
    CatalogEntry(
      "settings-file-writable", owner: .you,
      title: "Others can change {file}",
      meaning: """
        It decides where tokens go and whom to trust, and with mode {mode} other accounts of this \
        server may rewrite it. It was not used, and nothing was done.
        """,
      candidates: [
        CandidateCause("It was made with a umask that lets the group or everybody write."),
        CandidateCause("The mode was opened for somebody who was to edit it."),
      ],
      nextStep: """
        Look at what is in it, then run `chmod go-w {quoted}` and repeat the command.
        """),
    CatalogEntry(
      "settings-folder-writable", owner: .you,
      title: "Others can change the folder {file}",
      meaning: """
        With its mode {mode} other accounts of this server may put a file of theirs in the place of \
        {what}, which was not used. Nothing was done.
        """,
      candidates: [
        CandidateCause("The folder is shared by a group, or was made so by its umask.")
      ],
      nextStep: """
        Run `chmod go-w {quoted}`, or `chmod +t {quoted}` where others have to write in it, or move \
        the file.
        """),
    CatalogEntry(
      "settings-file-owner", owner: .you,
      title: "{file} belongs to somebody else",
      meaning: """
        Its owner {owner} may change it at any time. Greenbox runs as {account} and uses only what \
        belongs to that account or to root. Nothing was done.
        """,
      candidates: [
        CandidateCause("The command was run as another user than the one who set it up."),
        CandidateCause("It was copied or unpacked with the owner it had elsewhere."),
      ],
      nextStep: """
        Look at what is in it, then run `sudo chown {account} {quoted}` and repeat the command.
        """),
  ]
}
