import Core

extension ErrorCatalog {
  /// Refusals with words the book does not know, by where they came.
  static let popRefused: [CatalogEntry] = [
    CatalogEntry(
      "pop-denied-at-stat", owner: .tenantAdmin,
      title: "The server took the token and then kept the mailbox shut",
      meaning: """
        The sign-in was answered with +OK and the next command was refused. Servers do that where \
        user and token do not match, or the mailbox is closed to POP.
        """,
      candidates: deniedCandidates,
      decider: .init(
        check: """
          `Get-CASMailbox -Identity {account}`: does it name the mailbox, with PopEnabled True?
          """,
        owner: .tenantAdmin),
      nextStep: """
        Run `Get-CASMailbox -Identity {account}`: with no result the mailbox is missing, with \
        PopEnabled False run `Set-CASMailbox -Identity {account} -PopEnabled $true`; then \
        `{verify}` after an hour.
        """),
    CatalogEntry(
      "pop-refused", owner: .tenantAdmin,
      title: "The mail server refuses the sign-in",
      meaning: """
        The server does not open the mailbox with this token and says so in words of its own, kept \
        below.
        """,
      candidates: deniedCandidates,
      decider: .init(
        check: """
          The mail server's log at this minute; on Exchange Online `Get-CASMailbox -Identity \
          {account} | Format-List PopEnabled`
          """,
        owner: .tenantAdmin),
      nextStep: """
        Have the mail server's log read for {address} at this minute; on Exchange Online also \
        `Get-CASMailbox -Identity {account} | Format-List PopEnabled`.
        """),
  ]
}
