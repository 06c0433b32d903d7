import Core

extension ErrorCatalog {
  /// OAuth error values where no number is known (RFC 6749 §4.1.2.1, §5.2; RFC 8628 §3.5).
  static let oauthErrors: [CatalogEntry] = [
    CatalogEntry(
      "oauth-invalid-request", errors: ["invalid_request"], owner: .you,
      title: "The server could not use the request",
      meaning: """
        A parameter is missing, doubled or malformed in the server's eyes; nothing was decided \
        about the account.
        """,
      candidates: [
        CandidateCause("A setting that goes into the request has a wrong shape."),
        CandidateCause("A proxy in between changed the request.", .proxy),
        CandidateCause("The overridden server wants more than Microsoft does.", .loginOverridden),
      ],
      nextStep: """
        Read the server's words below, compare them with `{show-settings} --json`, and \
        correct the value that they name.
        """),
    CatalogEntry(
      "oauth-invalid-client", errors: ["invalid_client"], owner: .you,
      title: "The app was not recognised",
      meaning: """
        The server refuses the Client ID or the way the app showed itself. That concerns every \
        mailbox of the registration, not this one alone.
        """,
      candidates: [
        CandidateCause("The client secret is wrong.", .secretMistyped),
        CandidateCause("The client secret has expired.", .secretPastItsDate),
        CandidateCause(
          "The server wants a secret and none was sent.", .noSecret, owner: .you,
          nextStep: """
            Store a secret for the server to check: `{new-secret}{of}`.
            """),
        CandidateCause("The Client ID is not known there."),
      ],
      nextStep: """
        Run `{check-settings}`, which tries id and secret by themselves; then enter a \
        fresh Value with `{new-secret}{of}` where it is refused.
        """),
    CatalogEntry(
      "oauth-invalid-grant", errors: ["invalid_grant"], owner: .you,
      title: "The sign-in does not count any more",
      meaning: """
        The server does not accept the code or the refresh token: it is used up, expired, revoked, \
        or another app's.
        """,
      candidates: [
        CandidateCause("The grant was revoked or has expired."),
        CandidateCause("The grant was made with another Client ID or tenant."),
      ],
      nextStep: """
        Make a new grant: `{new-sign-in}`, and keep the ids below \
        in case it happens again.
        """),
    CatalogEntry(
      "oauth-unauthorized-client", errors: ["unauthorized_client"], owner: .you,
      title: "The app may not sign in this way",
      meaning: "The server knows the app or not, and does not allow it this kind of sign-in.",
      candidates: [
        CandidateCause("The Client ID is wrong for this tenant.", .clientNotGUID),
        CandidateCause("The kind of sign-in is not allowed to the app."),
      ],
      decider: .init(
        check: """
          https://{portal} > App registrations > {app} > Overview: are both ids those of \
          `{show-settings}`?
          """,
        owner: .you),
      nextStep: """
        Check the Client ID ({client}) on the app's Overview page first, then "Supported account \
        types" under Authentication.
        """),
    CatalogEntry(
      "oauth-access-denied", errors: ["access_denied"], owner: .you,
      title: "The server said no to the person",
      meaning: "The person, or a policy of the tenant, refused the sign-in.",
      candidates: [
        CandidateCause("The person pressed Cancel."),
        CandidateCause("A policy of the tenant refuses the sign-in."),
      ],
      decider: .init(
        check: "https://{portal} > Sign-in logs > the newest entry of {signer}",
        owner: .tenantAdmin),
      nextStep: """
        Ask {signer} what the page showed; with a number on it try again only after that is \
        mended, without one run `{authenticate}`.
        """),
    CatalogEntry(
      "sign-in-declined", errors: ["authorization_declined"], owner: .you,
      title: "The sign-in was declined",
      meaning: """
        The person at the browser said no. Nothing that worked before is changed.
        """,
      candidates: [
        CandidateCause("The person at the browser refused the app.", .told)
      ],
      nextStep: """
        Agree with {signer} on who signs in and when, then `{authenticate}`.
        """),
    CatalogEntry(
      "oauth-server-error", errors: ["server_error"], owner: .you,
      title: "The identity server failed by itself",
      meaning: "Something went wrong inside the server; it says nothing about the settings.",
      candidates: [
        CandidateCause("A passing fault of the identity server.")
      ],
      nextStep: """
        Wait a few minutes and repeat the command; if it stays, hand the trace id below to whoever \
        runs {login}.
        """),
    CatalogEntry(
      "oauth-permission-denied", errors: ["permission_denied"], owner: .tenantAdmin,
      title: "The admin did not consent",
      meaning: """
        The page for consent was closed with Cancel, or by somebody who may not consent for the \
        organization.
        """,
      candidates: [
        CandidateCause("The admin pressed Cancel."),
        CandidateCause("The person is not allowed to consent for the organization."),
      ],
      nextStep: """
        Have a Privileged Role Administrator or Cloud Application Administrator open the consent \
        page again and press Accept.
        """),
    CatalogEntry(
      "oauth-unsupported-response", errors: ["unsupported_response_type"], owner: .you,
      title: "The server does not offer this kind of answer",
      meaning: """
        The sign-in asked for an authorization code, which the server does not give to this app.
        """,
      candidates: [
        CandidateCause(
          "An overridden server is set up for other kinds of sign-in.", .loginOverridden)
      ],
      nextStep: """
        Allow the authorization code flow for {client} at the server, or sign in by device code.
        """),
    CatalogEntry(
      "oauth-invalid-token", errors: ["invalid_token"], owner: .you,
      title: "The service does not accept the token",
      meaning: """
        A service that was asked with the token finds it malformed, expired or not meant for it \
        (RFC 6750).
        """,
      candidates: [
        CandidateCause("The token has run out.", .tokenExpired),
        CandidateCause("The token is for another service.", .audienceWrong),
      ],
      nextStep: "Fetch a new token by a refresh: `{verify}`."),
  ]

  /// What is said of an error that the book does not know: everything is kept.
  static let unknownError =
    CatalogEntry(
      "oauth-unknown", owner: .you,
      title: "The server refused for a reason Greenbox does not know",
      meaning: """
        The answer has a number or a word that is not in the book. It is kept whole below, with \
        the ids by which Microsoft's support finds it.
        """,
      candidates: [
        CandidateCause("A rule of the server that this version of Greenbox does not know."),
        CandidateCause("The server is not Microsoft's.", .loginOverridden),
      ],
      nextStep: """
        Look the text below up at https://login.microsoftonline.com/error, or hand it with trace \
        id, correlation id and timestamp to your Microsoft 365 admin.
        """)
}
