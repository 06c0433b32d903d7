import Core

extension ErrorCatalog {
  /// Sign-ins that ended here, with no error from the server.
  static let attempts: [CatalogEntry] = [
    CatalogEntry(
      "wrong-person", owner: .you,
      title: "Another person signed in",
      meaning: """
        {identity} signed in where {signer} was expected. Such a token opens the mailbox only if \
        that person has full access, and breaks when that account changes; it was not kept.
        """,
      candidates: [
        CandidateCause(
          """
          It cannot be told whether {address} is another address of {identity}: the app may not \
          read that (User.Read).
          """, .graphRefused, owner: .tenantAdmin,
          nextStep: """
            Under App registrations > {app} > API permissions add the delegated permission \
            User.Read of Microsoft Graph and grant admin consent; then `{authenticate}`, signed \
            in as {signer} where that is a login of its own.
            """),
        CandidateCause("The browser was signed in with another account and went on with it."),
        CandidateCause("An admin signed in to give consent, which is a step of its own."),
        CandidateCause("The mailbox is shared, and a delegate has to sign in for it."),
      ],
      nextStep: """
        Open the page in a private window and sign in as {signer} (`{authenticate}`); for a \
        delegate, first allow it with `{edit-sign-in-name} {identityShell}`.
        """),
    CatalogEntry(
      "sign-in-refused-here", owner: .you,
      title: "The sign-in was refused here",
      meaning: """
        Somebody signed in, and the question whether to accept it was answered with no. The tokens \
        were dropped; what was kept before is as it was.
        """,
      candidates: [
        CandidateCause("The admin here did not accept the sign-in.", .doneHere)
      ],
      nextStep: """
        Agree with {signer} on who signs in and when, then run `{authenticate}` \
        and answer with OK.
        """),
    CatalogEntry(
      "ok-not-pressed", owner: .you,
      title: "The sign-in was not completed: OK is required",
      meaning: """
        Somebody signed in, and nobody pressed OK within the hour. The tokens were dropped; what \
        was kept before is as it was.
        """,
      candidates: [
        CandidateCause("The console was closed, or the connection to it lost, before OK.")
      ],
      nextStep: """
        Sign in once more with `{authenticate}`, and press OK when the mailbox is \
        authenticated.
        """),
    CatalogEntry(
      "no-refresh-token", owner: .you,
      title: "No refresh token came",
      meaning: """
        The sign-in gave an access token only. It would end within the hour with no way to renew \
        it, so nothing was kept.
        """,
      candidates: [
        CandidateCause("offline_access is missing from an overridden scope.", .scopeOverridden),
        CandidateCause("The server does not give refresh tokens to this app."),
      ],
      nextStep: """
        Run `{show-settings}`: where a scope is overridden, add offline_access to it; where \
        none is, have whoever runs the identity server let {app} have refresh tokens. Then \
        `{authenticate}`.
        """),
    CatalogEntry(
      "cancelled", owner: .you,
      title: "Stopped",
      meaning: """
        The command was ended by whoever ran it. What a server had answered by then is kept; the rest \
        was not begun.
        """,
      candidates: [
        CandidateCause("Ctrl-C, a closed terminal, or a signal.")
      ],
      nextStep: """
        Run the same command again when it suits; a sign-in that had begun goes on with `{resume}`.
        """),
  ]
}
