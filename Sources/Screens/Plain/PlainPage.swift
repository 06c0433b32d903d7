import Core
import Presentation

/// What the plain mode reads out of the app: lines, and what can be chosen, by number or by word.
struct PlainPage: Equatable, Sendable {
  /// Which page it is; with the same name only what differs is said again.
  enum Name: Equatable, Sendable {
    case home
    case mailbox(String)
    case step(String, Step)
    case fields(String)
    case registration(RegistrationTab)
    case signIn(String)
    case run
    case question(String)
    case typing(String)
  }

  /// What a choice does.
  enum PlainAction: Equatable, Sendable {
    case command(Command)
    case mailbox(Int)
    case more
    case step(Int)
    case fields
    case field(MailboxField)
    case tab(RegistrationTab)
    case row(Int)
    case answer(Character)
  }

  struct Choice: Equatable, Sendable {
    var text: String
    /// What may be typed in place of the number.
    var word: String?
    var action: PlainAction
  }

  var name: Name
  var lines: [String]
  var choices: [Choice] = []
  /// What a line of text is asked for with, in place of a choice.
  var ask: String?

  /// Everything, a line each.
  var text: [String] {
    lines
      + choices.enumerated().map { number, choice in
        "\(number + 1). \(choice.text)" + (choice.word.map { " (\($0))" } ?? "")
      }
  }

  /// The choice that was typed; nil where there is none.
  func choice(_ typed: String) -> Choice? {
    if let number = Int(typed) {
      return choices.indices.contains(number - 1) ? choices[number - 1] : nil
    }
    return choices.first { $0.word == typed }
      ?? choices.first {
        if case .command(let command) = $0.action {
          command.rawValue == typed.lowercased()
        } else {
          false
        }
      }
  }
}

extension Line {
  /// The line as words: what a mark says to the eye is said.
  var plain: String {
    let text = spans.map(\.text).joined()
    let blank = text.prefix { $0 == " " }
    let rest = text.dropFirst(blank.count)
    for mark in Mark.allCases where rest.hasPrefix(mark.sign + " ") {
      return blank + mark.spoken + rest.dropFirst(mark.sign.count + 1)
    }
    return rest.hasPrefix("> ") ? String(blank + rest.dropFirst(2)) : text
  }
}
