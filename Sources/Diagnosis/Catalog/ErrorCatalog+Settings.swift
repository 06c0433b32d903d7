import Core

extension ErrorCatalog {
  /// Settings that stop a job before anything is sent.
  static let settings: [CatalogEntry] = [
    CatalogEntry(
      "settings-unknown", owner: .you,
      title: "There is no {kind} called {name}",
      meaning: "Nothing was done. Known are: {known}.",
      candidates: [
        CandidateCause("The name is misspelled; names are case-sensitive."),
        CandidateCause("It was removed or renamed, or is in another GREENBOX_HOME."),
      ],
      nextStep: """
        List what there is with `{list-mailboxes}` and `{list-registrations}`, and use \
        a name from there.
        """),
    CatalogEntry(
      "settings-no-sign-in", owner: .you,
      title: "No sign-in of {name} is under way",
      meaning: "There is nothing to take up, and nothing was done.",
      candidates: [
        CandidateCause("It was finished or dropped already."),
        CandidateCause("None was begun in this GREENBOX_HOME."),
      ],
      nextStep: "`{status}` shows what is under way; `{authenticate}` begins a sign-in."),
    CatalogEntry(
      "settings-none", owner: .you,
      title: "There is no {kind} yet",
      meaning: "Nothing was done, since there is nothing to do it with.",
      candidates: [
        CandidateCause("None was begun here yet."),
        CandidateCause("It is in another GREENBOX_HOME."),
      ],
      nextStep: """
        See `{status}` for what is here. A new home begins with `{edit-registration} \
        client-id=… tenant-id=… --ask-secret`, then `{add-mailbox} --pop-account \
        ADDRESS`, then `{authenticate}`.
        """),
    CatalogEntry(
      "settings-which", owner: .you,
      title: "There is more than one {kind}; say which",
      meaning: "Nothing was done. Known are: {known}.",
      candidates: [
        CandidateCause("The command was given no name.")
      ],
      nextStep: "Repeat the command with one of these names{which}."),
    CatalogEntry(
      "settings-exists", owner: .you,
      title: "There is already a {kind} called {name}",
      meaning: "Nothing was added, so that the existing one is not overwritten.",
      candidates: [
        CandidateCause("It was added before.")
      ],
      nextStep: """
        Choose another name, or change the existing one: `{edit} {quoted}`.
        """),
    CatalogEntry(
      "settings-findings", owner: .you,
      title: "Settings have to be mended first",
      meaning: "{message} Nothing was sent.",
      candidates: [
        CandidateCause("A value that the sign-in needs is missing or cannot be right.")
      ],
      nextStep: "{advice} {then}"),
    CatalogEntry(
      "settings-bound-elsewhere", owner: .you,
      title: "The {what} is not sent to another host",
      meaning: """
        It was stored for {bound} and was to be sent to {asked}. Greenbox never sends it to a host \
        it was not stored for.
        """,
      candidates: [
        CandidateCause("An overridden endpoint points at another server.", .overridden),
        CandidateCause("The cloud of the registration was changed."),
      ],
      nextStep: """
        Take the override out if it is a mistake; if {asked} is right, store the secret anew for \
        it (`{new-secret}{of}`) and sign in again.
        """),
    CatalogEntry(
      "settings-not-https", owner: .you,
      title: "An address is not https",
      meaning: "{address} would be asked without encryption, so nothing was sent.",
      candidates: [
        CandidateCause("A setting or variable has http, or no scheme.", .overridden),
        CandidateCause("The server's discovery document names such an address."),
      ],
      nextStep: """
        Write the address with https:// where it is set; `{show-settings} --json` names the \
        place.
        """),
    CatalogEntry(
      "settings-no-practice", owner: .you,
      title: "No practice tenant runs for this home",
      meaning: "The order is for a running practice tenant, and {home} belongs to none.",
      candidates: [
        CandidateCause("No practice tenant was started, or it has ended."),
        CandidateCause("GREENBOX_HOME is not set to the home that the running one printed."),
      ],
      nextStep: """
        Start `{practice} --serve` and point GREENBOX_HOME at what it prints, then repeat \
        the order.
        """),
    CatalogEntry(
      "settings-text", owner: .you,
      title: "A setting cannot be read: {place}",
      meaning: "{message} Nothing was done.",
      candidates: [
        CandidateCause("A typing error at that place.")
      ],
      nextStep: """
        Correct the text at {place}, then run `{show-settings}` to see how it is read.
        """),
  ]
}
