/// What a problem's next step does, as data. The commands in its words are made from these, and so are the
/// keys that a console offers; nobody reads the words to know.
///
/// The raw value is the word in JSON, and the hole in the texts of the catalogue that becomes the command.
package enum ProblemAction: String, CaseIterable, Sendable {
  /// The mailbox signs in: silently, with the sign-in that was left, or with a new one.
  case authenticate
  /// The mailbox signs in anew, whatever is under way.
  case newSignIn = "new-sign-in"
  /// The sign-in that was left is taken up.
  case resume
  /// The mailbox's refresh check and probe.
  case verify
  /// The same for all mailboxes.
  case verifyAll = "verify-all"
  /// A field of the mailbox is changed.
  case editPopAccount = "edit-pop-account"
  case editPopServer = "edit-pop-server"
  case editSignInName = "edit-sign-in-name"
  /// A value of the registration is changed.
  case editRegistration = "edit-registration"
  /// A Pop Server of one's own is confirmed for the registration's tokens.
  case confirmPopServer = "confirm-pop-server"
  /// A new client secret is stored.
  case newSecret = "new-secret"
  /// The settings of the registration are shown.
  case showSettings = "show-settings"
  /// The settings of the registration are tried.
  case checkSettings = "check-settings"
  case addMailbox = "add-mailbox"
  case listMailboxes = "list-mailboxes"
  case addRegistration = "add-registration"
  case listRegistrations = "list-registrations"
  /// The report of the mailbox is written, for a ticket.
  case report
  case reportAll = "report-all"
  case status
  /// A pasted text is explained.
  case explain
  case practice
  case version

  /// The command of the command line that does it, with nothing after it.
  ///
  /// - Parameter mailbox: The mailbox, as one word of a shell; `NAME` where none is known.
  /// - Returns: The command.
  package func command(mailbox: String = "NAME") -> String {
    let words =
      switch self {
      case .authenticate: "authenticate \(mailbox)"
      case .newSignIn: "authenticate \(mailbox) --new-sign-in"
      case .resume: "resume"
      case .verify: "verify \(mailbox)"
      case .verifyAll: "verify --all"
      case .editPopAccount: "mailbox edit \(mailbox) --pop-account"
      case .editPopServer: "mailbox edit \(mailbox) --pop-server"
      case .editSignInName: "mailbox edit \(mailbox) --sign-in-name"
      case .editRegistration: "settings set"
      case .confirmPopServer: "registration edit --confirm-pop-server"
      case .newSecret: "settings set --secret-file FILE"
      case .showSettings: "settings show"
      case .checkSettings: "settings verify"
      case .addMailbox: "mailbox add NAME"
      case .listMailboxes: "mailbox list"
      case .addRegistration: "registration add"
      case .listRegistrations: "registration list"
      case .report: "report \(mailbox)"
      case .reportAll: "report --all"
      case .status: "status"
      case .explain: "explain"
      case .practice: "practice"
      case .version: "--version"
      }
    return "greenbox " + words
  }
}
