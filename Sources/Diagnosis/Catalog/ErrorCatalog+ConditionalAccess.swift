import Core

extension ErrorCatalog {
  /// Policies of the tenant.
  static let conditionalAccess: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-53003", codes: [53003], owner: .tenantAdmin,
      title: "Conditional Access blocks the sign-in",
      meaning: """
        A policy of the tenant refuses a token for this app and user. The password, the secret and \
        the code were right.
        """,
      candidates: [
        CandidateCause("A policy blocks the device code flow, or older clients."),
        CandidateCause("A policy allows other places only than the one the request came from."),
        CandidateCause("A policy asks for a managed device, which a server cannot show."),
      ],
      decider: .init(
        check: """
          https://{portal} > Sign-in logs > the entry with this correlation id > Conditional \
          Access
          """,
        owner: .tenantAdmin),
      nextStep: """
        In https://{portal} open Protection > Conditional Access > Policies{policies} and exclude \
        {app} or {signer} from the policy that blocks; then `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-530036", codes: [530036], owner: .tenantAdmin,
      title: "A policy forbids grants made by device code",
      meaning: """
        A policy on authentication flows was switched on, and this refresh token came by device \
        code: it will never work again.
        """,
      candidates: [
        CandidateCause("\"Device code flow\" is blocked by a Conditional Access policy.")
      ],
      nextStep: """
        Exclude {signer} under Conditional Access > Policies{policies} > Conditions > \
        Authentication flows > Device code flow; then sign in anew with `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-50097", codes: [50097, 50155, 50129], owner: .tenantAdmin,
      title: "A policy wants to know the device",
      meaning: """
        The tenant gives tokens to registered devices only; with a device code the server is the \
        device, and it cannot show itself as one.
        """,
      candidates: [
        CandidateCause("A policy requires a registered or joined device.")
      ],
      nextStep: """
        Exclude {app} from the policy's grant control "Require device to be marked as \
        compliant"{policies}, or from the policy as a whole.
        """),
    CatalogEntry(
      "aadsts-50005", codes: [50005], owner: .tenantAdmin,
      title: "A policy does not accept this platform",
      meaning: """
        The tenant's policy lists the platforms that may sign in, and what this server shows is \
        not among them.
        """,
      candidates: [
        CandidateCause(
          "The policy's condition \"Device platforms\" leaves Linux or unknown platforms out.")
      ],
      nextStep: """
        Change Conditional Access > the policy{policies} > Conditions > Device platforms so that \
        it leaves {app} alone.
        """),
    CatalogEntry(
      "aadsts-50131", codes: [50131], owner: .tenantAdmin,
      title: "Conditional Access failed for another reason",
      meaning: "A condition of a policy was not met, and the message does not tell which.",
      candidates: [
        CandidateCause("A condition on device, place or risk was not met."),
        CandidateCause("The clock or network of the person's computer made the check fail."),
      ],
      decider: .init(
        check: "https://{portal} > Sign-in logs > the entry with this correlation id",
        owner: .tenantAdmin),
      nextStep: """
        Read the failure's reason in Sign-in logs > the entry of {signer}{policies}, and change \
        that policy or that condition.
        """),
    CatalogEntry(
      "aadsts-53000", codes: [53000, 53001, 53002], owner: .tenantAdmin,
      title: "A policy wants a managed device or an approved app",
      meaning: """
        The tenant asks for a compliant or joined device, or an app from its list; neither can a \
        server show.
        """,
      candidates: [
        CandidateCause("A policy for all apps includes this one.")
      ],
      nextStep: """
        Exclude {app} under Conditional Access > the policy{policies} > Target resources > \
        Exclude.
        """),
    CatalogEntry(
      "aadsts-530002", codes: [530002, 530003], owner: .tenantAdmin,
      title: "The device is not compliant or not managed",
      meaning: """
        The policy looked at the computer on which the person signed in, or found none to look at.
        """,
      candidates: [
        CandidateCause("The person used a private computer."),
        CandidateCause("With a device code there is no computer to look at."),
      ],
      nextStep: """
        Have {signer} sign in from a managed computer; if the code is refused there too, exclude \
        {signer} from the policy{policies}.
        """),
    CatalogEntry(
      "aadsts-530032", codes: [530032], owner: .tenantAdmin,
      title: "The tenant's security policy blocks the sign-in",
      meaning: "A tenant-wide protection refuses the request; no setting here changes that.",
      candidates: [
        CandidateCause("A tenant-wide policy forbids this kind of sign-in or this app.")
      ],
      nextStep: """
        Look the request up in Sign-in logs by its correlation id and lift the tenant policy that \
        it names for {app}.
        """),
    CatalogEntry(
      "aadsts-530035", codes: [530035], owner: .tenantAdmin,
      title: "Security defaults block the sign-in",
      meaning: """
        The tenant has Microsoft's security defaults on, and they refuse this way of signing in.
        """,
      candidates: [
        CandidateCause("Security defaults treat the request as one of an old client."),
        CandidateCause("The user has no second factor, which security defaults ask for."),
      ],
      nextStep: """
        Have {signer} register a second factor and sign in again; else replace security defaults \
        (Overview > Properties > Manage security defaults) by policies of one's own.
        """),
    CatalogEntry(
      "aadsts-530034", codes: [530034, 53011], owner: .tenantAdmin,
      title: "The account is blocked for risk in its home tenant",
      meaning: "Identity protection holds the account, or the delegated admin, for suspicious.",
      candidates: [
        CandidateCause("The account's risk is set to high.")
      ],
      nextStep: """
        Examine and dismiss the risk under Protection > Risky users > {signer}, then try again.
        """),
    CatalogEntry(
      "sign-in-frequency", codes: [70043], owner: .tenantAdmin,
      title: "A sign-in frequency policy ended the grant",
      meaning: """
        The tenant wants people to sign in {lifetime}. A mailbox that is read by a machine cannot \
        live with that: it will stop again after the same time.
        """,
      candidates: [
        CandidateCause("A Conditional Access policy with \"Sign-in frequency\" includes this app.")
      ],
      nextStep: """
        Exclude {app} or {signer} from the policy's Session > Sign-in frequency; then, or to go on \
        until the next stop, `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-50002", codes: [50002, 500021, 500022], owner: .tenantAdmin,
      title: "The network's proxy forbids this tenant",
      meaning: """
        A proxy on the way adds a header that allows certain tenants only, and this one is not \
        among them.
        """,
      candidates: [
        CandidateCause("Tenant restrictions are set on the proxy.", .proxy)
      ],
      nextStep: """
        Have the tenant {tenant} added to the proxy's Restrict-Access-To-Tenants list, or let \
        {login} pass by another way.
        """),
  ]
}
