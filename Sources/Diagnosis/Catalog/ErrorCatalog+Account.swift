import Core

extension ErrorCatalog {
  /// The mailbox user's own account.
  static let account: [CatalogEntry] = [
    CatalogEntry(
      "aadsts-50034", codes: [50034, 51004], owner: .you,
      title: "The account is not in this directory",
      meaning: "The name typed at the sign-in page is not a user of the tenant.",
      candidates: [
        CandidateCause("The sign-in name differs from the mail address."),
        CandidateCause("The name has a typing error."),
        CandidateCause("The mailbox belongs to another tenant.", .singleTenant),
      ],
      nextStep: """
        Find the user's principal name in https://{portal} under Users, and set it with \
        `{edit-sign-in-name} ADDRESS`.
        """),
    CatalogEntry(
      "aadsts-50057", codes: [50057], owner: .tenantAdmin,
      title: "The account is blocked from signing in",
      meaning: """
        The user exists but may not sign in. A shared mailbox is such a user by design: nobody \
        signs in as it.
        """,
      candidates: [
        CandidateCause("The mailbox is a shared one; a user with full access signs in for it."),
        CandidateCause("An admin has blocked the sign-in, because somebody left, say."),
      ],
      decider: .init(
        check: """
          `Get-Mailbox -Identity {account} | Format-List RecipientTypeDetails,AccountDisabled`
          """,
        owner: .tenantAdmin),
      nextStep: """
        For a shared mailbox have a user with FullAccess sign in (`{edit-sign-in-name} USER`); \
        else unblock {signer} under Users > Properties > Account enabled.
        """),
    CatalogEntry(
      "aadsts-50053", codes: [50053], owner: .tenantAdmin,
      title: "The account is locked, or the address is blocked",
      meaning: """
        Too many wrong tries came for this account, or the tries came from an address with a bad \
        name.
        """,
      candidates: [
        CandidateCause("Another program still tries an old password for this account."),
        CandidateCause("The address from which the person signs in is on a block list."),
      ],
      nextStep: """
        Wait half an hour with no further try, and look at Users > {signer} > Sign-in logs for \
        what keeps trying.
        """),
    CatalogEntry(
      "aadsts-50055", codes: [50055, 50144], owner: .tenantAdmin,
      title: "The account's password has expired",
      meaning: """
        The person must change the password before any sign-in goes on; the grant of an app with a \
        secret outlives that change.
        """,
      candidates: [
        CandidateCause("The password's time has passed, in the cloud or in Active Directory.")
      ],
      nextStep: """
        Have {signer} sign in once at https://{login} and change the password, then \
        `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-50056", codes: [50056], owner: .tenantAdmin,
      title: "The account has no password in this directory",
      meaning: """
        The account signs in by another way, or is none that signs in at all, such as a shared \
        mailbox.
        """,
      candidates: [
        CandidateCause("The mailbox is a shared one."),
        CandidateCause("The password is kept by another identity provider."),
      ],
      nextStep: """
        Give {signer} a password in https://{portal} under Users > Reset password, or have a \
        delegate sign in in its place.
        """),
    CatalogEntry(
      "aadsts-50126", codes: [50126], owner: .you,
      title: "The user name or password was wrong",
      meaning: """
        The person at the sign-in page typed a wrong password; Greenbox itself never asks for it.
        """,
      candidates: [
        CandidateCause("The password was mistyped or has been changed."),
        CandidateCause(
          "The account's password is checked on premises and has not been synchronized."),
      ],
      nextStep: """
        Have {signer} try the password at https://{login} first, then run `{authenticate}` once \
        more.
        """),
    CatalogEntry(
      "aadsts-50125", codes: [50125, 50135], owner: .you,
      title: "The person must finish a password change",
      meaning: """
        The sign-in stopped at a password reset or at the registration for one, which only the \
        person can finish.
        """,
      candidates: [
        CandidateCause("A password change is forced, because of a risk or by an admin.")
      ],
      nextStep: """
        Have {signer} finish what the browser asks for to its end, and get a new code with \
        `{authenticate}` after it.
        """),
    CatalogEntry(
      "grant-revoked", codes: [50173, 50132, 50133], owner: .you,
      title: "The grant was revoked",
      meaning: """
        Microsoft ended this sign-in: the refresh token is dead for good, though the secret is \
        right. Mail stops within the hour.
        """,
      candidates: [
        CandidateCause("An admin reset the password, or pressed \"Revoke sessions\"."),
        CandidateCause(
          "The user changed the password, and the grant was made without the secret.", .publicMode),
        CandidateCause("The user signed out everywhere."),
      ],
      nextStep: """
        Sign in again as {signer}: `{new-sign-in}`. Press \
        Authenticate in the mailbox editor too, since its token is most likely dead as well.
        """),
    CatalogEntry(
      "aadsts-50197", codes: [50197], owner: .you,
      title: "Two identities were mixed in one sign-in",
      meaning: """
        The browser answered with another account than the one with which the sign-in began.
        """,
      candidates: [
        CandidateCause("The browser is signed in with several accounts.")
      ],
      nextStep: """
        Sign out of all accounts at the browser, then sign in as {signer} alone after \
        `{authenticate}`.
        """),
    CatalogEntry(
      "aadsts-80001",
      codes: [
        80001, 80002, 80003, 80004, 80005, 80006, 80007, 80008, 80009, 80010, 80011, 80012, 80013,
        80014,
      ], owner: .tenantAdmin,
      title: "The on-premises password check failed",
      meaning: """
        The tenant checks passwords by agents in its own network, and they did not answer as they \
        should.
        """,
      candidates: [
        CandidateCause("The pass-through authentication agents are stopped, cut off or too old."),
        CandidateCause(
          "The account is limited in Active Directory: sign-in hours, expiry, another domain."),
      ],
      nextStep: """
        Have the state of the agents looked at under Microsoft Entra Connect > Pass-through \
        authentication, and the domain controllers behind them.
        """),
    CatalogEntry(
      "aadsts-50085", codes: [50085], owner: .you,
      title: "A sign-in at the other identity provider is needed",
      meaning: "The grant rests on a sign-in at another provider, which has to be repeated.",
      candidates: [
        CandidateCause("The session at the other provider has ended.")
      ],
      nextStep: """
        Sign in at the other provider with a browser as {signer}, by way of `{new-sign-in}`.
        """),
  ]
}
