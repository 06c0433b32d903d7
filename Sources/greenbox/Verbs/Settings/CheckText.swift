internal import Core
internal import Diagnosis
internal import Operations
internal import Presentation

/// Checks without a token as text and as JSON, as they come.
struct CheckText: Sendable {
  let output: Output

  init(_ output: Output) {
    self.output = output
  }

  /// Says one check's end; nothing for other progress.
  func say(_ progress: Progress) {
    switch progress {
    case .check(let name, let check): say(name, check)
    case .pop(let server, let check): say(server, check)
    default: break
    }
  }

  /// Says that the checks of the settings were not made.
  func sayOffline() {
    for check in Check.ofSettings {
      output.object([
        "check": .string(check.title), "id": .string(check.rawValue), "endpoint": .null,
        "verdict": .string(Check.offline), "ms": .null, "at": .null, "problem": .null,
        "does_not_prove": .string(check.unproven),
      ])
      output.line("\(check.rawValue) \(check.title): \(Check.offline)")
    }
  }

  private func say(_ name: String, _ check: CheckResult) {
    let id: Check = name == "secret" ? .secret : .tenant
    output.object([
      "check": .string(name), "id": .string(id.rawValue), "endpoint": .string(check.endpoint),
      "verdict": .string(check.word), "ms": .milliseconds(check.ms),
      "at": .string(check.at.iso), "problem": JSONValue(check.problem),
      "does_not_prove": .string(id.unproven),
    ])
    output.line(check.line(CheckResult.subject(name), at: check.endpoint).whole)
    if check.verdict == .passed { output.line("  does not prove \(id.unproven)") }
  }

  private func say(_ server: String, _ check: PopCheck) {
    output.object([
      "check": "pop", "id": .string(Check.capabilities.rawValue), "endpoint": .string(server),
      "verdict": .string(check.passed ? "passed" : "failed"), "at": .string(check.at.iso),
      "stages": .array(check.stages.map { JSONValue($0) }),
      "problem": JSONValue(check.failure.map { Problem.of(.network($0)) }),
      "does_not_prove": .string(Check.capabilities.unproven),
    ])
    output.line(check.line(of: server).whole)
    for stage in check.stages where stage.verdict != .skipped {
      output.line("  " + stage.line.whole)
    }
    if check.passed { output.line("  does not prove \(Check.capabilities.unproven)") }
  }
}

extension JSONValue {
  /// A check of a mailbox, under the keys that a check of the settings has.
  init(_ record: CheckRecord) {
    self = [
      "check": .string(record.check.title), "id": .string(record.check.rawValue),
      "endpoint": JSONValue(record.endpoint), "verdict": .string(record.verdict),
      "ms": .milliseconds(record.ms), "at": JSONValue(record.at?.iso),
      "does_not_prove": .string(record.check.unproven),
    ]
  }
}

extension CheckResult {
  /// One word for the verdict.
  var word: String { verdict.word }

  /// What is wrong, when something is.
  var problem: Problem? {
    switch verdict {
    case .passed, .skipped: nil
    case .failed(let failure): Problem.of(server: failure)
    }
  }
}
