import Core

extension ErrorCatalog {
  /// Signing in by a code (RFC 8628).
  static let deviceFlow: [CatalogEntry] = [
    CatalogEntry(
      "code-pending", codes: [70016], errors: ["authorization_pending"], owner: .you,
      title: "The person has not finished yet",
      meaning: "The code is good and waits for somebody to enter it; this is no failure.",
      candidates: [
        CandidateCause("Nobody has entered the code, or the person has not finished signing in.")
      ],
      nextStep: """
        Enter the code at {page} as {signer}; `{resume}` goes on waiting if this screen was \
        closed.
        """),
    CatalogEntry(
      "code-wrong", codes: [70018], errors: ["bad_verification_code"], owner: .you,
      title: "The code is not known",
      meaning: "Microsoft does not know the code, or not any more.",
      candidates: [
        CandidateCause("The code was mistyped at the page."),
        CandidateCause("The code belongs to an earlier start."),
      ],
      nextStep: """
        Get a new code with `{authenticate}` and copy it character by character.
        """),
    CatalogEntry(
      "code-expired", codes: [70019, 70020], errors: ["expired_token"], owner: .you,
      title: "The code ran out before anybody had signed in",
      meaning: """
        A code lives for minutes, and its time is over. Nothing that worked before is changed.
        """,
      candidates: [
        CandidateCause("Nobody entered the code in time."),
        CandidateCause(
          "Microsoft ended the code early; codes were seen to end after five minutes."),
      ],
      nextStep: """
        Have the browser ready at {page}, then ask for the next code: `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-90119", codes: [90119], owner: .you,
      title: "The page got no code",
      meaning: "The page's field was sent empty.",
      candidates: [
        CandidateCause("Next was pressed before the code was typed.")
      ],
      nextStep: """
        Type the code that is still shown here (or show it again with `{resume}`), then \
        press Next.
        """),
    CatalogEntry(
      "aadsts-90120", codes: [90120], owner: .you,
      title: "The code has been answered already",
      meaning: "Somebody has approved or refused this code before.",
      candidates: [
        CandidateCause("The code was entered twice, or by two people.")
      ],
      nextStep: """
        See with `{status}` whether the sign-in came through; if not, `{authenticate}` gives \
        another code.
        """),
    CatalogEntry(
      "aadsts-50134", codes: [50134], owner: .you,
      title: "Code and person met different data centres",
      meaning: """
        The code was asked for in one region and entered in another, and the two do not know one \
        another's codes.
        """,
      candidates: [
        CandidateCause("The person's browser goes out in another part of the world, by a VPN, say.")
      ],
      nextStep: """
        Enter a new code (`{authenticate}`) from a browser in this server's \
        region, without a VPN.
        """),
    CatalogEntry(
      "slow-down", errors: ["slow_down"], owner: .you,
      title: "The server asks for slower polling",
      meaning: """
        The identity server wants longer pauses between questions (RFC 8628); Greenbox takes five \
        seconds more each time.
        """,
      candidates: [
        CandidateCause("Another program polls with the same app or from the same address.")
      ],
      nextStep: """
        Leave the sign-in running; if it does not end, stop other programs that poll for {client}.
        """),
  ]
}
