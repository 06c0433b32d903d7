import Testing

/// One thing that a person can have done, through a verb and through the console: how it is asked for,
/// what is said of it, and what the store then holds.
struct FacesCase: Sendable, CustomTestStringConvertible {
  /// What is asked for, and of what.
  let name: String
  /// Where it begins.
  let home: FacesHome
  /// What both get of the environment besides.
  let adding: [String: String]
  /// Nil where no verb does it.
  let verb: Verb?
  /// The lines that are typed in the console; none where the console has no way to it.
  let console: [Step]
  /// A sentence, or a part of one, that the verb says.
  let says: String
  /// What the verb ends with.
  let exits: Int32
  /// A sentence, or a part of one, that the console says.
  let shows: String
  /// What is new in the store after the verb: a value each, then the lines of the journal.
  let leaves: [String]
  /// The same after the console, where it is not the same.
  let consoleLeaves: [String]?
  /// Which of both is right, and why; nil where they do the same.
  let differs: String?

  /// A call of the program.
  enum Verb: Sendable {
    /// Run to its end, with a text to read.
    case run([String], input: String = "")
    /// Left as soon as it has shown a code.
    case left([String])
    /// On a terminal, where it asks; meanwhile another call changes something, then the answer is typed.
    case asking([String], until: String, meanwhile: [String], answer: String)
  }

  /// What somebody does at the console.
  enum Step: Sendable, ExpressibleByStringLiteral {
    /// Types a line: a choice by its word, a text, a secret.
    case type(String)
    /// Takes the choice that begins so, by its number.
    case pick(String)
    /// Another call of the program, in the same home.
    case elsewhere([String])

    init(stringLiteral value: String) { self = .type(value) }
  }

  /// A case.
  init(
    _ name: String, in home: FacesHome, adding: [String: String] = [:], verb: Verb? = nil,
    exits: Int32 = 0, says: String = "", console: [Step] = [], shows: String = "",
    leaves: [String] = [], consoleLeaves: [String]? = nil, differs: String? = nil
  ) {
    (self.name, self.home, self.adding) = (name, home, adding)
    (self.verb, self.exits, self.says) = (verb, exits, says)
    (self.console, self.shows) = (console, shows)
    (self.leaves, self.consoleLeaves, self.differs) = (leaves, consoleLeaves, differs)
  }

  var testDescription: String { name }
}

/// The homes in which cases begin.
enum FacesHome: String, Sendable, CaseIterable {
  /// Two registrations and six mailboxes, all authenticated.
  case authenticated
  /// The same, but `support` has no tokens.
  case forgotten
  /// A code for `support` is good still.
  case codeLeft
  /// A code for `support` is good no longer.
  case codeExpired
  /// `support` waits for the OK.
  case okAwaited
  /// `billing` waits for an admin's consent.
  case consentAwaited
  /// The first registration has a new secret, which the server has accepted.
  case staleBySecret
  /// The same, and a code for `support` is good no longer.
  case staleWithExpiredCode
  /// The first registration has another tenant ID.
  case staleByTenant
  /// The secret in force is one that the server does not know.
  case wrongSecret
  /// The secret in force was deleted at the server, which said so to `support`.
  case deletedSecret
  /// The same, and then the first registration got another tenant ID and a good secret.
  case deletedSecretAndTenant
  /// The server has told `legacy` that the secret is past its day.
  case expiredSecret
  /// Step 8 of `support` is ticked.
  case ticked
  /// A registration with one interface and no ids, no secret.
  case noIDs
  /// A registration with no mailbox under it, beside the others.
  case spare
  /// A registration with ids under Microsoft's own addresses, none of which can be reached.
  case microsoft
  /// The same registration, and then discovery is overridden.
  case boundElsewhere
}
