internal import Core
internal import Diagnosis
internal import Presentation

extension Output {
  /// Says a problem: what, why, who acts, what next.
  func problem(_ problem: Problem, to descriptor: Descriptor = .result) {
    let say = { (text: String) in
      switch descriptor {
      case .result: line(text)
      case .progress: progress(text)
      }
    }
    guard !json else { return }
    say("\(problem.title)")
    say("  \(problem.meaning)")
    for (number, cause) in problem.causes.enumerated() {
      say("  \(number + 1). \(cause.text)")
      for fact in cause.evidenceFor { say("     + \(fact)") }
      for fact in cause.evidenceAgainst { say("     - \(fact)") }
    }
    if problem.undecidable {
      let set = problem.causes.count { $0.likelihood != .ruledOut }
      say("  Cannot be told apart from here: 1 to \(set).")
    }
    if let decider = problem.decider {
      say("  What decides: \(decider.check) (\(decider.owner.words))")
    }
    say("  Who acts: \(problem.owner.words)")
    say("  Next step: \(problem.nextStep)")
    for detail in problem.details { say("  \(detail.name): \(detail.value)") }
  }

  /// Where a problem is said.
  enum Descriptor { case result, progress }
}

extension JSONValue {
  /// A problem as an object.
  init(_ problem: Problem?) {
    guard let problem else {
      self = .null
      return
    }
    self = [
      "id": .string(problem.id), "title": .string(problem.title),
      "meaning": .string(problem.meaning), "owner": .string(problem.owner.rawValue),
      "next_step": .string(problem.nextStep),
      "actions": .array(problem.actions.map { .string($0.rawValue) }),
      "undecidable": .bool(problem.undecidable),
      "decider": problem.decider.map {
        ["check": .string($0.check), "owner": .string($0.owner.rawValue)]
      } ?? .null,
      "causes": .array(
        problem.causes.map {
          [
            "text": .string($0.text), "standing": .string($0.likelihood.rawValue),
            "evidence_for": JSONValue($0.evidenceFor),
            "evidence_against": JSONValue($0.evidenceAgainst),
          ]
        }),
      "details": .object(
        JSONObject(
          problem.details.map { JSONObject.Member(name: $0.name, value: .string($0.value)) })),
    ]
  }

  /// A finding of an offline rule as an object.
  init(_ finding: Finding) {
    self = [
      "rule": .string(finding.rule.rawValue), "field": .string(finding.field),
      "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
      "advice": .string(finding.remedy), "fix": JSONValue(finding.fix),
    ]
  }

  /// A stage of the probe ladder as an object.
  init(_ stage: StageResult) {
    self = [
      "name": .string(stage.name.rawValue), "ms": .milliseconds(stage.ms),
      "verdict": .string(stage.verdict.rawValue), "said": .string(stage.said),
    ]
  }
}
