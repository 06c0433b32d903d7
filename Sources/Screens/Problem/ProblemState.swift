import Canvas
import Core
import Diagnosis

/// A problem that is read.
struct ProblemState: Equatable, Sendable {
  var problem: Problem
  /// What it is about: a mailbox's or a registration's name.
  var subject: String?
  /// Said before it where it has not happened.
  var lead: String?
  var page = Page()

  /// What can be sent to whoever must act: the facts, no secret.
  var message: String {
    var lines = [problem.title, ""]
    if let subject { lines.insert("About \(Printable.text(subject)):", at: 0) }
    lines += [problem.meaning, ""]
    lines.append("Possible causes, the likeliest first:")
    for (number, cause) in problem.causes.enumerated() {
      lines.append("\(number + 1). \(cause.text) [\(cause.likelihood.words)]")
      lines += cause.evidenceFor.map { "   for: \(Printable.text($0))" }
      lines += cause.evidenceAgainst.map { "   against: \(Printable.text($0))" }
    }
    if let notice = problem.undecidedNotice { lines += ["", notice] }
    lines += ["", "Who acts: \(problem.owner.words)", "Next step: \(problem.nextStep)", ""]
    lines += problem.details.map { "\($0.name): \(Printable.text($0.value))" }
    return lines.joined(separator: "\n")
  }

  /// The page; `here` names the keys that do what the next step says.
  func lines(width: Int, here: String? = nil) -> [Line] {
    var lines: [Line] = []
    if let lead { lines.add(lead, .warning, width: width) }
    if let subject { lines.add(Printable.text(subject), .muted, width: width) }
    lines.add(problem.title, .heading, width: width)
    lines.add("\(problem.owner.words)", .heading, width: width, lead: "Who acts   ")
    lines.append(.blank)
    lines.add(problem.meaning, width: width)
    lines.append(.blank)
    lines.add(Printable.text(problem.nextStep), width: width, lead: "Next step  ")
    if let here { lines.add(here, .key, width: width, lead: "Keys here  ") }
    if !problem.causes.isEmpty {
      lines.append(.blank)
      lines.append(Line("Why", .heading))
    }
    for (number, cause) in problem.causes.enumerated() {
      let role: Role = cause.likelihood == .ruledOut ? .muted : .text
      lines.add(
        "\(cause.text) (\(cause.likelihood.words))", role, width: width, lead: "\(number + 1). ")
      for fact in cause.evidenceFor {
        lines.add(Printable.text(fact), .muted, width: width, lead: "+ ", indent: 3)
      }
      for fact in cause.evidenceAgainst {
        lines.add(Printable.text(fact), .muted, width: width, lead: "- ", indent: 3)
      }
    }
    if let notice = problem.undecidedNotice {
      lines.append(.blank)
      lines.add(notice, .warning, width: width)
    }
    if !problem.details.isEmpty {
      lines.append(.blank)
      lines.append(Line("What was said", .heading))
      for detail in problem.details {
        lines.add(Printable.text(detail.value), .muted, width: width, lead: detail.name + ": ")
      }
    }
    return lines
  }
}

/// A text to be sent to somebody.
struct MessageState: Equatable, Sendable {
  var title: String
  var text: String
  var page = Page()

  func lines(width: Int) -> [Line] {
    var lines = [Line(title, .heading), .blank]
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.add(String(part), width: width)
    }
    return lines
  }
}

extension Problem.Likelihood {
  package var words: String {
    switch self {
    case .shown: "the evidence shows it"
    case .likely: "likely"
    case .open: "possible"
    case .unlikely: "unlikely"
    case .ruledOut: "ruled out"
    }
  }
}
