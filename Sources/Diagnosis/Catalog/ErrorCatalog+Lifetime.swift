import Core

extension ErrorCatalog {
  /// How a grant ends by itself.
  static let lifetime: [CatalogEntry] = [
    CatalogEntry(
      "grant-used-up", owner: .you,
      title: "The refresh token was probably used up by an answer that was cut off",
      meaning: """
        At {cutOff} a refresh token was sent to the identity server and its answer was cut off \
        before it could be kept; now the server does not take the token any more. Nobody revoked \
        the grant: the new refresh token was in the answer that got lost.
        """,
      candidates: [
        CandidateCause(
          "The answer that was cut off at {cutOff} had the new refresh token in it, and the old one "
            + "was used up by it."),
        CandidateCause(
          "The grant was ended at the server's side since then; the server's own words below would "
            + "say so."),
      ],
      nextStep: """
        A sign-in helps: `{new-sign-in}`. If it happens again, look \
        at what cuts the line to {login}: a proxy, a firewall, or a program that is killed.
        """),
    CatalogEntry(
      "aadsts-70000", codes: [70000], owner: .you,
      title: "The grant is not valid",
      meaning: "Microsoft does not take the refresh token, without telling why.",
      candidates: [
        CandidateCause("The token was revoked or replaced."),
        CandidateCause("The token was made with another app or for other scopes."),
        CandidateCause("The account is a personal one, with scopes it has not agreed to."),
      ],
      nextStep: """
        Only a sign-in can mend it: `{new-sign-in}`; the ids below \
        let Microsoft's support tell the reason.
        """),
    CatalogEntry(
      "grant-inactive", codes: [700082], owner: .you,
      title: "The grant lay unused for too long",
      meaning: "A refresh token dies after 90 days without a refresh.",
      candidates: [
        CandidateCause("The mailbox was not verified or fetched for months."),
        CandidateCause("A rotated token was not kept, by another program that shares the grant."),
      ],
      nextStep: """
        Sign in again (`{new-sign-in}`) and refresh every mailbox \
        weekly with `{verify-all}`.
        """),
    CatalogEntry(
      "aadsts-700084", codes: [700084], owner: .tenantAdmin,
      title: "The grant ended after 24 hours",
      meaning: """
        Refresh tokens of a single-page application live one day, whatever is done with them.
        """,
      candidates: [
        CandidateCause(
          "The redirect URI is registered under \"Single-page application\" in place of Web.")
      ],
      nextStep: """
        Move the redirect URI to the platform Web under App registrations > {app} > \
        Authentication, then press Authenticate again and `{new-sign-in}`.
        """),
  ]
}
