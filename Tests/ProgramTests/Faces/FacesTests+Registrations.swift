extension FacesTests {
  private static let set = ["settings", "set", "--registration", FacesDesk.first]
  private static let id = "2b6ae789-b57d-4c86-ae8e-6e8797fc38c8"

  /// Saving a registration with no secret in the same breath.
  static let registrations = [
    FacesCase(
      "A plain field is saved", in: .authenticated,
      verb: .run(set + ["secret-expires=2099-03-31"]), says: "2099-03-31",
      console: ["r", .pick("Secret expires:"), "2099-03-31", "s"],
      shows: "Saved \(FacesDesk.first).",
      leaves: [
        "registration: secret.expires=2099-03-31",
        "journal: registration changed; registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A field is saved as it was", in: .authenticated,
      verb: .run(set + ["client-mode=automatic"]), says: "automatic",
      console: ["r", "s"], shows: "s is no choice here.",
      leaves: []),
    FacesCase(
      "A day that is none", in: .authenticated,
      verb: .run(set + ["secret-expires=31.3.2099"]), exits: 64,
      says: "is not of the form YYYY-MM-DD",
      console: ["r", .pick("Secret expires:"), "31.3.2099", "s"],
      shows: "Not saved: \"31.3.2099\" is not a day."),
    FacesCase(
      "A client ID that is none", in: .microsoft,
      verb: .run(set + ["client-id=nonsense"]), exits: 6,
      says: "Application (client) ID is not a GUID",
      console: ["r", .pick("Application (client) ID:"), "nonsense", "s"],
      shows: "Not saved: Application (client) ID is not a GUID"),
    FacesCase(
      "An interface that is no host", in: .authenticated,
      verb: .run(set + ["interface=bad host"]), exits: 6,
      says: "\"bad host\" is not the host of an interface.",
      console: [
        "r", .pick("Redirect URIs"), .pick("Change or remove"), "bad host", "s",
      ], shows: "Not saved: \"bad host\" is not the host of an interface."),
    FacesCase(
      "Multitenant, with no word on what it requires", in: .authenticated,
      verb: .run(set + ["account-type=multi"]), exits: 6,
      says: "multi is taken with --confirm-multitenant only",
      console: ["r", .pick("Account types:")], shows: "Switch to multitenant?"),
    FacesCase(
      "Renamed to a name that is taken", in: .authenticated,
      verb: .run(set + ["name=\(FacesDesk.second)"]), exits: 6,
      says: "There is already a registration",
      console: ["r", .pick("Name:")], shows: "Rename it with: greenbox settings set name=",
      differs: "The verb: a rename is checked. The console has none, and says so."),
    FacesCase(
      "Renamed", in: .authenticated,
      verb: .run(set + ["name=Renamed"]), says: "Renamed",
      leaves: [
        "Renamed: account_type=single", "Renamed: bound_to=HOST",
        "Renamed: client_id=2b6ae789-b57d-4c86-ae8e-6e8797fc38c8", "Renamed: client_mode=automatic",
        "Renamed: cloud=global", "Renamed: interfaces=practice.custhelp.com",
        "Renamed: secret.expires=another", "Renamed: secret.secret_id=another",
        "Renamed: secret_proof=proved", "Renamed: tenant_id=20e6ec45-9bc2-41d2-88f2-df4da88d9417",
        "billing, events, returns, sales, support: registration=Renamed",
        "practice.custhelp.com, registration: gone",
        "journal: registration changed; registration Renamed",
      ],
      differs: "The verb; the console has no way to it, and says so."),
    FacesCase(
      "A new one under a name that is taken", in: .authenticated,
      verb: .run(["registration", "add", FacesDesk.second, "client-id=\(id)"]), exits: 6,
      says: "There is already a registration",
      console: [
        "r", "n", .pick("Name:"), .type(FacesDesk.second), .pick("Application (client) ID:"),
        .type(id), "s",
      ], shows: "Not saved: there is a registration of that name already."),
    FacesCase(
      "A new one", in: .authenticated,
      verb: .run(["registration", "add", "Third", "client-id=\(id)"]), says: "Third",
      console: [
        "r", "n", .pick("Name:"), "Third", .pick("Application (client) ID:"), .type(id), "s",
      ], shows: "Saved Third.",
      leaves: [
        "Third: account_type=single", "Third: bound_to=HOST",
        "Third: client_id=2b6ae789-b57d-4c86-ae8e-6e8797fc38c8", "Third: client_mode=automatic",
        "Third: cloud=global", "journal: registration changed; registration Third",
      ]),
    FacesCase(
      "A field that somebody else changed meanwhile", in: .authenticated,
      verb: .asking(
        set + ["account-type=multi", "tenant-id=11111111-2222-4333-8444-666666666666"],
        until: "Type yes: ", meanwhile: set + ["tenant-id=11111111-2222-4333-8444-777777777777"],
        answer: "yes"), exits: 7, says: "was changed by somebody else meanwhile",
      console: [
        "r", .pick("Directory (tenant) ID:"), "11111111-2222-4333-8444-666666666666",
        .elsewhere(set + ["tenant-id=11111111-2222-4333-8444-777777777777"]), "s",
      ], shows: "was changed by somebody else meanwhile. Your edits are still here",
      leaves: [
        "billing, events, returns, sales, support: is=stale, stale, unchecked",
        "registration: tenant_id=11111111-2222-4333-8444-777777777777", "steps: 8 here=failed",
        "journal: registration changed; registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "A plain field of one that is bound to other hosts than are in force", in: .boundElsewhere,
      verb: .run(set + ["client-mode=public"]), says: "public",
      console: ["r", .pick("Client mode:"), "s"], shows: "Saved \(FacesDesk.first).",
      leaves: [
        "registration: client_mode=public",
        "journal: registration changed; registration Oracle B2C Service Email",
      ]),
    FacesCase(
      "Removed while mailboxes are under it", in: .authenticated,
      verb: .run(["registration", "remove", FacesDesk.first]), exits: 6,
      says:
        "Mailboxes are under Oracle B2C Service Email: billing, events, returns, sales, support",
      differs: "The verb; the console has no way to it."),
    FacesCase(
      "Removed", in: .spare,
      verb: .run(["registration", "remove", "Spare"]), says: "Removed registration Spare",
      leaves: ["Spare: gone", "journal: registration removed; registration Spare"],
      differs: "The verb; the console has no way to it."),
  ]
}
