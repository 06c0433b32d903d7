extension Book {
  /// Maildrops that another session holds.
  static let popLocked: [Entry] = [
    Entry(
      "pop-login-delay",
      said: ["[login-delay]"], owner: .you,
      title: "The server wants a pause between logins",
      meaning: """
        The mailbox was opened a short while ago, and the server allows that only so often (RFC \
        2449).
        """,
      suspects: [
        Suspect("The product's mail fetcher or another program opens the mailbox often.")
      ],
      nextStep: "Wait ten minutes before `greenbox verify {mailbox}`; nothing has to be changed."),
    Entry(
      "pop-locked", owner: .you,
      title: "Another program has the mailbox open",
      meaning: """
        POP lets one program in at a time; most likely the product's mail fetcher is just reading \
        it. It is no error, and says nothing against the token.
        """,
      suspects: [
        Suspect(
          "The mail fetcher of the product is at work; it comes about every 15 minutes."),
        Suspect("Another program reads the mailbox by POP."),
        Suspect("A session was cut and the server has not noticed yet."),
      ],
      nextStep: """
        Wait two minutes and run `greenbox verify {mailbox}`; if it stays locked for an hour, find \
        the other program that reads {address}.
        """),
  ]
}
