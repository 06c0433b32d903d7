import Canvas
import Core

extension App {
  mutating func show(_ problem: Problem, of subject: String? = nil) {
    stack.append(.problem(ProblemState(problem: problem, subject: subject)))
  }

  /// What is wrong with a mailbox; nil where nothing is known to be.
  func problem(of name: String) -> Problem? {
    guard let mailbox = site.mailboxes[name] else { return nil }
    let context = problemContext(name)
    let config = ConfigFacet(
      of: mailbox, in: site, census: board.census, endpoints: setting.endpoints, now: now)
    let facets = Facets(
      of: mailbox, config: config, in: site, endpoints: setting.endpoints, now: now,
      fresh: setting.fresh)
    if case .invalid = config {
      let wrong = findings(mailbox).filter { $0.severity == .error }
      return Problem.of(.settings(.findings(wrong)), context: context)
    }
    switch facets.auth {
    case .unauthenticated(let refusal): return Problem.of(refusal: refusal, context: context)
    case .failed(let reason): return Problem.of(reason: reason, context: context)
    case .authenticatedOther(let person):
      return Problem.of(
        reason: .wrongPerson(as: person, expected: mailbox.expectedSignIn), context: context)
    case .stale:
      if case .secretRefused(let refusal, _) = site.grants[name]?.standing {
        return Problem.of(refusal: refusal, context: context)
      }
    default: break
    }
    if facets.secretExpired {
      return Problem.of(
        refusal: OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222]),
        context: context)
    }
    switch facets.access {
    case .denied(_, let stage, let said):
      return Problem.of(access: .denied(stage, said: said), context: context)
    case .unreachable(_, let access): return Problem.of(access: access, context: context)
    case .locked(_, let said): return Problem.of(access: .locked(said: said), context: context)
    case .unchecked, .verified, .outdated: break
    }
    return problems[name].map { Problem.of($0, context: context) }
  }

  /// Says what is wrong with the chosen mailbox.
  mutating func showProblem() {
    guard !home.isNew, let name = home.name(in: board) else { return }
    if let problem = problem(of: name) {
      show(problem, of: name)
    } else if let mailbox = site.mailboxes[name], let first = unmet(mailbox).first {
      notice = Notice("Not yet ready: \(Printable.text(first))", .warning)
    } else {
      let state = board.row(at: home.index)?.state
      notice = Notice(
        "No problem is known: "
          + Printable.text(state?.badge(local: clock.short) ?? "nothing was tried") + ".")
    }
  }
}
