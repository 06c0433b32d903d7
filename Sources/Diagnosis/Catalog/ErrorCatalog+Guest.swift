import Core

extension ErrorCatalog {
  /// Accounts of other tenants.
  static let guest: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-50020", codes: [50020], owner: .you,
      title: "The person belongs to another tenant",
      meaning: """
        The account that signed in is not a user of this tenant: a personal account, or one of \
        another organization.
        """,
      candidates: [
        CandidateCause(
          "The browser signed in with another account than the mailbox's.", .identityDiffers),
        CandidateCause(
          "The mailbox belongs to another tenant and the registration is single tenant.",
          .singleTenant),
        CandidateCause("The account belongs to another tenant.", .tenantDiffers),
      ],
      nextStep: """
        Open the page in a private window and sign in as {signer}; if that account really is in \
        another tenant, set the registration to multitenant and `{edit-registration} \
        account-type=multi{of}`.
        """),
    CatalogEntry(
      "aadsts-16003", codes: [16003], owner: .tenantAdmin,
      title: "The person was never added to this tenant",
      meaning: """
        The account is known at its own organization only, and this tenant has not invited it.
        """,
      candidates: [
        CandidateCause("Another account than the mailbox's was used.", .identityDiffers),
        CandidateCause("The tenant of the registration is not the mailbox's.", .tenantDiffers),
      ],
      nextStep: """
        Use an account of tenant {tenant}; otherwise register the app in the tenant that owns \
        {address}.
        """),
    CatalogEntry(
      "aadsts-500208", codes: [500208], owner: .you,
      title: "The kind of account is not accepted",
      meaning: """
        The registration takes work accounts, and the domain of the address is one of personal \
        accounts.
        """,
      candidates: [
        CandidateCause("A personal Microsoft account was used.", .identityDiffers),
        CandidateCause(
          """
          The Pop Account has a personal address, such as outlook.com, which this set-up cannot \
          serve.
          """),
      ],
      nextStep: """
        Sign in with the work account of the mailbox; a personal address as Pop Account has to be \
        replaced with `{edit-pop-account} ADDRESS`.
        """),
    CatalogEntry(
      "aadsts-50014", codes: [50014], owner: .tenantAdmin,
      title: "The guest has not accepted the invitation",
      meaning: """
        The account is a guest that has not joined yet; its mailbox is in its home tenant in any \
        case.
        """,
      candidates: [
        CandidateCause("A guest account was used in place of one of this tenant.")
      ],
      nextStep: """
        Take the mailbox's own account of tenant {tenant}, since a guest has no mailbox here; see \
        Users, filter "User type: Guest".
        """),
    CatalogEntry(
      "aadsts-90072", codes: [90072], owner: .tenantAdmin,
      title: "An outside account must be added to the tenant first",
      meaning: """
        The account belongs to another identity provider and does not exist in this tenant.
        """,
      candidates: [
        CandidateCause(
          "The browser went on with an account it was signed in with.", .identityDiffers)
      ],
      nextStep: """
        Sign out at the browser, choose "Use another account", and sign in as {signer}.
        """),
    CatalogEntry(
      "aadsts-500571", codes: [500571], owner: .tenantAdmin,
      title: "The guest account is disabled",
      meaning: """
        The account is a guest that this tenant has switched off; guests own no mailbox here.
        """,
      candidates: [
        CandidateCause("A guest account was used for the mailbox.")
      ],
      nextStep: """
        Choose a member account that owns {address} or has FullAccess to it: `{edit-sign-in-name} \
        ADDRESS`.
        """),
    CatalogEntry(
      "aadsts-500212", codes: [500212], owner: .tenantAdmin,
      title: "The home tenant forbids access to other tenants",
      meaning: "The account's own organization does not let it sign in to this one.",
      candidates: [
        CandidateCause("Cross-tenant access settings of the home tenant block outbound access.")
      ],
      nextStep: """
        Have the home tenant allow outbound access in External Identities > Cross-tenant access \
        settings > Outbound, or use an account of this tenant.
        """),
    CatalogEntry(
      "aadsts-500213", codes: [500213], owner: .tenantAdmin,
      title: "This tenant forbids access from other tenants",
      meaning: "The tenant of the app does not let accounts of that organization in.",
      candidates: [
        CandidateCause("Cross-tenant access settings of this tenant block inbound access.")
      ],
      nextStep: """
        Allow the organization in External Identities > Cross-tenant access settings > Inbound, or \
        register the app in the mailboxes' own tenant.
        """),
  ]
}
