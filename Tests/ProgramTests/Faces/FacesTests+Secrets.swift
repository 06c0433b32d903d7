extension FacesTests {
  private static let set = [
    "settings", "set", "--registration", FacesDesk.first, "--secret-file", "-",
  ]
  private static let secretID = FacesDesk.secretID

  private static func typed(_ secret: String) -> [FacesCase.Step] {
    ["r", .pick("Client secret:"), .type(secret), "s"]
  }

  /// Saving a registration with a secret.
  static let secrets = [
    FacesCase(
      "A secret that the server accepts", in: .authenticated,
      verb: .run(set, input: FacesDesk.good), says: "Saved: the identity server accepted",
      console: typed(FacesDesk.good), shows: "Saved, proved.",
      leaves: [
        "billing, events, returns, sales, support: is=stale, stale, unchecked",
        "registration: secret.expires=none", "registration: secret.secret_id=none",
        "registration: secret_before=yes", "steps: 8 here=failed",
        "journal: secret changed; proof proved, registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A secret that the server refuses", in: .authenticated,
      verb: .run(set, input: FacesDesk.wrong), exits: 6,
      says: "Not saved: the identity server refused the new client secret",
      console: typed(FacesDesk.wrong),
      shows: "Not saved: the identity server refused the new client secret"),
    FacesCase(
      "A secret that nobody judges", in: .authenticated, adding: FacesDesk.cutOff,
      verb: .run(set, input: FacesDesk.good), exits: 5, says: "or with --unproved",
      console: typed(FacesDesk.good), shows: "Keep the new client secret without proof?"),
    FacesCase(
      "A secret that nobody judges, kept all the same", in: .authenticated,
      adding: FacesDesk.cutOff,
      verb: .run(set + ["--unproved"], input: FacesDesk.good), says: "Kept, not proved",
      console: typed(FacesDesk.good) + ["k"], shows: "Kept, not proved",
      leaves: [
        "billing, events, returns, sales, support: is=stale, stale, unchecked",
        "registration: secret.expires=none", "registration: secret.secret_id=none",
        "registration: secret_before=yes", "registration: secret_proof=not-proved",
        "steps: 8 here=failed",
        "journal: secret changed; proof not-proved, registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A Secret ID in place of the secret", in: .authenticated,
      verb: .run(set, input: secretID), exits: 6, says: "That is the Secret ID; paste the Value.",
      console: typed(secretID), shows: "Not saved: That is the Secret ID; paste the Value."),
    FacesCase(
      "A Secret ID in place of the secret, insisted upon", in: .authenticated,
      verb: .run(set + ["--accept-secret-shape"], input: secretID), exits: 6,
      says: "Not saved: the identity server refused the new client secret",
      console: typed(secretID), shows: "Not saved: That is the Secret ID; paste the Value.",
      differs: "The verb: the server has the last word where the admin insists."),
    FacesCase(
      "A first secret that is too short", in: .microsoft,
      verb: .run(set, input: "short"), exits: 6, says: "The client secret has 5 characters",
      console: typed("short"), shows: "Not saved: The client secret has 5 characters"),
    FacesCase(
      "A first secret of a shape that is only doubtful", in: .microsoft,
      verb: .run(set, input: "Old!Alphabet/Old+Alphabet=012345"), says: "Kept, not proved",
      console: typed("Old!Alphabet/Old+Alphabet=012345"), shows: "Kept, not proved",
      leaves: [
        "registration: secret.expires=none", "registration: secret.said_expired=none",
        "registration: secret.secret_id=none", "registration: secret_proof=not-proved",
        "journal: secret changed; proof not-proved, registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "The client ID in place of the secret", in: .microsoft,
      verb: .run(set, input: "2b6ae789-b57d-4c86-ae8e-6e8797fc38c8"), exits: 6,
      says: "That is the Application (client) ID, not the client secret.",
      console: typed("2b6ae789-b57d-4c86-ae8e-6e8797fc38c8"),
      shows: "Not saved: That is the Application (client) ID, not the client secret."),
    FacesCase(
      "A first secret where discovery is overridden", in: .boundElsewhere,
      verb: .run(set, input: FacesDesk.good), says: "Saved: the identity server accepted",
      console: typed(FacesDesk.good), shows: "Saved, proved.",
      leaves: [
        "registration: bound_to=HOST", "registration: secret.expires=none",
        "registration: secret.said_expired=none", "registration: secret.secret_id=none",
        "registration: secret_proof=proved",
        "journal: secret changed; proof proved, registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A secret with its day and its id", in: .authenticated,
      verb: .run(
        set + ["secret-expires=2099-03-31", "secret-id=\(secretID)"], input: FacesDesk.good),
      says: "Saved: the identity server accepted",
      console: [
        "r", .pick("Client secret:"), .type(FacesDesk.good), .pick("Secret expires:"), "2099-03-31",
        .pick("Secret ID:"), .type(secretID), "s",
      ], shows: "Saved, proved.",
      leaves: [
        "billing, events, returns, sales, support: is=stale, stale, unchecked",
        "registration: secret.expires=2099-03-31",
        "registration: secret.secret_id=0f8fad5b-d9cb-469f-a165-70867728950e",
        "registration: secret_before=yes", "steps: 8 here=failed",
        "journal: secret changed; proof proved, registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A secret and a client ID that is none", in: .microsoft,
      verb: .run(set + ["client-id=nonsense"], input: "short"), exits: 6,
      says: "The client secret has 5 characters",
      console: [
        "r", .pick("Application (client) ID:"), "nonsense", .pick("Client secret:"), "short", "s",
      ],
      shows: "Not saved: The client secret has 5 characters"),
  ]
}
