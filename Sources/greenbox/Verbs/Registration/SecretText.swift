internal import Core
internal import Diagnosis
internal import Operations

/// What became of a client secret, for people and for programs.
struct SecretText {
  let result: SecretDriver.Result
  let session: Session

  init(_ result: SecretDriver.Result, _ session: Session) {
    self.result = result
    self.session = session
  }

  /// The sentences about it: what became of it, and what is still to be told.
  var sentences: [String] { [result.words, result.asks].compactMap { $0 } }

  /// What the verb ends with: 6 where the identity server refused it, 5 where it was not kept because
  /// there was no answer, else 0.
  var code: ExitCode {
    switch result.verdict {
    case .refused: .settings
    case .noAnswer: result.isKept ? .holds : .unreachable
    case .proved, .notJudged: .holds
    }
  }

  /// Says that it was not kept, and why.
  func sayNotKept() {
    let output = session.output
    guard let problem else { return }
    output.event(
      "failed", ["problem": JSONValue(problem), "kept": false, "said": .string(result.words)])
    guard !output.json else { return }
    output.progress(result.words)
    output.problem(problem, to: .progress)
    output.next(
      code == .settings
        ? "make a new client secret and give its Value, as above"
        : "the same command again once the identity server answers, or with --unproved")
  }

  private var problem: Problem? {
    let context = ProblemContext.of(result.registration, session)
    return switch result.verdict {
    case .refused(let refusal): Problem.of(refusal: refusal, context: context)
    case .noAnswer(let failure): Problem.of(failure, context: context)
    case .proved, .notJudged: nil
    }
  }
}
