import Core

/// What Microsoft has to read on permissions (R54): the page that the article names, and the one that
/// it ought to.
package enum PermissionPages {
  /// The article's page. It describes application permissions, which is not what the mailboxes use.
  package static let application =
    "https://learn.microsoft.com/en-us/azure/active-directory/develop/"
    + "v2-oauth2-client-creds-grant-flow#application-permissions"
  /// Microsoft's page on delegated sign-in to POP3.
  package static let delegated =
    "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/"
    + "how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth"

  /// Both, the article's with its warning.
  package static let lines = [
    "Delegated permissions, as these mailboxes use: \(delegated)",
    "The article's own reference: \(application). It describes application permissions: following "
      + "it gives POP.AccessAsApp, which is something else.",
  ]
}
