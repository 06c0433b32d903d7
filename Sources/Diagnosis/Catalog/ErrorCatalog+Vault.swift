import Core

extension ErrorCatalog {
  /// The vault could not be used; nothing was changed.
  static let vault: [CatalogEntry] = [
    CatalogEntry(
      "vault-wrong-key", owner: .you,
      title: "The key does not open the vault",
      meaning: """
        The vault is sealed with another key than the one given. Nothing was changed or lost by \
        trying.
        """,
      candidates: [
        CandidateCause("The passphrase was mistyped."),
        CandidateCause("GREENBOX_HOME points at another vault, or the key file was replaced."),
      ],
      nextStep: """
        Try again with the right passphrase or key file; `echo $GREENBOX_HOME` shows which vault \
        is meant. Without its key a vault cannot be opened by anybody.
        """),
    CatalogEntry(
      "vault-passphrase", owner: .you,
      title: "The vault wants its passphrase",
      meaning: """
        The vault is sealed with a passphrase and none was given, as happens where no terminal can \
        ask for it.
        """,
      candidates: [
        CandidateCause("The command runs from a timer or a pipe.")
      ],
      nextStep: """
        Run the command in a terminal, or give the key as a systemd credential (`LoadCredential=`) \
        where nobody can type.
        """),
    CatalogEntry(
      "vault-readable", owner: .you,
      title: "Others can read a file of the vault",
      meaning: """
        A file that must be readable by its owner only is open to others, so Greenbox does not go \
        on.
        """,
      candidates: [
        CandidateCause("The file was copied or restored with other rights.")
      ],
      nextStep: """
        Run `chmod go-rwx {path}`; if others may have read it, change the client secret too, and a \
        passphrase.
        """),
    CatalogEntry(
      "vault-owner", owner: .you,
      title: "A file of the vault belongs to somebody else",
      meaning: "Greenbox uses only what belongs to the account it runs as.",
      candidates: [
        CandidateCause("The command was run as root, or as another user than before.")
      ],
      nextStep: """
        Run Greenbox as the account that owns the vault (`sudo -u ACCOUNT greenbox`), or give the \
        file back with `sudo chown ACCOUNT {path}`.
        """),
    CatalogEntry(
      "vault-folder", owner: .you,
      title: "Others can change a folder on the way to the vault",
      meaning: """
        With mode {mode} of {folder} other accounts may put something of theirs in the place of \
        {path}.
        """,
      candidates: [
        CandidateCause("The folder is shared by a group, or was made so by its umask.")
      ],
      nextStep: """
        Run `chmod go-w {folder}`, or `chmod +t {folder}` where others have to write in it, or move \
        the vault with GREENBOX_HOME.
        """),
    CatalogEntry(
      "vault-key", owner: .you,
      title: "The key of the vault cannot be used",
      meaning: """
        It was to be read from {path}: {message} No other key was tried, and nothing was changed.
        """,
      candidates: [
        CandidateCause(
          "The credential, key or passphrase file is empty, cut off, or another file."),
        CandidateCause("It was moved, or this account may not read it."),
      ],
      nextStep: """
        Put the right one there (a key has 32 bytes or 64 hex digits, a passphrase is the first \
        line) and see `ls -l {path}`; keep a copy of it, for without it nobody opens the vault.
        """),
    CatalogEntry(
      "vault-network-file-system", owner: .you,
      title: "The vault lies on a network file system",
      meaning: "Locks do not hold there, and two runs could destroy one another's tokens.",
      candidates: [
        CandidateCause("The home folder is mounted from another machine.")
      ],
      nextStep: """
        Point GREENBOX_HOME at a folder on a local disk, such as /var/lib/greenbox, with mode \
        0700.
        """),
    CatalogEntry(
      "vault-newer", owner: .you,
      title: "A newer Greenbox wrote this vault",
      meaning: """
        The vault has schema {found} and this program knows {known}. It was left untouched.
        """,
      candidates: [
        CandidateCause("An older release is still installed here, or comes first in PATH.")
      ],
      nextStep: "Use the newer release (`{version}` tells which one this is)."),
    CatalogEntry(
      "vault-damaged", owner: .you,
      title: "The vault is damaged",
      meaning: """
        The file, or a sealed value in it, does not read as it was written. Nothing was written to \
        it.
        """,
      candidates: [
        CandidateCause("The disk failed or was full."),
        CandidateCause("The file was changed, or copied while in use."),
      ],
      nextStep: """
        Keep the file as it is, put a backup in its place, and verify what it holds: `{verify-all}`.
        """),
    CatalogEntry(
      "vault-busy", owner: .you,
      title: "Another run holds the vault",
      meaning: "Another Greenbox kept the vault for longer than this one waits.",
      candidates: [
        CandidateCause("A long run or a console in the middle of writing."),
        CandidateCause("A stopped process still has it open."),
      ],
      nextStep: "Let the other run end (`pgrep -a greenbox` shows it), then repeat the command."),
    CatalogEntry(
      "vault-disk", owner: .you,
      title: "The vault could not be read or written",
      meaning: "The disk refused: full, read-only, or the rights are missing.",
      candidates: [
        CandidateCause("The disk is full or mounted read-only."),
        CandidateCause("This account may not write there."),
      ],
      nextStep: """
        See `df -h {path}` and `ls -ld {path}`, make room or rights, and repeat the command.
        """),
    CatalogEntry(
      "vault-conflict", owner: .you,
      title: "Somebody else changed it meanwhile",
      meaning: """
        What was to be written had been changed by another run after it was read. The other change \
        stands, and this one was not made.
        """,
      candidates: [
        CandidateCause("Two people, or a person and a timer, worked on the same mailbox.")
      ],
      nextStep: """
        Look at the present state with `{status}`, then repeat the command if it is still \
        wanted.
        """),
  ]
}
