import Core

extension ErrorCatalog {
  /// Maildrops that another session holds.
  static let popLocked: [CatalogEntry] = [
    CatalogEntry(
      "pop-login-delay",
      said: ["[login-delay]"], owner: .you,
      title: "The server wants a pause between logins",
      meaning: """
        The mailbox was opened a short while ago, and the server allows that only so often (RFC \
        2449).
        """,
      candidates: [
        CandidateCause("The product's mail fetcher or another program opens the mailbox often.")
      ],
      nextStep: "Wait ten minutes before `{verify}`; nothing has to be changed."),
    CatalogEntry(
      "pop-locked", owner: .you,
      title: "Another program has the mailbox open",
      meaning: """
        POP lets one program in at a time; most likely the product's mail fetcher is just reading \
        it. It is no error, and says nothing against the token.
        """,
      candidates: [
        CandidateCause(
          "The mail fetcher of the product is at work; it comes about every 15 minutes."),
        CandidateCause("Another program reads the mailbox by POP."),
        CandidateCause("A session was cut and the server has not noticed yet."),
      ],
      nextStep: """
        Wait two minutes and run `{verify}`; if it stays locked for an hour, find \
        the other program that reads {address}.
        """),
  ]
}
