import Core

extension ErrorCatalog {
  /// Throttling and trouble at Microsoft.
  static let service: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-50196", codes: [50196], owner: .you,
      title: "The same request was repeated too often",
      meaning: """
        Microsoft takes many equal requests within minutes for a loop and ends them; more of them \
        make it longer.
        """,
      candidates: [
        CandidateCause("A script or timer repeats a request that fails."),
        CandidateCause("Another program does so with the same Client ID."),
      ],
      nextStep: """
        Stop every script that uses {client}, wait {wait}, then run `{verify}` \
        once.
        """),
    CatalogEntry(
      "aadsts-90055", codes: [90055], errors: ["temporarily_unavailable"], owner: .you,
      title: "Microsoft is throttling the tenant",
      meaning: """
        Too many requests came for this tenant, or the service is short for the moment. It says \
        nothing about the mailbox.
        """,
      candidates: [
        CandidateCause("Many requests came at once from this or other programs."),
        CandidateCause("Microsoft's service has a trouble."),
      ],
      nextStep: "Wait {wait} and repeat with fewer at a time: `{verify-all} --jobs 1`."),
    CatalogEntry(
      "service-trouble", codes: [90006, 90024, 90033, 90012, 50033, 70012, 50000], owner: .you,
      title: "Microsoft's sign-in service has a passing trouble",
      meaning: """
        The service failed by itself, so nothing is proved about the settings or the mailbox.
        """,
      candidates: [
        CandidateCause("A passing trouble at Microsoft.")
      ],
      nextStep: """
        Try again in a few minutes with `{verify}`; if it lasts, look at \
        https://status.cloud.microsoft.
        """),
  ]
}
