import Core

extension ErrorCatalog {
  /// Tenant, cloud and what a tenant says of the app.
  static let tenant: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-90002", codes: [90002], errors: ["invalid_tenant"], owner: .you,
      title: "The tenant was not found",
      meaning: """
        No directory of this cloud answers to the Tenant ID, so nobody can sign in to any mailbox \
        under it.
        """,
      candidates: [
        CandidateCause(
          "The Tenant ID has a typing error, or belongs to another directory.", .tenantNotGUID),
        CandidateCause("Client ID and Tenant ID were pasted into one another's field.", .sameIDs),
        CandidateCause("The tenant lives in another Microsoft cloud than the one chosen here."),
      ],
      nextStep: """
        In https://{portal} open App registrations > {app} > Overview, copy "Directory (tenant) \
        ID", then run `{edit-registration} tenant-id=ID{of}` and `{check-settings}`.
        """),
    CatalogEntry(
      "aadsts-900023", codes: [900023], owner: .you,
      title: "The Tenant ID is not an id or a domain",
      meaning: """
        The text in the tenant field can be neither a directory's id nor one of its domains; it \
        was probably cut off or is still a placeholder.
        """,
      candidates: [
        CandidateCause("A placeholder or half an id is in the field.", .tenantNotGUID),
        CandidateCause("A display name was typed in place of the id."),
      ],
      nextStep: """
        Replace the whole value by the 36 characters of "Directory (tenant) ID": \
        `{edit-registration} tenant-id=ID{of}`.
        """),
    CatalogEntry(
      "aadsts-90019", codes: [90019], owner: .you,
      title: "No tenant could be read from the request",
      meaning: """
        The request did not tell which directory it is for, so Microsoft could not look for the \
        app.
        """,
      candidates: [
        CandidateCause("The Tenant ID is empty or was lost."),
        CandidateCause("An overridden discovery address leaves the tenant out.", .loginOverridden),
      ],
      nextStep: """
        Look at the tenant and where its value comes from with `{show-settings}`, and fill \
        it in with `{edit-registration} tenant-id=ID{of}`.
        """),
    CatalogEntry(
      "aadsts-50059", codes: [50059], owner: .you,
      title: "The request names no tenant",
      meaning: """
        Microsoft needs to know the tenant before it can give out a code for this app, and the \
        request stands for many tenants at once.
        """,
      candidates: [
        CandidateCause("The tenant is a collective word such as \"common\".", .tenantIsWord),
        CandidateCause("The app accepts accounts of one tenant only.", .singleTenant),
      ],
      nextStep: """
        Put the id of the mailboxes' own tenant in place of the collective word: \
        `{edit-registration} tenant-id={tenant}{of}`, with the GUID from the Overview page.
        """),
    CatalogEntry(
      "aadsts-50128", codes: [50128], owner: .you,
      title: "The domain does not belong to a tenant",
      meaning: "A domain name is used as the tenant, and no directory has verified that domain.",
      candidates: [
        CandidateCause("The domain was never verified, or was removed, in the tenant."),
        CandidateCause("The domain has a typing error.", .tenantNotGUID),
      ],
      nextStep: """
        Use the directory's GUID instead of its domain name (`{edit-registration} \
        tenant-id=GUID{of}`); the list of verified names is in https://{portal} under Settings > \
        Domain names.
        """),
    CatalogEntry(
      "aadsts-90038", codes: [90038], owner: .you,
      title: "The tenant is in another cloud",
      meaning: """
        The tenant is kept in a national cloud, and the sign-in was asked of {login}; neither apps \
        nor tokens pass from one cloud to another.
        """,
      candidates: [
        CandidateCause("The wrong cloud is chosen for this registration.")
      ],
      nextStep: """
        Choose the cloud that the message names: `{edit-registration} cloud=gcc-high{of}` (or \
        `dod`, `china`, `global`), then `{check-settings}`.
        """),
    CatalogEntry(
      "aadsts-900439", codes: [900439], owner: .you,
      title: "A US Government app was used at the public sign-in",
      meaning: """
        The registration was made in the US Government cloud, which has a sign-in host of its own.
        """,
      candidates: [
        CandidateCause("The cloud is left at the worldwide one.")
      ],
      nextStep: """
        Run `{edit-registration} cloud=gcc-high{of}` so that login.microsoftonline.us is asked, \
        or `cloud=dod` for a Defense tenant.
        """),
    CatalogEntry(
      "aadsts-900432", codes: [900432, 900382], owner: .tenantAdmin,
      title: "A secret cannot be used across clouds",
      meaning: """
        The app and the mailbox user live in different clouds, and Microsoft refuses an app with a \
        secret there.
        """,
      candidates: [
        CandidateCause("The registration was made in another cloud than the mailboxes' tenant.")
      ],
      nextStep: """
        Make the app registration anew in the cloud in which the mailboxes live, and enter its ids \
        with `{add-registration}`.
        """),
    CatalogEntry(
      "aadsts-700016", codes: [700016, 700011], owner: .you,
      title: "The app is not in this tenant",
      meaning: """
        The tenant exists but knows no application with this Client ID, so no mailbox under it can \
        sign in.
        """,
      candidates: [
        CandidateCause(
          "Client ID and Tenant ID were pasted into one another's field.", .sameIDs, owner: .you,
          nextStep: """
            Enter the two ids each in its place: `{edit-registration} client-id=ID \
            tenant-id=ID{of}`.
            """),
        CandidateCause(
          "The Object ID, or the Secret ID, was copied in place of \"Application (client) ID\".",
          .clientNotGUID),
        CandidateCause(
          "The app belongs to another tenant and no admin of this one has consented to it yet.",
          .multiTenant),
        CandidateCause("The registration was deleted."),
        CandidateCause("The registration was made seconds ago; Microsoft needs up to a minute."),
      ],
      decider: .init(
        check: """
          https://{portal} > App registrations > All applications: is {client} there, and which \
          "Directory (tenant) ID" does its Overview show?
          """,
        owner: .you),
      nextStep: """
        Compare both ids on the app's Overview page in https://{portal} with `{show-settings}`; \
        set what differs with `{edit-registration} client-id=ID{of}`.
        """),
    CatalogEntry(
      "aadsts-700038", codes: [700038], owner: .you,
      title: "The Client ID is not an application id",
      meaning: "What stands in the Client ID field can be no application's id.",
      candidates: [
        CandidateCause("It is a placeholder, all zeros, or cut off.", .clientNotGUID),
        CandidateCause("A name was typed in place of the id."),
      ],
      nextStep: """
        Copy "Application (client) ID" (36 characters) from App registrations > {app} > Overview \
        and run `{edit-registration} client-id=ID{of}`.
        """),
    CatalogEntry(
      "aadsts-7000229", codes: [7000229], owner: .tenantAdmin,
      title: "The app has no enterprise application in the tenant",
      meaning: """
        The app is registered, but the tenant holds no service principal for it, which happens to \
        apps made through Graph or a command line.
        """,
      candidates: [
        CandidateCause(
          "The registration was made by a script that did not create the service principal."),
        CandidateCause("Somebody deleted the enterprise application."),
      ],
      nextStep: """
        Have the service principal made: `az ad sp create --id {client}`, then wait a minute and \
        run `{check-settings}`.
        """),
    CatalogEntry(
      "aadsts-70001", codes: [70001, 7000112], owner: .tenantAdmin,
      title: "The app is disabled in the tenant",
      meaning: """
        The tenant knows the app but has switched it off, so that no token is given to anybody.
        """,
      candidates: [
        CandidateCause("\"Enabled for users to sign-in\" is No on the enterprise application."),
        CandidateCause("Microsoft has disabled the app."),
      ],
      nextStep: """
        In https://{portal} open Enterprise applications > {app} > Properties and set "Enabled for \
        users to sign-in" to Yes.
        """),
    CatalogEntry(
      "aadsts-1000031", codes: [1000031], owner: .tenantAdmin,
      title: "The app cannot be used at this time",
      meaning: """
        The tenant blocks this application at present; a new code or secret does not help.
        """,
      candidates: [
        CandidateCause("The enterprise application is blocked or awaiting an admin's decision."),
        CandidateCause("Microsoft has restricted the app."),
      ],
      nextStep: """
        Have Enterprise applications > {app} looked at for a notice or a block, in \
        https://{portal}, and its "Sign-in logs" for the reason.
        """),
  ]
}
