import Core

extension ErrorCatalog {
  /// Refusals of the token or the mailbox, by the server's words.
  static let pop: [CatalogEntry] = [
    CatalogEntry(
      "pop-denied",
      said: ["authentication failure: unknown user name or bad password"], owner: .tenantAdmin,
      title: "Signed in, but the mailbox refuses the token",
      meaning: """
        The Authenticated flag is green and the mailbox still does not open: the product would \
        fetch no mail. Exchange Online gives this one answer for many causes.
        """,
      candidates: deniedCandidates,
      decider: .init(
        check: "`Get-CASMailbox -Identity {account} | Format-List PopEnabled`",
        owner: .tenantAdmin),
      nextStep: """
        In Exchange Online PowerShell run `Get-CASMailbox -Identity {account} | Format-List \
        PopEnabled`. False: `Set-CASMailbox -Identity {account} -PopEnabled $true`. No mailbox: \
        assign an Exchange Online licence. True: {orFullAccess}find in {portal} > Sign-in logs \
        which \
        policy keeps the app out. Wait up to an hour, then `{verify}`.
        """),
    CatalogEntry(
      "pop-not-connected",
      said: ["user is authenticated but not connected"], owner: .tenantAdmin,
      title: "The token is good, the mailbox is not open to it",
      meaning: "The server knows the user and does not connect it to this mailbox.",
      candidates: [
        CandidateCause(
          "The mailbox is another person's, and the right to it is missing.", .sharedMailbox),
        CandidateCause("POP is switched off for the mailbox."),
        CandidateCause("There is no mailbox behind the address, or it is being moved.", .noMailbox),
      ],
      decider: .init(
        check: "`Get-EXOMailboxPermission -Identity {account}`",
        owner: .tenantAdmin),
      nextStep: """
        Run `Get-EXOMailboxPermission -Identity {account}`; where the user is missing, \
        `Add-MailboxPermission -Identity {account} -User {identityArg} -AccessRights FullAccess`, \
        then `{verify}`.
        """),
    CatalogEntry(
      "pop-logon-failure",
      said: ["logon failure"], owner: .you,
      title: "The server took it for a password login",
      meaning: """
        The words are those of a login by user name and password, or of a server that shuts itself \
        after very many requests; they do not judge the token.
        """,
      candidates: [
        CandidateCause("Something in between turned the sign-in into another one.", .proxy),
        CandidateCause("Very many requests came for this mailbox in a short time."),
      ],
      nextStep: """
        Leave the mailbox alone for an hour, then run `{verify}` once; if the \
        same words come, ask whoever runs the mail server.
        """),
  ]

  /// What may be behind a token that is refused, the same for every phrasing of the refusal.
  static let deniedCandidates: [CandidateCause] = [
    CandidateCause(
      "Another person signed in than the one the mailbox expects, with no full access to it.",
      .identityDiffers, owner: .you,
      nextStep: """
        Sign in as {signer} in a private window: `{new-sign-in}`.
        """),
    CandidateCause(
      "The token lacks the permission POP.AccessAsUser.All.", .scopeMissing,
      owner: .tenantAdmin,
      nextStep: """
        Add the delegated permission POP.AccessAsUser.All under App registrations > {app} > \
        API permissions, grant admin consent, then `{new-sign-in}`.
        """),
    CandidateCause(
      "The token is for another service than Exchange Online.", .audienceWrong, owner: .you,
      nextStep: """
        Run `{show-settings}`: where it tells of another scope than {scope}, set that back; \
        where it does not, have the tenant's admin look at the token's audience (`{report}`). \
        Then `{new-sign-in}`.
        """),
    CandidateCause(
      "The token had run out.", .tokenExpired, owner: .you,
      nextStep: """
        Fetch a fresh token and try again: `{verify}`, without \
        `--no-refresh`.
        """),
    CandidateCause("The token is longer than 4096 characters.", .tokenLong),
    CandidateCause("POP is switched off for this mailbox."),
    CandidateCause(
      "There is no mailbox behind the address, or it has no Exchange Online licence.",
      .noMailbox),
    CandidateCause(
      "The Pop Account is an alias, and the server wants the user's own name.", .alias,
      owner: .you,
      nextStep: """
        Set the Pop Account to {identity}, here with `{edit-pop-account} {identityShell}` and in \
        the mailbox editor; then `{verify}`.
        """),
    CandidateCause(
      "The mailbox is shared, and the person who signed in has no FullAccess to it.",
      .sharedMailbox, owner: .tenantAdmin,
      nextStep: """
        Run `Add-MailboxPermission -Identity {account} -User {identityArg} -AccessRights \
        FullAccess`, allow up to an hour, then `{verify}`; nobody signs in again.
        """),
    CandidateCause(
      "Conditional Access, or a policy of Exchange, keeps this app or place out.", .keptOut),
    CandidateCause(
      "The rights were granted after the token was made, or are not in force yet.",
      .tokenOlderThanRights),
  ]
}
