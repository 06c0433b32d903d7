import Core

extension ErrorCatalog {
  /// Answers that are not what the protocol says.
  static let replies: [CatalogEntry] = [
    CatalogEntry(
      "reply-empty", owner: .you,
      title: "{host} answered with nothing",
      meaning: "The {document} was asked for, and the answer had no content (status {status}).",
      candidates: [
        CandidateCause("A proxy ended the answer.", .proxy),
        CandidateCause("{host} has trouble of its own, and answers before it has anything to say."),
        CandidateCause("The server is not the one meant.", .discoveryOverridden),
      ],
      nextStep: """
        Ask again in {wait}; if it stays empty, fetch the address with `curl -v` on this server \
        and look at what stands between.
        """),
    CatalogEntry(
      "reply-html", owner: .you,
      title: "{host} answered with a web page",
      meaning: """
        Where the {document} should be, a page for people came: a login page, a block page, or an \
        error page.
        """,
      candidates: [
        CandidateCause("A proxy or captive portal wants a sign-in or blocks the host.", .proxy),
        CandidateCause("{host} has trouble of its own, and shows its error page."),
        CandidateCause("The discovery address points at a page.", .discoveryOverridden),
      ],
      nextStep: """
        Open the address in a browser on the same network, read who answers there, and have {host} \
        let through.
        """),
    CatalogEntry(
      "reply-not-json", owner: .you,
      title: "The answer of {host} cannot be read",
      meaning: "The {document} is no JSON, or it was cut off.",
      candidates: [
        CandidateCause("The answer was cut off on the way.", .proxy),
        CandidateCause("{host} has trouble of its own, and its answer breaks off."),
        CandidateCause("The server at this address is another one.", .discoveryOverridden),
      ],
      nextStep: """
        Repeat the command; if it is the same again, check the discovery address \
        (`{show-settings}`) against the server's manual.
        """),
    CatalogEntry(
      "reply-field", owner: .you,
      title: "The answer of {host} lacks something",
      meaning: """
        The {document} is JSON, but a field that must be there is missing or of a wrong type.
        """,
      candidates: [
        CandidateCause("The server does not keep to the standard.", .loginOverridden),
        CandidateCause("The address is another document's."),
      ],
      nextStep: """
        Tell whoever runs {host} which field is missing (below); a discovery document must name a \
        device and a token address.
        """),
    CatalogEntry(
      "reply-status", owner: .you,
      title: "{host} answered with status {status}",
      meaning: """
        That is neither a success nor an OAuth error, so nothing can be concluded about the \
        settings.
        """,
      candidates: [
        CandidateCause("The server is overloaded or under repair."),
        CandidateCause("The address does not exist there.", .loginOverridden),
        CandidateCause("A proxy answered.", .proxy),
      ],
      nextStep: """
        Wait {wait} and repeat; with a status of 404 correct the address, with 5xx wait for the \
        server.
        """),
  ]
}
