import Core

extension ErrorCatalog {
  /// Collective addresses, and grants made elsewhere.
  static let audience: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-50194", codes: [50194], owner: .you,
      title: "The app accepts one tenant, the address stands for many",
      meaning: """
        The registration is single tenant, and the sign-in was sent to a collective address that \
        such apps may not use.
        """,
      candidates: [
        CandidateCause("The tenant is \"common\" or \"organizations\".", .tenantIsWord),
        CandidateCause(
          "The app should be multitenant, because mailboxes of several tenants use it.",
          .multiTenant, owner: .tenantAdmin,
          nextStep: """
            In App registrations > {app} > Authentication choose "Accounts in any organizational \
            directory", then try again with `{authenticate}`.
            """),
      ],
      nextStep: """
        Set the tenant's own GUID: `{edit-registration} tenant-id=GUID account-type=single{of}`.
        """),
    CatalogEntry(
      "aadsts-90130", codes: [90130, 9001023, 90124], owner: .you,
      title: "This request is not taken at a collective address",
      meaning: """
        The application, the kind of sign-in or the service asked for is not offered where \
        "common" or "consumers" stands for the tenant.
        """,
      candidates: [
        CandidateCause("The tenant is a collective word.", .tenantIsWord),
        CandidateCause("An overridden discovery address points there.", .loginOverridden),
      ],
      nextStep: """
        Replace the word by the directory's GUID with `{edit-registration} tenant-id=GUID{of}` \
        and check with `{check-settings}`.
        """),
    CatalogEntry(
      "aadsts-9002332", codes: [9002332], owner: .you,
      title: "The app is for work accounts, the address for personal ones",
      meaning: """
        The tenant says "consumers", where only personal Microsoft accounts sign in; the mailboxes \
        of this product are work accounts.
        """,
      candidates: [
        CandidateCause("The tenant is the word \"consumers\".", .tenantIsWord)
      ],
      nextStep: """
        Take "consumers" out: `{edit-registration} tenant-id=GUID{of}` with the id of the tenant \
        that owns the mailboxes.
        """),
    CatalogEntry(
      "aadsts-90133", codes: [90133], owner: .you,
      title: "No device code at a collective address",
      meaning: "Microsoft gives out device codes only where the request names one tenant.",
      candidates: [
        CandidateCause("The tenant is \"common\" or \"consumers\".", .tenantIsWord)
      ],
      nextStep: """
        Name the one tenant whose mailboxes are signed in (`{edit-registration} \
        tenant-id=GUID{of}`), then ask for a new code with `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-700005", codes: [700005, 7000012, 70000121], owner: .you,
      title: "The grant was made in another tenant",
      meaning: """
        The sign-in was made under another Tenant ID than the one in force now, and a grant does \
        not move from one to the other.
        """,
      candidates: [
        CandidateCause("The Tenant ID was changed after the sign-in."),
        CandidateCause("The mailbox was put under another registration."),
      ],
      nextStep: """
        Set the former Tenant ID again if the change was a mistake; otherwise sign in under the \
        new one: `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-7000110", codes: [7000110], owner: .you,
      title: "The grant was made with another app",
      meaning: "The refresh token belongs to another Client ID than the one that presented it.",
      candidates: [
        CandidateCause("The Client ID was changed after the sign-in."),
        CandidateCause("The mailbox was put under another registration."),
      ],
      nextStep: """
        Sign the mailbox in with the app in force now: `{new-sign-in}`; or undo the change of \
        Client ID.
        """),
    CatalogEntry(
      "aadsts-65002", codes: [65002], owner: .you,
      title: "A Microsoft app's id is used for mail",
      meaning: """
        The Client ID is one of Microsoft's own programs, and that program has no leave to read \
        mail by POP.
        """,
      candidates: [
        CandidateCause(
          "The Client ID of Azure CLI, PowerShell or Outlook was used in place of one's own.")
      ],
      nextStep: """
        Use the registration that the article has you make: enter its own "Application (client) \
        ID" with `{edit-registration} client-id=ID{of}`.
        """),
  ]
}
