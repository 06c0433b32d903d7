import Canvas
import Operations
import Presentation

/// The keys of the screen from which help was asked.
struct HelpState: Equatable, Sendable {
  var place: Place
  var page = Page()

  // Complaints are what is wrong in the settings of the console.
  func lines(_ keys: KeyTable, complaints: [String] = [], width: Int) -> [Line] {
    var lines: [Line] = [Line("Keys: \(place.title)", .heading), .blank]
    if !complaints.isEmpty {
      lines.append(Line("Wrong in the settings, and left out; the usual is in force:", .warning))
    }
    for complaint in complaints {
      lines.add(Printable.text(complaint), .warning, width: width, lead: "! ")
    }
    if !complaints.isEmpty { lines.append(.blank) }
    for binding in keys.bindings(in: place) where !binding.keys.isEmpty {
      let names = binding.keys.map(\.name).joined(separator: " ")
      let lead = Columns.padded(names, to: 10)
      var part: [Line] = []
      part.add(binding.help, width: width, lead: lead)
      if let first = part.first {
        let text = first.spans.last?.text ?? ""
        part[0] = Line([Span(lead, .key), Span(text)])
      }
      lines += part
    }
    lines.append(.blank)
    lines.add(place.story(keys), .muted, width: width)
    return lines
  }
}

extension Place {
  /// What the place is called.
  var title: String {
    switch self {
    case .list: "the mailbox list"
    case .editor: "the mailbox editor"
    case .checklist: "the ten steps"
    case .evidence: "evidence and transcript"
    case .registration: "registration and settings"
    case .signIn, .signInQuestion, .signInOK: "signing in"
    case .run: "a run"
    case .problem: "a problem"
    case .log: "the log"
    case .about: "about"
    case .help: "help"
    case .palette: "commands"
    case .question: "a question"
    case .filter: "the filter"
    case .typing: "typing into a field"
    }
  }

  /// What the place is for, in a few sentences.
  func story(_ keys: KeyTable) -> String {
    switch self {
    case .list, .filter:
      Mark.legend + " Verified means: a token was issued to the right person, refreshed with the "
        + "secret in force, and the mail server opened the mailbox with it. It says nothing of "
        + "the token that the mailbox editor holds."
    case .editor, .typing:
      "The tabs are those of the vendor's mailbox editor. What is typed here is kept here; type "
        + "the same there. A mark after a label says that it differs from what is saved."
    case .checklist, .evidence:
      "Here: what the program decided from evidence. Editor: what a person saw in the vendor's "
        + "mailbox editor and ticked. A new secret, client ID or tenant ID clears the ticks of "
        + "steps 8 to 10."
    case .registration:
      "The app registration of your tenant: Azure Active Directory, now Microsoft Entra ID. The "
        + "secret's value is sealed in the vault and never shown."
    case .signIn, .signInQuestion, .signInOK:
      "The code is entered at the page on any computer or phone. Leaving keeps it while it "
        + "lasts. Nothing is kept of a sign-in before OK, and a working grant is never touched "
        + "before it."
    case .run:
      "Up to \(RunState.atOnce) mailboxes are verified at a time, and signed in one after another. A "
        + "server that has trouble is waited for. After \(BatchRequest.refusals) refusals in a row the "
        + "run pauses by itself, since servers punish an address for more."
    case .problem:
      "Causes are ranked by the evidence held here. Where it cannot tell them apart, the page "
        + "says so and names the one check that does."
    case .log, .about, .help, .palette, .question: "\(keys.keyName(.back)) goes back."
    }
  }
}
