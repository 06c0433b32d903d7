import Core

extension ErrorCatalog {
  /// Second factors.
  static let mfa: [CatalogEntry] = [
    CatalogEntry(
      "mfa-enrolment", codes: [50072, 50079], owner: .you,
      title: "The user must set up a second factor",
      meaning: """
        The tenant wants multifactor authentication of this user, who has none set up yet.
        """,
      candidates: [
        CandidateCause("The user never enrolled."),
        CandidateCause("The tenant began to require it after the last sign-in."),
      ],
      nextStep: """
        Have {signer} set one up at https://aka.ms/mfasetup, then sign in with `{authenticate}`.
        """),
    CatalogEntry(
      "mfa-required", codes: [50076, 50074], errors: ["interaction_required"], owner: .you,
      title: "A second factor is needed",
      meaning: """
        Microsoft wants multifactor authentication where the grant has none. At a refresh this \
        means that a policy, or the place from which this server speaks, has changed.
        """,
      candidates: [
        CandidateCause("A policy now asks for a second factor that the grant does not carry."),
        CandidateCause("The second factor was not passed at the sign-in."),
        CandidateCause("This server's address is not among the tenant's trusted places any more."),
      ],
      nextStep: """
        Sign in again and pass the second factor: `{new-sign-in}`.
        """),
    CatalogEntry(
      "aadsts-50078", codes: [50078], owner: .you,
      title: "The second factor has expired",
      meaning: """
        A policy limits how long a second factor counts, and its time is over. It will be over \
        again after the same time.
        """,
      candidates: [
        CandidateCause("The tenant limits the lifetime of multifactor sessions.")
      ],
      nextStep: """
        Renew it by a sign-in (`{new-sign-in}`), and ask for this \
        app to be left out of the time limit.
        """),
    CatalogEntry(
      "aadsts-50087", codes: [50087, 50088], owner: .you,
      title: "The second factor could not be delivered",
      meaning: """
        The telephone or message service failed, or its limit for this user is reached. It says \
        nothing about the set-up.
        """,
      candidates: [
        CandidateCause("A passing trouble of the telephone service."),
        CandidateCause("Too many codes were sent to this user in a short time."),
      ],
      nextStep: """
        Wait a quarter of an hour, or use the authenticator app in place of the telephone, then \
        `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-50158", codes: [50158], owner: .you,
      title: "Another provider's check was not passed",
      meaning: """
        The tenant uses a second factor of another company, and that check was not finished.
        """,
      candidates: [
        CandidateCause("The person did not finish the other company's check."),
        CandidateCause("The policy's outside control does not answer."),
      ],
      nextStep: """
        Finish the other company's check in the browser as {signer}, after a new `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-53004", codes: [53004, 53010], owner: .tenantAdmin,
      title: "A second factor may not be set up from there",
      meaning: """
        The user must enrol, and the tenant forbids enrolment from that place or because of a \
        risk.
        """,
      candidates: [
        CandidateCause("The person is outside the places from which enrolment is allowed."),
        CandidateCause("The account is under suspicion."),
      ],
      nextStep: """
        Have {signer} enrol from a trusted network, or issue a Temporary Access Pass under Users > \
        Authentication methods.
        """),
  ]
}
