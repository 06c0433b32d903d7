import Core

extension ErrorCatalog {
  /// The browser's way there and back.
  static let redirect: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-50011", codes: [50011], owner: .tenantAdmin,
      title: "The redirect URI does not match",
      meaning: """
        Microsoft shows this on its own page and never returns to the program: the address to \
        return to is not, letter for letter, among those of the registration.
        """,
      candidates: [
        CandidateCause(
          """
          Case, a slash at the end, http for https, or the host differs; the path is \
          case-sensitive.
          """),
        CandidateCause("The URI is registered under another platform than Web."),
        CandidateCause(
          "The URI belongs to another interface than the one on which the admin is signed in."),
      ],
      nextStep: """
        Copy the redirect_uri from the page's address bar into App registrations > {app} > \
        Authentication > Web > Redirect URIs, exactly as it stands there.
        """),
    CatalogEntry(
      "aadsts-900971", codes: [900971, 500113], owner: .tenantAdmin,
      title: "The registration has no redirect URI",
      meaning: "The browser sign-in has nowhere to return to, because none is registered.",
      candidates: [
        CandidateCause(
          "The redirect URI was never entered, or was saved under another registration.")
      ],
      nextStep: """
        In App registrations > {app} > Authentication choose Add a platform > Web and enter the \
        URI of the interface on which Authenticate is pressed.
        """),
    CatalogEntry(
      "aadsts-70004", codes: [70004], owner: .tenantAdmin,
      title: "The redirect URI is not valid",
      meaning: "The address to return to is malformed, or not one that this app may use.",
      candidates: [
        CandidateCause("It has a character that is not allowed, or is not https."),
        CandidateCause("It is not registered with this app."),
      ],
      nextStep: """
        Remove the entry under App registrations > {app} > Authentication and add it again as \
        https, with none of ! $ ' ( ) , ; in it.
        """),
    CatalogEntry(
      "aadsts-9002325", codes: [9002325, 9002326, 9002327], owner: .tenantAdmin,
      title: "The redirect URI is registered as a single-page application",
      meaning: """
        Under that platform a code is redeemed by a script in a browser only; a server cannot, and \
        refresh tokens would last a day.
        """,
      candidates: [
        CandidateCause("The URI was entered under \"Single-page application\" in place of Web.")
      ],
      nextStep: """
        In App registrations > {app} > Authentication delete the URI under Single-page application \
        and add the same URI under Web.
        """),
    CatalogEntry(
      "aadsts-501481", codes: [501481], owner: .you,
      title: "The answer belongs to another sign-in",
      meaning: """
        The code that came back was made for another start of the sign-in than the one that is \
        waiting.
        """,
      candidates: [
        CandidateCause("Two sign-ins were open at once and their answers were mixed."),
        CandidateCause("The sign-in was begun anew after the page had been opened."),
      ],
      nextStep: """
        Close every open Microsoft page and start one sign-in only: `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-50147", codes: [50147, 501491], owner: .you,
      title: "The sign-in's proof key has the wrong size",
      meaning: "The code challenge (PKCE) that opened the sign-in was cut off or changed.",
      candidates: [
        CandidateCause("The long address was broken when it was copied.")
      ],
      nextStep: """
        Copy the sign-in address anew in one piece, or use the device code, which has no such \
        address: `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-54005", codes: [54005], owner: .you,
      title: "The code has been used already",
      meaning: "An authorization code works once, and somebody has redeemed this one.",
      candidates: [
        CandidateCause("The page was reloaded, or the address was pasted twice."),
        CandidateCause(
          "The address is that of the product's own page, which has redeemed the code by itself."),
      ],
      nextStep: """
        Start again to get an unused code (`{authenticate}`) and paste the \
        address once.
        """),
    CatalogEntry(
      "aadsts-70008", codes: [70008], owner: .you,
      title: "The code or the grant has run out",
      meaning: """
        What was presented is past its time or was withdrawn: a code lives about ten minutes, a \
        refresh token 90 days without use.
        """,
      candidates: [
        CandidateCause("More than ten minutes passed before the code was redeemed."),
        CandidateCause("The mailbox was not refreshed for a long time."),
        CandidateCause("An admin ended the user's sessions."),
      ],
      nextStep: """
        Sign in again, without a pause in between: `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-50058", codes: [50058], errors: ["login_required"], owner: .you,
      title: "Nobody is signed in at the browser",
      meaning: """
        The sign-in was asked to go on silently, and the browser has no session to go on with.
        """,
      candidates: [
        CandidateCause("The browser has no Microsoft session, or keeps no cookies.")
      ],
      nextStep: """
        Sign in by hand at the page: run `{authenticate}` and enter the code in a \
        browser as {signer}.
        """),
    CatalogEntry(
      "aadsts-16000", codes: [16000], errors: ["account_selection_required"], owner: .you,
      title: "The browser is signed in with several accounts",
      meaning: "Microsoft cannot choose among the accounts of that browser by itself.",
      candidates: [
        CandidateCause("Several Microsoft accounts are signed in at the browser.")
      ],
      nextStep: """
        Open the sign-in page in a private window and sign in as {signer} only, after \
        `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-50199", codes: [50199], owner: .you,
      title: "The person must confirm the app",
      meaning: """
        This is part of every device sign-in: Microsoft asks whether the person really means this \
        app.
        """,
      candidates: [
        CandidateCause(
          "The page with \"Are you trying to sign in to …?\" was closed or is still open.")
      ],
      nextStep: """
        Have {signer} press Continue on the page; if it is closed, get a new code with \
        `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-50089", codes: [50089], owner: .you,
      title: "The sign-in page was open for too long",
      meaning: "The page's own time ran out before the person had finished.",
      candidates: [
        CandidateCause(
          "The page waited for a password, a second factor or an approval for too long.")
      ],
      nextStep: """
        Begin again with `{authenticate}` and keep the second factor at hand.
        """),
  ]
}
