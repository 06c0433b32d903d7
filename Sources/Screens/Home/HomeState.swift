import Canvas
import Core

/// Where one is on the home screen.
struct HomeState: Equatable, Sendable {
  var focus = Pane.list
  /// What the pane at the right shows where there is room for one beside the list.
  var side = Pane.editor
  /// The chosen place of the list.
  var index = 0
  /// The first place of the list that is shown.
  var top = 0
  /// The new mailbox is shown in place of the chosen one.
  var isNew = false
  var tab = EditorTab.incoming
  /// The chosen field of the tab.
  var field = 0
  /// The text of the chosen field while it is typed.
  var editing: TextField?
  var step = 0
  /// The mailbox that `step` was chosen for: with another one the step that matters is shown.
  var stepOf: String?
  var evidence = Page()
  var showsTranscript = false
  var filter = TextField()
  var isFiltering = false

  /// The mailbox that the list has chosen.
  func name(in mailboxList: MailboxList) -> String? { mailboxList.row(at: index)?.name }

  /// The mailbox that the editor and the checklist are about; empty for the new one.
  func subject(in mailboxList: MailboxList) -> String? { isNew ? "" : name(in: mailboxList) }
}

/// A part of the home screen that can have the focus.
enum Pane: CaseIterable, Sendable {
  case list, editor, checklist, evidence

  var place: Place {
    switch self {
    case .list: .list
    case .editor: .editor
    case .checklist: .checklist
    case .evidence: .evidence
    }
  }
}
