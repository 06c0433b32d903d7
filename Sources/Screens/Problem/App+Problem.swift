import Canvas
import Core
import Diagnosis
import Presentation

extension App {
  mutating func show(_ problem: Problem, of subject: String? = nil) {
    stack.append(.problem(ProblemState(problem: problem, subject: subject)))
  }

  /// What is wrong with a mailbox; nil where nothing is known to be.
  func problem(of name: String) -> Problem? {
    guard let mailbox = snapshot.mailboxes[name] else { return nil }
    let facets = Facets(
      of: mailbox,
      config: ConfigFacet(
        of: mailbox, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
        endpoints: setting.endpoints, now: now),
      in: snapshot, endpoints: setting.endpoints, now: now, fresh: setting.fresh)
    let known = Problem.known(
      of: name, facets, in: snapshot, mailboxIndex: mailboxList.mailboxIndex,
      endpoints: setting.endpoints, now: now)
    return known ?? problems[name].map { Problem.of($0, context: problemContext(name)) }
  }

  /// Whether the secret of a mailbox's registration has expired, so that no sign-in can succeed.
  func isSecretOver(of name: String) -> Bool {
    guard let mailbox = snapshot.mailboxes[name],
      let registration = snapshot.registrations[mailbox.registration],
      registration.clientMode != .public
    else { return false }
    return SecretExpiry(of: registration.secret, now: now).isExpired
  }

  /// Says what is wrong with the chosen mailbox.
  mutating func showProblem() {
    guard !home.isNew, let name = home.name(in: mailboxList) else { return }
    if let problem = problem(of: name) {
      show(problem, of: name)
    } else if let mailbox = snapshot.mailboxes[name], let first = unmet(mailbox).first {
      notice = Notice("Not yet ready: \(Printable.text(first))", .warning)
    } else {
      let state = mailboxList.row(at: home.index)?.state
      notice = Notice(
        "No problem is known: "
          + Printable.text(state?.badge(local: clock.short) ?? "nothing was tried") + ".")
    }
  }
}
