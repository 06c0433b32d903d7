extension FacesTests {
  private static func add(_ name: String, _ options: String...) -> FacesCase.Verb {
    .run(
      ["mailbox", "add", name, "--pop-account", "x@practice.example"]
        + (options.isEmpty ? ["--registration", FacesDesk.first] : options))
  }

  private static func typed(_ name: String) -> [FacesCase.Step] {
    ["n", .type(name), "x@practice.example", "s"]
  }

  private static let fields: [FacesCase.Step] = [.pick("support:"), "e"]

  /// Adding, editing, removing a mailbox, and forgetting its tokens.
  static let mailboxes = [
    FacesCase(
      "A mailbox is added", in: .authenticated,
      verb: add("fresh"), says: "fresh",
      console: typed("fresh"), shows: "Saved fresh.",
      leaves: [
        "fresh: incoming.authentication_type=OAuth", "fresh: incoming.enabled=yes",
        "fresh: incoming.pop_account=x@practice.example",
        "fresh: incoming.pop_server=outlook.office365.com",
        "fresh: interface=practice.custhelp.com", "fresh: is=not_authenticated, none, unchecked",
        "fresh: outgoing.enabled=yes", "fresh: registration=Oracle B2C Service Email",
        "fresh: security.ssl_method=pop3 ssl port", "fresh: type=service",
        "journal: fresh: mailbox added",
      ]),
    FacesCase(
      "A mailbox is added under a name that is taken", in: .authenticated,
      verb: add("support"), exits: 6, says: "There is already a mailbox called support",
      console: typed("support"), shows: "Not saved: there is a mailbox of that name already."),
    FacesCase(
      "A mailbox is added under a name against the rules", in: .authenticated,
      verb: add("has space"), exits: 6, says: "Mailbox name has a space in it.",
      console: typed("has space"), shows: "Not saved: Mailbox name has a space in it."),
    FacesCase(
      "A mailbox is added without a name", in: .authenticated,
      verb: add(""), exits: 6, says: "The mailbox needs a name.",
      console: typed("-"), shows: "Not saved: The mailbox needs a name."),
    FacesCase(
      "A mailbox is added under no registration", in: .spare,
      verb: add("fresh", "--registration", "Nobody"), exits: 6,
      says: "There is no registration called Nobody",
      console: [
        "n", "fresh", "x@practice.example", .pick("Registration:"), .pick("Registration:"),
        .elsewhere(["registration", "remove", "Spare"]), "s",
      ], shows: "There is no registration called Spare",
      leaves: [],
      consoleLeaves: ["Spare: gone", "journal: registration removed; registration Spare"],
      differs: "Both: the registration went while the console had it on the screen."),
    FacesCase(
      "A field is edited", in: .authenticated,
      verb: .run(["mailbox", "edit", "support", "--display-name", "Help Desk"]), says: "Help Desk",
      console: fields + [.pick("Display Name:"), "Help Desk", "s"], shows: "Saved support.",
      leaves: ["support: outgoing.display_name=Help Desk", "journal: support: mailbox edited"]),
    FacesCase(
      "A field is edited to what a rule calls an error", in: .authenticated,
      verb: .run(["mailbox", "edit", "support", "--ssl-method", "none"]), exits: 6,
      says: "error: SSL Method",
      console: fields + [.pick("Security: SSL Method:"), "none", "s"], shows: "Saved support.",
      leaves: [
        "steps: 4 here=failed", "support: is=needs_fixing, authenticated, unchecked",
        "support: security.ssl_method=none", "journal: support: mailbox edited",
      ]),
    FacesCase(
      "A field is edited as it was", in: .authenticated,
      verb: .run(["mailbox", "edit", "support", "--display-name", ""]), says: "Display Name",
      console: fields + [.pick("Display Name:"), "-", "s"], shows: "no choice here"),
    FacesCase(
      "A field that somebody else changed meanwhile is edited", in: .authenticated,
      console: fields + [
        .pick("Display Name:"), "Help Desk",
        .elsewhere(["mailbox", "edit", "support", "--display-name", "Desk"]), "s",
      ],
      shows: "Not saved: Display Name of mailbox support was changed by somebody else meanwhile.",
      leaves: ["support: outgoing.display_name=Desk", "journal: support: mailbox edited"],
      differs: "The console; between what a verb reads and what it writes there is no time."),
    FacesCase(
      "A mailbox is put under another registration that is not there", in: .authenticated,
      verb: .run(["mailbox", "edit", "support", "--registration", "Nobody"]), exits: 6,
      says: "There is no registration called Nobody",
      differs: "The verb; the console offers those that are there."),
    FacesCase(
      "A mailbox is renamed", in: .authenticated,
      verb: .run(["mailbox", "edit", "support", "--rename", "help"]), exits: 6,
      says: "a grant belongs to its mailbox's name",
      console: fields + [.pick("General: Mailbox name:")],
      shows: "The name cannot be changed: a grant belongs to it."),
    FacesCase(
      "A mailbox is removed", in: .authenticated,
      verb: .run(["mailbox", "remove", "support"]), says: "Microsoft is not told.",
      console: [.pick("support:"), "D", "r"],
      shows: "Removed support and its tokens here. Microsoft is not told.",
      leaves: ["steps, support: gone", "journal: support: mailbox removed"]),
    FacesCase(
      "Tokens are forgotten", in: .authenticated,
      verb: .run(["forget", "support"]), says: "The tokens of support are erased here.",
      console: [.pick("support:"), "F", "e"], shows: "The tokens of support are erased here.",
      leaves: [
        "steps: 8 here=open", "steps: 9 here=open",
        "support: is=not_authenticated, none, unchecked", "journal: support: forgotten",
      ]),
    FacesCase(
      "Tokens are forgotten where none are held", in: .forgotten,
      verb: .run(["forget", "support"]), says: "No tokens are held for support here.",
      console: [.pick("support:"), "F"], shows: "F is no choice here."),
    FacesCase(
      "A sign-in under way is forgotten", in: .codeLeft,
      verb: .run(["forget", "support"]),
      says: "The sign-in of support was dropped; no tokens were held.",
      console: [.pick("support:"), "F", "e"],
      shows: "The sign-in of support was dropped; no tokens were held.",
      leaves: ["support: is=not_authenticated, none, unchecked", "journal: support: forgotten"]),
  ]
}
