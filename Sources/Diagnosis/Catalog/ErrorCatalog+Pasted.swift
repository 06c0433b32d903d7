import Core

extension ErrorCatalog {
  /// What only a pasted text can tell of: lines of the product's mail fetcher, and unknown texts.
  static let pasted: [CatalogEntry] = [
    CatalogEntry(
      "techmail-network-error", owner: .you,
      title: "Two runs of the mail fetcher met at one mailbox",
      meaning: """
        techmail says "Network error" when another of its runs holds the mailbox at that moment. \
        The next run fetches the mail; nothing is lost (Oracle's answer 8745).
        """,
      candidates: [
        CandidateCause("Another run of techmail held the mailbox."),
        CandidateCause("Another program reads the mailbox by POP, and holds it often."),
        CandidateCause("The mail server could not be reached from Oracle's side."),
      ],
      nextStep: """
        Ignore a single one; if it comes at every run for an hour, run `{verify}` \
        here, and where that passes open a Service Request with Oracle.
        """),
    CatalogEntry(
      "text-unknown", owner: .you,
      title: "Nothing in this text is known here",
      meaning: """
        It has no AADSTS number, no OAuth error, no line of techmail or of a mail server, and no \
        words of a network failure that are in the book. The text is kept below as it came.
        """,
      candidates: [
        CandidateCause("The line with the error itself was not copied."),
        CandidateCause("It is an error of another program or service."),
      ],
      nextStep: """
        Copy the lines around it too, with any number that begins with AADSTS, and run `{explain} \
        -` again; else run `{report-all}` and hand it to whoever owns the program.
        """),
  ]
}
