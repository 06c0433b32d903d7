extension Book {
  /// How a grant ends by itself.
  static let lifetime: [Entry] = [
    Entry(
      "aadsts-70000", codes: [70000], owner: .you,
      title: "The grant is not valid",
      meaning: "Microsoft does not take the refresh token, without telling why.",
      suspects: [
        Suspect("The token was revoked or replaced."),
        Suspect("The token was made with another app or for other scopes."),
        Suspect("The account is a personal one, with scopes it has not agreed to."),
      ],
      nextStep: """
        Only a sign-in can mend it: `greenbox authenticate {mailbox} --new-sign-in`; the ids below \
        let Microsoft's support tell the reason.
        """),
    Entry(
      "grant-inactive", codes: [700082], owner: .you,
      title: "The grant lay unused for too long",
      meaning: "A refresh token dies after 90 days without a refresh.",
      suspects: [
        Suspect("The mailbox was not verified or fetched for months."),
        Suspect("A rotated token was not kept, by another program that shares the grant."),
      ],
      nextStep: """
        Sign in again (`greenbox authenticate {mailbox} --new-sign-in`) and refresh every mailbox \
        weekly with `greenbox verify --all`.
        """),
    Entry(
      "aadsts-700084", codes: [700084], owner: .tenantAdmin,
      title: "The grant ended after 24 hours",
      meaning: """
        Refresh tokens of a single-page application live one day, whatever is done with them.
        """,
      suspects: [
        Suspect(
          "The redirect URI is registered under \"Single-page application\" in place of Web.")
      ],
      nextStep: """
        Move the redirect URI to the platform Web under App registrations > {app} > \
        Authentication, then press Authenticate again and `greenbox authenticate {mailbox} \
        --new-sign-in`.
        """),
  ]
}
