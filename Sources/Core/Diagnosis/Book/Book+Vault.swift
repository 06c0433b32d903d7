extension Book {
  /// The vault could not be used; nothing was changed.
  static let vault: [Entry] = [
    Entry(
      "vault-wrong-key", owner: .you,
      title: "The key does not open the vault",
      meaning: """
        The vault is sealed with another key than the one given. Nothing was changed or lost by \
        trying.
        """,
      suspects: [
        Suspect("The passphrase was mistyped."),
        Suspect("GREENBOX_HOME points at another vault, or the key file was replaced."),
      ],
      nextStep: """
        Try again with the right passphrase or key file; `echo $GREENBOX_HOME` shows which vault \
        is meant. Without its key a vault cannot be opened by anybody.
        """),
    Entry(
      "vault-passphrase", owner: .you,
      title: "The vault wants its passphrase",
      meaning: """
        The vault is sealed with a passphrase and none was given, as happens where no terminal can \
        ask for it.
        """,
      suspects: [
        Suspect("The command runs from a timer or a pipe.")
      ],
      nextStep: """
        Run the command in a terminal, or give the key as a systemd credential (`LoadCredential=`) \
        where nobody can type.
        """),
    Entry(
      "vault-readable", owner: .you,
      title: "Others can read a file of the vault",
      meaning: """
        A file that must be readable by its owner only is open to others, so Greenbox does not go \
        on.
        """,
      suspects: [
        Suspect("The file was copied or restored with other rights.")
      ],
      nextStep: """
        Run `chmod go-rwx {path}`; if others may have read it, change the client secret too.
        """),
    Entry(
      "vault-owner", owner: .you,
      title: "A file of the vault belongs to somebody else",
      meaning: "Greenbox uses only what belongs to the account it runs as.",
      suspects: [
        Suspect("The command was run as root, or as another user than before.")
      ],
      nextStep: """
        Run Greenbox as the account that owns the vault (`sudo -u ACCOUNT greenbox`), or give the \
        file back with `sudo chown ACCOUNT {path}`.
        """),
    Entry(
      "vault-network-file-system", owner: .you,
      title: "The vault lies on a network file system",
      meaning: "Locks do not hold there, and two runs could destroy one another's tokens.",
      suspects: [
        Suspect("The home folder is mounted from another machine.")
      ],
      nextStep: """
        Point GREENBOX_HOME at a folder on a local disk, such as /var/lib/greenbox, with mode \
        0700.
        """),
    Entry(
      "vault-newer", owner: .you,
      title: "A newer Greenbox wrote this vault",
      meaning: """
        The vault has schema {found} and this program knows {known}. It was left untouched.
        """,
      suspects: [
        Suspect("An older release is still installed here, or comes first in PATH.")
      ],
      nextStep: "Use the newer release (`greenbox --version` tells which one this is)."),
    Entry(
      "vault-damaged", owner: .you,
      title: "The vault is damaged",
      meaning: """
        The file, or a sealed value in it, does not read as it was written. Nothing was written to \
        it.
        """,
      suspects: [
        Suspect("The disk failed or was full."),
        Suspect("The file was changed, or copied while in use."),
      ],
      nextStep: """
        Keep the file as it is, put a backup in its place, and verify what it holds: `greenbox \
        verify --all`.
        """),
    Entry(
      "vault-busy", owner: .you,
      title: "Another run holds the vault",
      meaning: "Another Greenbox kept the vault for longer than this one waits.",
      suspects: [
        Suspect("A long run or a console in the middle of writing."),
        Suspect("A stopped process still has it open."),
      ],
      nextStep: "Let the other run end (`pgrep -a greenbox` shows it), then repeat the command."),
    Entry(
      "vault-disk", owner: .you,
      title: "The vault could not be read or written",
      meaning: "The disk refused: full, read-only, or the rights are missing.",
      suspects: [
        Suspect("The disk is full or mounted read-only."),
        Suspect("This account may not write there."),
      ],
      nextStep: """
        See `df -h {path}` and `ls -ld {path}`, make room or rights, and repeat the command.
        """),
    Entry(
      "vault-conflict", owner: .you,
      title: "Somebody else changed it meanwhile",
      meaning: """
        What was to be written had been changed by another run after it was read. The other change \
        stands, and this one was not made.
        """,
      suspects: [
        Suspect("Two people, or a person and a timer, worked on the same mailbox.")
      ],
      nextStep: """
        Look at the present state with `greenbox status`, then repeat the command if it is still \
        wanted.
        """),
  ]
}
