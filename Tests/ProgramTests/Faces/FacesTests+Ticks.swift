extension FacesTests {
  private static let step8: [FacesCase.Step] = [.pick("support:"), .pick("Step 8,"), "t"]
  private static let step2: [FacesCase.Step] = [.pick("support:"), .pick("Step 2,"), "t"]
  private static let settings: [FacesCase.Step] = ["r", .pick("Settings"), .pick("All three on")]

  private static func attest(_ words: String...) -> FacesCase.Verb { .run(["attest"] + words) }

  /// What only a person can know.
  static let ticks = [
    FacesCase(
      "A step is ticked", in: .authenticated,
      verb: attest("support", "8"), says: "ticked by",
      console: step8, shows: "Step 8 seen in the mailbox editor, ticked by",
      leaves: ["steps: 8 there=attested", "journal: support: attested; step 8"]),
    FacesCase(
      "A step is ticked twice", in: .ticked,
      verb: attest("support", "8"), says: "ticked by",
      console: step8, shows: "Step 8 in the mailbox editor: tick taken back.",
      leaves: ["journal: support: attested; step 8"],
      consoleLeaves: ["steps: 8 there=open", "journal: support: attest cleared; step 8"],
      differs: "Both: the verb says what is to be, the key of the console turns what it shows."),
    FacesCase(
      "A tick is taken back", in: .ticked,
      verb: attest("support", "8", "--clear"), says: "tick taken back",
      console: step8, shows: "Step 8 in the mailbox editor: tick taken back.",
      leaves: ["steps: 8 there=open", "journal: support: attest cleared; step 8"]),
    FacesCase(
      "A tick is taken back where there is none", in: .authenticated,
      verb: attest("support", "8", "--clear"), says: "was not ticked",
      differs: "The verb; the console has no way to it."),
    FacesCase(
      "Step 2 is ticked with the client", in: .authenticated,
      verb: attest("support", "2", "--client", "dotnet"), says: "ticked by",
      console: step2 + ["d"], shows: "Step 2 seen in the mailbox editor, ticked by",
      leaves: [
        "steps: 2 here=done", "steps: 2 there=attested", "journal: support: attested; step 2",
      ]),
    FacesCase(
      "Step 2 is ticked with no word on the client", in: .authenticated,
      verb: attest("support", "2"), says: "ticked by",
      console: step2, shows: "Which client opens the mailbox editor?",
      leaves: [
        "steps: 2 here=done", "steps: 2 there=attested", "journal: support: attested; step 2",
      ],
      consoleLeaves: [],
      differs: "The console: step 2 is which client it is; a tick alone settles nothing."),
    FacesCase(
      "The settings of an interface are confirmed", in: .authenticated,
      verb: attest(
        "--registration", FacesDesk.first, "--interface", "practice.custhelp.com", "--setting",
        "all"), says: "CUSTOM_CFG_MAILBOX_OA_TENANT on practice.custhelp.com: confirmed by",
      console: settings, shows: "Confirmed on practice.custhelp.com by",
      leaves: [
        "practice.custhelp.com: CUSTOM_CFG_MAILBOX_OA_CLIENT_ID=confirmed",
        "practice.custhelp.com: CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET=confirmed",
        "practice.custhelp.com: CUSTOM_CFG_MAILBOX_OA_TENANT=confirmed",
        "journal: attested; interface practice.custhelp.com, "
          + "registration Oracle B2C Service Email, setting all",
      ]),
    FacesCase(
      "Settings that have no value are confirmed", in: .noIDs,
      verb: attest("--interface", "care.example", "--setting", "all"),
      exits: 6, says: "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID has no value here yet",
      console: settings, shows: "CUSTOM_CFG_MAILBOX_OA_CLIENT_ID has no value here yet"),
    FacesCase(
      "The settings of an interface are confirmed and taken back", in: .authenticated,
      verb: attest(
        "--registration", FacesDesk.first, "--interface", "practice.custhelp.com", "--setting",
        "all", "--clear"), says: "was not ticked",
      console: settings + [.pick("All three on")], shows: "Taken back on practice.custhelp.com.",
      leaves: [],
      consoleLeaves: [
        "journal: attested; interface practice.custhelp.com, "
          + "registration Oracle B2C Service Email, setting all",
        "journal: attest cleared; interface practice.custhelp.com, "
          + "registration Oracle B2C Service Email, setting all",
      ],
      differs: "Both: the console ticks first; the verb finds nothing to take back."),
    FacesCase(
      "An admin's consent is attested", in: .authenticated,
      console: ["r", .pick("Consent"), .pick("An admin of tenant")],
      shows: "Noted: an admin of the tenant has consented for everybody.",
      leaves: [
        "registration: consents.0.source=attested",
        "registration: consents.0.tenant=20e6ec45-9bc2-41d2-88f2-df4da88d9417",
        "registration: consents=1",
        "journal: consent attested; tenant 20e6ec45-9bc2-41d2-88f2-df4da88d9417",
      ],
      differs: "The console; no verb does it outside a sign-in."),
    FacesCase(
      "An admin's consent is attested and taken back", in: .authenticated,
      console: ["r", .pick("Consent"), .pick("An admin of tenant"), .pick("An admin of tenant")],
      shows: "Taken back.",
      leaves: [
        "journal: consent attested; tenant 20e6ec45-9bc2-41d2-88f2-df4da88d9417",
        "journal: consent cleared; tenant 20e6ec45-9bc2-41d2-88f2-df4da88d9417",
      ],
      differs: "The console; no verb does it."),
    FacesCase(
      "The publisher is confirmed", in: .authenticated,
      verb: attest("--registration", FacesDesk.first, "--publisher"), says: "confirmed by",
      leaves: [
        "journal: attested; publisher partner network, registration Oracle B2C Service Email"
      ],
      differs: "The verb; the console has no way to it."),
  ]
}
