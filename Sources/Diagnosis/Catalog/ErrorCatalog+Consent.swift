import Core

extension ErrorCatalog {
  /// Who agreed to what.
  static let consent: [CatalogEntry] = [
    CatalogEntry(
      "consent-needed", codes: [65001], errors: ["consent_required"], owner: .tenantAdmin,
      title: "An admin must consent to the app first",
      meaning: """
        Nobody has allowed this app to read mail for this user, or the permission was added after \
        the sign-in. One consent by an admin serves every mailbox of the tenant.
        """,
      candidates: [
        CandidateCause(
          "No admin of the tenant has consented for the organisation; with the box left unticked "
            + "an admin consents for himself alone."),
        CandidateCause("The permission was added, or the consent withdrawn, after the sign-in."),
        CandidateCause("The consent was given seconds ago; Microsoft needs up to half a minute."),
      ],
      nextStep: """
        In https://{portal} open App registrations > {app} > API permissions and press "Grant \
        admin consent"; then sign the mailbox in with `{authenticate}`.
        """),
    CatalogEntry(
      "consent-declined", codes: [65004], owner: .you,
      title: "The person declined the app's permissions",
      meaning: """
        The page that lists the permissions was answered with Cancel, so no token was given; \
        nothing that worked before is changed.
        """,
      candidates: [
        CandidateCause("The person pressed Cancel, or closed the consent page.")
      ],
      nextStep: """
        Tell {signer} to accept the permission to read mail, then run `{authenticate}` again.
        """),
    CatalogEntry(
      "aadsts-90094", codes: [90094], owner: .tenantAdmin,
      title: "Only an admin may consent here",
      meaning: """
        The tenant does not let users agree to apps by themselves, so the mailbox cannot sign in \
        before an admin has agreed.
        """,
      candidates: [
        CandidateCause("User consent is switched off in the tenant."),
        CandidateCause("The permission needs an admin by its nature."),
      ],
      nextStep: """
        Have an admin consent once for the organization under Enterprise applications > {app} > \
        Permissions > Grant admin consent.
        """),
    CatalogEntry(
      "aadsts-90095", codes: [90095], owner: .tenantAdmin,
      title: "A request for consent has been sent to the admins",
      meaning: """
        The tenant has an approval workflow: the person's request waits for an admin's answer, and \
        no token comes before it.
        """,
      candidates: [
        CandidateCause("Nobody has answered the request yet.")
      ],
      nextStep: """
        Approve the request in https://{portal} under Enterprise applications > Admin consent \
        requests, then run `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-90008", codes: [90008], owner: .tenantAdmin,
      title: "The app may not even sign people in",
      meaning: """
        The registration lacks the basic permission to sign a user in and read the profile, which \
        the article has next to the POP permission.
        """,
      candidates: [
        CandidateCause("User.Read was removed from the registration.")
      ],
      nextStep: """
        Under App registrations > {app} > API permissions add Microsoft Graph > Delegated > \
        User.Read and grant admin consent.
        """),
    CatalogEntry(
      "aadsts-65005", codes: [65005, 650056], owner: .tenantAdmin,
      title: "The registration lists no usable permission",
      meaning: """
        Microsoft finds the app misconfigured: what it asks for is neither listed nor consented.
        """,
      candidates: [
        CandidateCause("The list of API permissions is empty, or lacks POP.AccessAsUser.All."),
        CandidateCause("The permissions are listed, but nobody consented to them."),
      ],
      nextStep: """
        Under App registrations > {app} > API permissions add Microsoft Graph > Delegated > \
        POP.AccessAsUser.All and User.Read, then press "Grant admin consent".
        """),
    CatalogEntry(
      "aadsts-90009", codes: [90009], owner: .you,
      title: "The app asked for a token for itself",
      meaning: "The scope names the app's own id in place of Exchange Online.",
      candidates: [
        CandidateCause("The scope is overridden with the Client ID.", .scopeOverridden)
      ],
      nextStep: """
        Take the override of the scope out, so that {scope} is asked for; `{show-settings}` \
        tells where it comes from.
        """),
    CatalogEntry(
      "aadsts-50105", codes: [50105], owner: .tenantAdmin,
      title: "The user is not assigned to the app",
      meaning: """
        The tenant lets only assigned users sign in to this app, and the mailbox user is not among \
        them.
        """,
      candidates: [
        CandidateCause("\"Assignment required\" is Yes on the enterprise application.")
      ],
      nextStep: """
        In https://{portal} open Enterprise applications > {app} > Users and groups and add \
        {signer}, or set "Assignment required" to No under Properties.
        """),
    CatalogEntry(
      "aadsts-90099", codes: [90099], owner: .tenantAdmin,
      title: "The app is not authorised in the customer's tenant",
      meaning: "A partner manages this tenant, and the app was not approved for it in advance.",
      candidates: [
        CandidateCause("The sign-in uses a partner's delegated rights.")
      ],
      nextStep: """
        Have the partner approve the app for this customer in Partner Center, or have the \
        customer's own admin grant consent.
        """),
  ]
}
