extension FacesTests {
  private static let support: [FacesCase.Step] = [.pick("support:"), "a"]
  private static let verb = FacesCase.Verb.left(["authenticate", "support"])

  /// What `authenticate` begins, takes up, or does silently.
  static let signIns = [
    FacesCase(
      "No tokens, no sign-in", in: .forgotten,
      verb: verb, exits: 130, says: "\"resumed\":false",
      console: support, shows: "and enter the code",
      leaves: [
        "steps: 4 here=done", "steps: 5 here=done",
        "support: is=awaiting_login, awaiting_login, unchecked", "journal: support: sign in began",
      ]),
    FacesCase(
      "A code is good still", in: .codeLeft,
      verb: verb, exits: 130, says: "\"resumed\":true",
      console: support, shows: "and enter the code",
      leaves: []),
    FacesCase(
      "A code is good no longer", in: .codeExpired,
      verb: verb, exits: 130, says: "\"resumed\":false",
      console: support, shows: "and enter the code",
      leaves: [
        "support: is=awaiting_login, awaiting_login, unchecked", "journal: support: sign in began",
      ]),
    FacesCase(
      "OK is awaited", in: .okAwaited,
      verb: verb, exits: 3, says: "\"event\":\"awaiting-ok\"",
      console: support, shows: "OK is required",
      leaves: []),
    FacesCase(
      "An admin's consent is awaited", in: .consentAwaited,
      verb: .left(["authenticate", "billing"]), exits: 130, says: "\"resumed\":false",
      console: [.pick("billing:"), "a"], shows: "An admin must consent first",
      leaves: [
        "billing: is=awaiting_login, awaiting_login, unchecked", "journal: billing: sign in began",
      ],
      consoleLeaves: [],
      differs: """
        Both: nothing is polled, so that a verb's call is itself the answer and begins anew; the \
        console can ask first, and does. It is one choice more beside silent, resume and new.
        """),
    FacesCase(
      "Stale by a new secret", in: .staleBySecret,
      verb: verb, exits: 0, says: "\"how\":\"silent\"",
      console: support, shows: "Opened as support@practice.example",
      leaves: [
        "steps: 10 here=done", "steps: 4 here=done", "steps: 5 here=done", "steps: 8 here=done",
        "support: is=verified, authenticated, verified", "journal: support: refreshed",
        "journal: support: probed; access verified",
      ]),
    FacesCase(
      "Stale by a new secret, and a code is good no longer", in: .staleWithExpiredCode,
      verb: verb, exits: 0, says: "\"how\":\"silent\"",
      console: support, shows: "Trying the secret in force",
      leaves: [
        "steps: 10 here=done", "steps: 8 here=done",
        "support: is=verified, authenticated, verified", "journal: support: refreshed",
        "journal: support: probed; access verified",
      ]),
    FacesCase(
      "Stale by another tenant ID", in: .staleByTenant,
      verb: verb, exits: 130, says: "\"resumed\":false",
      console: support, shows: "and enter the code",
      leaves: [
        "steps: 4 here=done", "steps: 5 here=done",
        "support: is=awaiting_login, awaiting_login, unchecked", "journal: support: sign in began",
      ]),
    FacesCase(
      "Stale by a new secret, which the server refuses", in: .wrongSecret,
      verb: verb, exits: 6, says: "\"id\":\"secret-wrong\"",
      console: support, shows: "The client secret is wrong",
      leaves: ["journal: support: refresh refused; error invalid_client"]),
    FacesCase(
      "Stale by the server's refusal of the secret", in: .deletedSecret,
      verb: verb, exits: 6, says: "\"id\":\"secret-wrong\"",
      console: support, shows: "The client secret is wrong",
      leaves: ["journal: support: refresh refused; error invalid_client"]),
    FacesCase(
      "Stale by another tenant ID, after the server had refused the secret",
      in: .deletedSecretAndTenant,
      verb: verb, exits: 130, says: "\"resumed\":false",
      console: support, shows: "and enter the code",
      leaves: [
        "support: is=awaiting_login, awaiting_login, unchecked", "journal: support: sign in began",
      ]),
    FacesCase(
      "The secret is past its day", in: .expiredSecret,
      verb: .left(["authenticate", "legacy"]), exits: 6,
      says: "Microsoft says that the client secret has expired.",
      console: [.pick("legacy:"), "a"],
      shows: "Authenticate waits: Registration: Microsoft says that the client secret has expired."),
    FacesCase(
      "Authenticated already", in: .authenticated,
      verb: verb, exits: 130, says: "\"resumed\":false",
      console: support, shows: "and enter the code",
      leaves: [
        "steps: 4 here=done", "steps: 5 here=done",
        "support: is=awaiting_login, awaiting_login, unchecked", "journal: support: sign in began",
      ]),
  ]
}
