import Canvas
import Core
import Operations
import Presentation

extension App {
  mutating func ask(_ question: Question) { stack.append(.question(question)) }

  mutating func performQuestion(_ command: Command) -> [Effect] {
    guard var question = stack.last?.question else { return [] }
    switch command {
    case .back:
      stack.removeLast()
    case .open:
      guard question.options.indices.contains(question.chosen) else { return [] }
      return reply(question.options[question.chosen].reply)
    default:
      question.chosen = App.moved(
        question.chosen, command, count: question.options.count, page: question.options.count)
      stack[stack.count - 1] = .question(question)
    }
    return []
  }

  func hasAnswer(_ letter: Character) -> Bool {
    stack.last?.question?.options.contains { $0.letter == letter } ?? false
  }

  mutating func answer(_ letter: Character) -> [Effect] {
    guard let option = stack.last?.question?.options.first(where: { $0.letter == letter })
    else { return [] }
    return reply(option.reply)
  }

  private mutating func reply(_ reply: Question.Reply) -> [Effect] {
    stack.removeLast()
    switch reply {
    case .stay: return []
    case .quit: return jobs.keys.sorted { $0.number < $1.number }.map { .cancel($0) } + [.quit]
    case .saveAndQuit:
      var effects = save()
      let state = stack.compactMap(\.registration).last
      if let state, !state.isClean(snapshot) {
        effects += saveRegistration(then: .quit)
        return effects
      }
      return hasUnsaved ? effects : effects + [.quit]
    case .discard(let name):
      drafts[name] = nil
      if name.isEmpty { home.isNew = false }
      focus(name.isEmpty ? .list : .editor)
      notice = Notice("Discarded.")
      return []
    case .remove(let name):
      drafts[name] = nil
      focus(.list)
      return make(
        [.removeMailbox(name)],
        saying: "Removed \(name) and its tokens here. Microsoft is not told.")
    case .forget(let name):
      return make([.forget(mailbox: name)], saying: Forgetting(name, in: snapshot).done)
    case .editorClient(let client, let name):
      return tick(.editor, name, client)
    case .leaveRegistration:
      stack.removeAll { $0.registration != nil }
      return [.dropSecret]
    case .discardRegistration:
      guard let state = stack.last?.registration else { return [] }
      var fresh =
        state.kept.flatMap { snapshot.registrations[$0] }.map { RegistrationState($0) }
        ?? RegistrationState(new: state.draft.name, at: now)
      (fresh.isGuide, fresh.tab) = (state.isGuide, state.tab)
      changeRegistration { $0 = fresh }
      notice = Notice("Discarded.")
      return [.dropSecret]
    case .saveAndLeaveRegistration:
      return saveRegistration(then: .leave)
    case .multitenant:
      changeRegistration { $0.edit { $0.accountType = .multi } }
      return []
    case .keepUnproved(let edit):
      return keepSecret(edit, then: .stay)
    case .undoSecret(let name): return start(.undoSecret(registration: name))
    }
  }

  /// Leaves, after asking where something would be lost or is under way.
  mutating func quit() -> [Effect] {
    let unsaved = drafts.filter { $1.differs(from: snapshot.mailboxes[$0]) }.keys.sorted()
    let left = stack.contains { !($0.registration?.isClean(snapshot) ?? true) }
    if !unsaved.isEmpty || left {
      let names =
        unsaved.map { $0.isEmpty ? "the new mailbox" : $0 }
        + (left ? ["the registration"] : [])
      ask(
        Question(
          title: "Quit with unsaved changes?",
          lines: ["Not saved: \(names.joined(separator: ", "))."],
          options: [
            .init(letter: "s", label: "Save and quit", reply: .saveAndQuit),
            .init(letter: "d", label: "Quit without saving", reply: .quit),
            .init(letter: "k", label: "Keep on working", reply: .stay),
          ]))
      return []
    }
    if let job = working.values.min(by: { $0.began < $1.began }) {
      ask(
        Question(
          title: "Quit while something is under way?", lines: ["\(job.waits)."],
          options: [
            .init(letter: "k", label: "Keep on working", reply: .stay),
            .init(letter: "q", label: "Cancel it and quit", reply: .quit),
          ]))
      return []
    }
    return [.quit]
  }

  mutating func askRemove() {
    guard !home.isNew, let name = home.name(in: mailboxList) else { return }
    ask(
      Question(
        title: "Remove the mailbox \(name)?",
        lines: [
          "Its fields, its tokens and its evidence here go. The mailbox itself, the mailbox "
            + "editor and Microsoft are not touched."
        ],
        options: [
          .init(letter: "k", label: "Keep it", reply: .stay),
          .init(letter: "r", label: "Remove", reply: .remove(name)),
        ]))
  }

  mutating func askForget() {
    guard !home.isNew, let name = home.name(in: mailboxList) else { return }
    let forgetting = Forgetting(name, in: snapshot)
    guard !forgetting.isNothing else {
      notice = Notice(Printable.text(forgetting.done))
      return
    }
    ask(
      Question(
        title: forgetting.question, lines: [forgetting.meaning],
        options: [
          .init(letter: "k", label: "Keep it", reply: .stay),
          .init(letter: "e", label: "Erase", reply: .forget(name)),
        ]))
  }
}
