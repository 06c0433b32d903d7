import Canvas
import Core
import Diagnosis

/// What the problem screen can do about its problem: where an action of its next step has a key here, the
/// key does it.
extension App {
  /// The commands for the problem on top, in the order of its next step.
  func deeds(_ state: ProblemState) -> [Command] {
    // Over another screen the way to it is Esc, and that screen has its own keys.
    guard stack.count == 1, let name = state.subject, let mailbox = snapshot.mailboxes[name] else {
      return []
    }
    // The fields are here, whatever the words say of commands that show them.
    let isField = state.problem.id == "settings-findings"
    if isField, findings(mailbox).contains(where: { $0.severity == .error }) { return [.open] }
    return state.problem.commands.filter { command in
      command != .verify || snapshot.grants[name] != nil
    }
  }

  /// The keys of those commands in a sentence; nil where there are none.
  func deedWords(_ state: ProblemState) -> String? {
    let words = deeds(state).map { command -> String in
      let key = keys.keyName(command, in: .problem)
      return switch command {
      case .authenticate: "\(key) authenticates"
      case .verify: "\(key) verifies"
      case .registration: "\(key) opens the registration"
      default: "\(key) opens the mailbox's fields"
      }
    }
    return words.isEmpty ? nil : words.joined(separator: ", ") + "."
  }

  /// Goes back to the mailbox and does what the command says.
  mutating func performDeed(_ command: Command, _ state: ProblemState) -> [Effect] {
    guard let name = state.subject, deeds(state).contains(command) else { return [] }
    stack.removeLast()
    if let place = mailboxList.place(of: name) { home.index = place }
    guard command == .open else { return perform(command) }
    let wrong = snapshot.mailboxes[name].flatMap { mailbox in
      findings(mailbox).first { $0.severity == .error }
    }
    let field = wrong.flatMap { wrong in
      MailboxField.allCases.first { $0.ruleLabel == wrong.field }
    }
    choose(field ?? state.problem.actions.lazy.compactMap(\.field).first ?? .popAccount)
    return []
  }
}

extension Problem {
  /// The commands of a console that do what its next step does, each once.
  var commands: [Command] {
    var seen: Set<Command> = []
    return actions.compactMap(\.command).filter { seen.insert($0).inserted }
  }
}

/// The table of the actions that have a key on the page of a problem.
extension ProblemAction {
  fileprivate var command: Command? {
    switch self {
    case .authenticate, .newSignIn, .resume: .authenticate
    case .verify, .verifyAll: .verify
    case .editPopAccount, .editPopServer, .editSignInName: .open
    case .editRegistration, .confirmPopServer, .newSecret, .showSettings, .checkSettings:
      .registration
    case .addMailbox, .listMailboxes, .addRegistration, .listRegistrations, .report, .reportAll,
      .status, .explain, .practice, .version:
      nil
    }
  }

  /// The field of the mailbox that it changes.
  fileprivate var field: MailboxField? {
    switch self {
    case .editPopAccount: .popAccount
    case .editPopServer: .popServer
    case .editSignInName: .signInName
    default: nil
    }
  }
}
