internal import ArgumentParser

/// The answers of a sign-in that may be given beforehand.
struct SignInOptions: ParsableArguments {
  @Flag(help: "Give the OK beforehand; counts only for the right person.")
  var ok = false
  @Flag(
    help: "Accept somebody else for this mailbox from now on (shared mailbox, service account).")
  var acceptOther = false
  @Flag(
    help: """
      When somebody else signs in: that was the admin, and "Consent on behalf of your \
      organization" was ticked.
      """)
  var adminConsented = false
}
