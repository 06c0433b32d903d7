extension KeyTable {
  private static let untyped = Set(Place.allCases).subtracting(Place.typed)
  private static let read: Set<Place> = [.evidence, .problem, .log, .about, .help]
  private static let scrolled = read.union([.signIn, .signInQuestion, .signInOK])
  private static let lists: Set<Place> = [
    .list, .editor, .checklist, .registration, .run, .question,
  ]

  /// Keys as shipped. In every place, footers show what comes first and leave out what comes last.
  static let shipped: [Binding] =
    answers + saving + signIn + runs + work + usual + editing + more + moving + program

  private static let answers: [Binding] = [
    Binding(
      .open, in: untyped.union(Place.typed).subtracting(read), "Enter", "Open",
      "Open, choose, or press what has the focus."),
    Binding(
      .back, in: Set(Place.allCases), "Esc", "Back", "Go back, or cancel what is under way."),
  ]

  private static let saving: [Binding] = [
    Binding(
      .save, in: [.list, .editor, .checklist, .registration, .typing], "^S", "Save",
      "Save what was changed."),
    Binding(
      .fix, in: [.editor, .registration], "f", "Fix", "Put in the value that a rule offers."),
    Binding(
      .fix, in: [.typing], "^F", "Fix", "Put in the value that a rule offers."),
    Binding(.undo, in: [.editor, .registration], "u", "Undo", "Undo the last change."),
    Binding(.discard, in: [.editor, .registration], "x", "Discard", "Discard unsaved changes."),
  ]

  private static let work: [Binding] = [
    Binding(
      .open, in: [.problem], "Enter", "Edit", "Go to the mailbox's fields, where they are wrong."),
    Binding(
      .authenticate, in: Place.home.union([.problem]), "a", "Authenticate",
      "Sign the mailbox in. A Stale one is first tried silently with the secret in force."),
    Binding(
      .attest, in: [.checklist, .registration], "Space", "Attest",
      "Tick what only a person can see in the mailbox editor or the product; again takes it back."),
    Binding(
      .verify, in: Place.home.union([.problem]), "v", "Verify",
      "Redeem the refresh token with the secret in force, then open the mailbox over POP3."),
    Binding(
      .problem, in: Place.home.union([.run, .signIn, .registration]), "p", "Problem",
      "Say what is wrong, why, who must act, and the next step."),
  ]

  private static let usual: [Binding] = [
    Binding(
      .nextPane, in: Place.home.union([.registration, .typing]), "Tab", "Pane",
      "The next pane; in forms the next field."),
    Binding(
      .palette, in: untyped.subtracting([.question, .help]), ": ^P", "Commands",
      "Every command by name."),
    Binding(
      .help, in: Set(Place.allCases).subtracting(Place.typed).subtracting([.help]), "? F1", "Help",
      "The keys of this screen."),
  ]

  private static let more: [Binding] = [
    Binding(.filter, in: Place.home, "/", "Filter", "Show only mailboxes that contain a text."),
    Binding(.newMailbox, in: Place.home, "n", "New", "Add a mailbox."),
    Binding(
      .registration, in: Place.home.union([.problem]), "r", "Registration",
      "The app registration, its secret, redirect URIs, permissions, settings and consent."),
    Binding(
      .verifyAll, in: Place.home, "V", "Verify all", "Verify every mailbox shown."),
    Binding(
      .authenticateQueue, in: Place.home, "A", "Queue",
      "Authenticate the mailboxes shown that need it, one after another."),
    Binding(
      .sort, in: Place.home, "o", "Sort", "Sort by name, by state, or by Pop Account."),
    Binding(
      .transcript, in: Place.home, "t", "Transcript",
      "Show the last POP3 dialogue, or the evidence again."),
    Binding(
      .forget, in: [.list, .editor], "F", "Forget",
      "Erase the mailbox's tokens here. Microsoft is not told."),
    Binding(
      .removeMailbox, in: [.list], "D", "Remove", "Remove the mailbox and its tokens here."),
  ]

  private static let editing: [Binding] = [
    Binding(
      .nextTab, in: [.editor, .checklist, .registration], "Right l", "Next tab",
      "The next tab."),
    Binding(
      .previousTab, in: [.editor, .checklist, .registration], "Left h", "Previous tab",
      "The tab before."),
    Binding(
      .checkSettings, in: [.registration], "v", "Check",
      "Ask the identity server and the Pop Server; no person is needed."),
    Binding(
      .addInterface, in: [.registration], "i", "Interface", "Add an interface of the site."),
    Binding(
      .removeInterface, in: [.registration], "D", "Remove", "Remove the chosen interface."),
    Binding(
      .newRegistration, in: [.registration], "n", "New", "Make another registration."),
    Binding(
      .undoSecret, in: [.registration], "U", "Old secret",
      "Put the client secret from before back in force."),
  ]

  private static let signIn: [Binding] = [
    Binding(
      .copy, in: [.registration, .signIn, .problem], "c", "Copy",
      "Copy the code, the address, or the message."),
    Binding(.newCode, in: [.signIn], "n", "New code", "Ask for a new code."),
    Binding(.copyPage, in: [.signIn], "u", "Copy page", "Copy the address of the page."),
    Binding(
      .message, in: [.signIn], "m", "Message", "A message for the person who is to sign in."),
    Binding(
      .whyRefused, in: [.signIn], "o", "If refused",
      "Why a tenant may refuse device codes, and a text for its admin."),
    Binding(
      .adminStep, in: [.signInQuestion, .signIn], "a", "Admin's step",
      "That was the admin, and \"Consent on behalf of your organization\" was ticked."),
    Binding(
      .acceptOther, in: [.signInQuestion], "e", "Accept",
      "Accept this person for the mailbox from now on: a shared mailbox, a service account."),
    Binding(
      .decline, in: [.signInQuestion, .signInOK], "n", "No",
      "Drop this sign-in; what was kept before stays."),
    Binding(.visitor1, in: [.signIn], "1", "1", "In practice: the right person signs in."),
    Binding(.visitor2, in: [.signIn], "2", "2", "In practice: the admin signs in."),
    Binding(.visitor3, in: [.signIn], "3", "3", "In practice: the person declines."),
  ]

  private static let runs: [Binding] = [
    Binding(.pause, in: [.run], "Space", "Pause", "Pause before the next mailbox, or go on."),
    Binding(.skip, in: [.run], "s", "Skip", "Leave the mailbox in hand out."),
    Binding(.stop, in: [.run], "x", "Stop", "Stop; what was found stays."),
  ]

  private static let moving: [Binding] = [
    Binding(
      .previousPane, in: Place.home.union([.registration, .typing]), "S-Tab", "Previous pane",
      "The pane or field before."),
    Binding(.up, in: lists.union(scrolled), "Up k", "Up", "Up."),
    Binding(.down, in: lists.union(scrolled), "Down j", "Down", "Down."),
    Binding(.up, in: Place.typed, "Up", "Up", "Up."),
    Binding(.down, in: Place.typed, "Down", "Down", "Down."),
    Binding(
      .pageUp, in: lists.union(scrolled).union([.palette]), "PgUp ^B", "Page up", "Up a page."),
    Binding(
      .pageDown, in: lists.union(scrolled).union([.palette]), "PgDn ^F", "Page down",
      "Down a page."),
    Binding(.first, in: lists.union(scrolled), "Home g", "First", "To the first."),
    Binding(.last, in: lists.union(scrolled), "End G", "Last", "To the last."),
  ]

  private static let program: [Binding] = [
    Binding(.help, in: Place.typed, "F1", "Help", "The keys of this screen."),
    Binding(.log, in: Place.home, "L", "Log", "What happened, newest first."),
    Binding(.about, in: Place.home, "b", "About", "Version, and the article this follows."),
    Binding(.mouse, in: Place.home, "M", "Mouse", "Switch the mouse on or off."),
    Binding(.theme, in: Place.home, "T", "Theme", "The next theme."),
    Binding(.redraw, in: Set(Place.allCases), "^L", "Redraw", "Paint the screen anew."),
    Binding(
      .suspend, in: Set(Place.allCases), "^Z", "Suspend", "Go back to the shell; fg returns."),
    Binding(.quit, in: Place.home, "q ^C", "Quit", "Quit; unsaved changes are asked about."),
    Binding(
      .back, in: untyped.subtracting(Place.home).subtracting([.question]), "q", "Back", "Go back."),
    Binding(.back, in: Set(Place.allCases).subtracting(Place.home), "^C", "Back", "Go back."),
  ]
}
