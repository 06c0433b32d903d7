import Core

extension ErrorCatalog {
  /// Signed client assertions; Greenbox itself sends none.
  static let certificate: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-700027", codes: [700027, 50012], owner: .tenantAdmin,
      title: "The app's certificate was not accepted",
      meaning: """
        A signed assertion stood for the app, and Microsoft could not match it with a certificate \
        of the registration. Greenbox sends secrets only, so this text comes from another program \
        or a proxy of the sign-in.
        """,
      candidates: [
        CandidateCause("The certificate is not uploaded to the registration, or another one is."),
        CandidateCause("The assertion was signed with another key or method."),
      ],
      nextStep: """
        Compare the thumbprint under App registrations > {app} > Certificates & secrets > \
        Certificates with the one the program uses, and upload the right certificate.
        """),
    CatalogEntry(
      "aadsts-700030", codes: [700030], owner: .tenantAdmin,
      title: "The certificate's subject is not allowed for the app",
      meaning: """
        The app trusts certificates by subject and issuer, and the one presented has another \
        subject.
        """,
      candidates: [
        CandidateCause("A renewed certificate was issued for another subject name.")
      ],
      nextStep: """
        Have the certificate issued anew with the subject that the registration trusts, or the \
        registration's trusted subjects changed.
        """),
    CatalogEntry(
      "aadsts-50048", codes: [50048], owner: .you,
      title: "The assertion names two different apps",
      meaning: """
        Subject and issuer of a signed client assertion must both be the Client ID, and they \
        differ.
        """,
      candidates: [
        CandidateCause(
          "The program that signs the assertion has an old Client ID in one of two places.")
      ],
      nextStep: "In the program that signs the assertion set both `iss` and `sub` to {client}."),
    CatalogEntry(
      "aadsts-50013", codes: [50013, 500133], owner: .you,
      title: "The assertion is not valid at this time",
      meaning: """
        Microsoft found the signed assertion outside its time or not valid; a clock that is off is \
        the usual reason.
        """,
      candidates: [
        CandidateCause(
          "This server's clock is off.", .clock, owner: .you,
          nextStep: """
            Set the clock of this server (`timedatectl set-ntp true`), then run the command again.
            """),
        CandidateCause("The assertion was kept and used after its time."),
      ],
      nextStep: """
        Compare this server's time with a good clock (`timedatectl`), switch NTP on, and start \
        again with a fresh assertion.
        """),
  ]
}
