import Core

extension ErrorCatalog {
  /// Whether the client is to show a secret, and which one.
  static let client: [CatalogEntry] = [
    CatalogEntry(
      "secret-missing", codes: [7000218], owner: .you,
      title: "Microsoft wants the client secret",
      meaning: """
        The app counts as confidential ("Allow public client flows" is No) and the request came \
        without its secret. That is the setting the article asks for; the secret must be sent.
        """,
      candidates: [
        CandidateCause(
          "No secret is stored for this registration.", .noSecret, owner: .you,
          nextStep: """
            Store the secret's Value: `{new-secret}{of}`, then \
            `{check-settings}`.
            """),
        CandidateCause(
          "The registration is set to public mode here, so that the secret is not sent.",
          .publicMode),
      ],
      nextStep: """
        Let the secret be sent: `{edit-registration} client-mode=automatic{of}`, then run \
        `{authenticate}` again.
        """),
    CatalogEntry(
      "secret-not-wanted", codes: [700025], owner: .tenantAdmin,
      title: "Microsoft refuses any client secret for this app",
      meaning: """
        The app counts as public, and a public app must not show a secret. Oracle's mailboxes need \
        a confidential app, so the portal's switch is wrong rather than the secret.
        """,
      candidates: [
        CandidateCause("\"Allow public client flows\" is Yes on the registration.", .secretMode),
        CandidateCause(
          """
          The redirect URI is registered under "Mobile and desktop applications" in place of \
          Web.
          """),
      ],
      nextStep: """
        In https://{portal} open App registrations > {app} > Authentication, set "Allow public \
        client flows" to No and keep the redirect URI under Web (or, to go without the secret, \
        `{edit-registration} client-mode=public{of}`); then run `{authenticate}`.
        """),
    CatalogEntry(
      "secret-wrong", codes: [7000215], owner: .you,
      title: "The client secret is wrong",
      meaning: """
        Microsoft knows the app but not the secret that was sent. Every mailbox under this \
        registration stops at its next refresh, in the product too if it holds the same value.
        """,
      candidates: [
        CandidateCause("The Secret ID was pasted in place of the Value.", .secretMistyped),
        CandidateCause("The Value was cut off, or carries a space or line break.", .secretMistyped),
        CandidateCause("The secret was deleted or replaced in the portal.", .secretDeleted),
        CandidateCause(
          "The secret is new and not known everywhere yet; up to two minutes are usual.",
          .secretTooNew),
        CandidateCause("The secret belongs to another app.", .secretMistyped),
      ],
      nextStep: """
        In https://{portal} open App registrations > {app} > Certificates & secrets, make a new \
        client secret, copy its Value at once (it is shown only then) and run `{new-secret}{of}`, \
        then `{check-settings}`.
        """),
    CatalogEntry(
      "secret-expired", codes: [7000222], owner: .you,
      title: "The client secret has expired",
      meaning: """
        Microsoft no longer takes this secret, so that no mailbox under the registration can renew \
        its token, here or in the product.
        """,
      candidates: [
        CandidateCause(
          "The expiry date that was entered here is not the secret's.", .secretDateWrong),
        CandidateCause("The secret's time has passed.", .secretOver),
      ],
      nextStep: """
        Make a new secret under App registrations > {app} > Certificates & secrets > New client \
        secret, store it with `{new-secret} secret-expires=DATE{of}`, \
        put the same Value into CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET on every interface, and run \
        `{verify-all}`.
        """),
    CatalogEntry(
      "aadsts-70002", codes: [70002], owner: .you,
      title: "The app's credentials were not accepted",
      meaning: """
        The identity server found the app's way of proving itself wrong, without saying in which \
        way.
        """,
      candidates: [
        CandidateCause("The secret is not the right one for this Client ID.", .secretMistyped),
        CandidateCause(
          "The account is a personal one, for which the app would have to be a mobile app."),
        CandidateCause(
          "A secret is wanted and none was sent.", .noSecret, owner: .you,
          nextStep: """
            Store a secret first: `{new-secret}{of}`; without one this \
            app cannot show itself.
            """),
      ],
      nextStep: """
        Run `{check-settings}`, which tries the secret by itself; if it is refused there, \
        enter the right Value with `{new-secret}{of}`.
        """),
  ]
}
