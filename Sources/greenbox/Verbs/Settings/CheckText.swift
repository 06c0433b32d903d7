internal import Core
internal import Diagnosis
internal import Operations

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
    let time = check.ms.map { " (\(Int($0.rounded())) ms)" } ?? ""
    output.line("\(name): \(check.word) at \(check.endpoint)\(time)")
    if check.verdict == .passed { output.line("  does not prove \(id.unproven)") }
    if case .skipped(let why) = check.verdict { output.line("  \(why)") }
  }

  private func say(_ server: String, _ check: PopCheck) {
    output.object([
      "check": "pop", "id": .string(Check.capabilities.rawValue), "endpoint": .string(server),
      "verdict": .string(check.passed ? "passed" : "failed"), "at": .string(check.at.iso),
      "stages": .array(check.stages.map { JSONValue($0) }),
      "problem": JSONValue(check.failure.map { Problem.of(.network($0)) }),
      "does_not_prove": .string(Check.capabilities.unproven),
    ])
    output.line("Pop Server \(server): \(check.passed ? "passed" : "failed")")
    for stage in check.stages where stage.verdict != .skipped {
      output.line("  " + StageText.line(stage))
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
    case .refused(let refusal): Problem.of(.refused(refusal))
    case .network(let failure): Problem.of(.network(failure))
    case .reply(let failure): Problem.of(.reply(failure))
    }
  }
}

/// A rung of the probe ladder as a line.
enum StageText {
  /// `greeting   12.4 ms  passed  +OK …`.
  static func line(_ stage: StageResult) -> String {
    let name = stage.name.rawValue
    let ms = stage.ms.map { "\(($0 * 10).rounded() / 10) ms" } ?? "–"
    return name + String(repeating: " ", count: max(1, 10 - name.count))
      + String(repeating: " ", count: max(0, 10 - ms.count)) + ms
      + "  \(stage.verdict.rawValue)" + (stage.said.isEmpty ? "" : "  \(stage.said)")
  }
}
