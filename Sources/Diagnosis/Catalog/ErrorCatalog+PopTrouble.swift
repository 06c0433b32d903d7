import Core

extension ErrorCatalog {
  /// The server's own trouble, by its words, and protocol errors.
  static let popTrouble: [CatalogEntry] = [
    CatalogEntry(
      "pop-protocol",
      said: ["connection is closed. 10"], owner: .tenantAdmin,
      title: "The server ended the dialogue at the token",
      meaning: """
        Exchange Online calls it a protocol error when the sign-in comes in one line, which \
        Greenbox never does, or when the token is too long for it.
        """,
      candidates: [
        CandidateCause("The token is longer than 4096 characters.", .tokenTooLong),
        CandidateCause("Something in between joins or breaks the lines.", .proxy),
      ],
      nextStep: """
        Make the token shorter: take groups and optional claims out under App registrations > \
        {app} > Token configuration, then `{new-sign-in}`.
        """),
    CatalogEntry(
      "pop-shutdown",
      said: ["connection is closed. 11"], owner: .you,
      title: "The mail server is shutting down",
      meaning: "The server closes its connections because it is restarted or moved.",
      candidates: [
        CandidateCause("Maintenance at the server.")
      ],
      nextStep: """
        Run `{verify}` in five minutes; another server will answer by then.
        """),
    CatalogEntry(
      "pop-session-timeout",
      said: ["connection is closed. 12"], owner: .you,
      title: "The mail server's session ran out",
      meaning: "The server waited too long for the next line and closed.",
      candidates: [
        CandidateCause("The line between here and the server is slow or loses packets.")
      ],
      nextStep: """
        Look at the times of the stages with `{verify} --json`, and at the line \
        if they run into seconds.
        """),
    CatalogEntry(
      "pop-no-certificate",
      said: ["connection is closed. 13"], owner: .tenantAdmin,
      title: "The mail server has no TLS certificate",
      meaning: """
        The server closes because it has no certificate for its own name; Exchange Online itself \
        always has one.
        """,
      candidates: [
        CandidateCause("The server is one of one's own, set up incompletely.", .popOverridden)
      ],
      nextStep: """
        Have a certificate for {host} assigned to the server's POP service, or correct the Pop \
        Server.
        """),
    CatalogEntry(
      "pop-unknown-command",
      said: ["protocol error. 19", "unknown command"], owner: .you,
      title: "The server does not know the command",
      meaning: """
        The server found a word it does not know where Greenbox says only AUTH, STAT and the like.
        """,
      candidates: [
        CandidateCause("Something in between changes the lines.", .proxy),
        CandidateCause("The server is none that offers XOAUTH2.", .popOverridden),
      ],
      nextStep: """
        Compare the transcript of `{verify} --json` with what left this server, \
        by way of no proxy.
        """),
    CatalogEntry(
      "pop-not-in-this-state",
      said: ["not valid in this state"], owner: .you,
      title: "The server does not take the command at this point",
      meaning: """
        The order of the dialogue is not what the server expects, as on a port where TLS begins \
        later.
        """,
      candidates: [
        CandidateCause("The port is not one with TLS from the first byte."),
        CandidateCause("Something in between speaks with the server for us.", .proxy),
      ],
      nextStep: """
        Set the port to 995 (SSL Method "pop3 ssl port") and leave GREENBOX_POP_PORT out.
        """),
    CatalogEntry(
      "pop-protocol-error",
      said: ["protocol error"], owner: .you,
      title: "The server speaks of a protocol error",
      meaning: "The server finds fault with the dialogue itself, not with the token.",
      candidates: [
        CandidateCause("Something in between changes the lines.", .proxy),
        CandidateCause("The server is none of Exchange Online's.", .popOverridden),
      ],
      nextStep: """
        Read the transcript of `{verify} --json` line by line, and try again \
        without the proxy.
        """),
    CatalogEntry(
      "pop-too-many",
      said: ["bye connection refused", "too many connections"], owner: .you,
      title: "Too many connections",
      meaning: "The server takes no further connection from this user or address for now.",
      candidates: [
        CandidateCause("Several programs read this mailbox at once."),
        CandidateCause("Many mailboxes were verified at the same moment."),
      ],
      nextStep: """
        Run fewer at a time: `{verify-all} --jobs 2`, after a pause of ten minutes.
        """),
    CatalogEntry(
      "pop-throttled",
      said: ["throttled", "backoff"], owner: .you,
      title: "The mail server throttles this mailbox",
      meaning: """
        Too many requests came for the mailbox or the tenant; the server asks for a pause.
        """,
      candidates: [
        CandidateCause("Other programs read the mailbox very often."),
        CandidateCause("The checks here came too close together."),
      ],
      nextStep: """
        Pause for as long as the server's words say (an hour if they say nothing), then \
        `{verify}` once.
        """),
    CatalogEntry(
      "pop-unavailable",
      said: ["server unavailable"], owner: .you,
      title: "The mail server is not available at present",
      meaning: """
        The server answered that it cannot serve now. It is a trouble of its own and says nothing \
        about the token.
        """,
      candidates: [
        CandidateCause("A passing trouble at the server."),
        CandidateCause("The server sheds load after many requests."),
      ],
      nextStep: """
        Repeat `{verify}` in a quarter of an hour; service health is at \
        https://status.cloud.microsoft.
        """),
    CatalogEntry(
      "pop-server-permanent",
      said: ["[sys/perm]"], owner: .tenantAdmin,
      title: "The server has a trouble that does not pass by itself",
      meaning: """
        The server calls its own trouble a permanent one (RFC 3206), for this mailbox or for all.
        """,
      candidates: [
        CandidateCause("The mailbox is damaged, or its place cannot be read."),
        CandidateCause("The server is set up incompletely."),
      ],
      nextStep: """
        Open a service request with the mail server's admin, quoting the server's words below and \
        the time.
        """),
    CatalogEntry(
      "pop-greeting", owner: .you,
      title: "The mail server did not let the dialogue begin",
      meaning: "The very first line was a refusal, before any name or token was sent.",
      candidates: [
        CandidateCause("The server blocks or slows this address."),
        CandidateCause("The server is not ready."),
      ],
      nextStep: """
        Try `{verify}` in half an hour; if the greeting stays a refusal, have \
        this server's address allowed at {host}.
        """),
    CatalogEntry(
      "pop-not-offered", owner: .you,
      title: "The server does not offer XOAUTH2",
      meaning: """
        The list of what the server can do lacks the sign-in by token, so no token was sent.
        """,
      candidates: [
        CandidateCause("The server is not Exchange Online.", .popOverridden),
        CandidateCause("Something in between hides what the server offers.", .proxy),
      ],
      nextStep: """
        Correct the Pop Server (for {cloud} it is {cloudPop}) with `{edit-pop-server} HOST`; an \
        override of it goes first, and `{show-settings}` names it.
        """),
    CatalogEntry(
      "pop-temporary",
      said: ["[sys/temp]", "[sys/", "temporar", "try again"], owner: .you,
      title: "The mail server has a passing trouble",
      meaning: """
        The server could not do its work just now; it says nothing about the token or the mailbox.
        """,
      candidates: [
        CandidateCause("A passing trouble at the server.")
      ],
      nextStep: "Repeat `{verify}` in a few minutes; its own words are below."),
  ]
}
