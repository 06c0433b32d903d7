import Core

/// What a probe has seen so far: stages with their times, and the lines of both sides.
struct ProbeLedger {
  private let tell: @Sendable (StageResult) -> Void
  private var stages: [StageResult] = []
  private var transcript: [String] = []
  private var mark: UInt64

  /// An empty ledger; the first stage's time runs from `start`.
  init(start: UInt64, report: @escaping @Sendable (StageResult) -> Void) {
    mark = start
    tell = report
  }

  /// A stage has ended; the next one's time begins here.
  mutating func end(_ stage: ProbeStage, _ verdict: StageResult.Verdict, said: String = "") {
    let now = MonotonicClock.now
    let ms = verdict == .skipped ? nil : MonotonicClock.milliseconds(from: mark, to: now)
    mark = now
    let result = StageResult(stage, ms: ms, verdict, said: said)
    stages.append(result)
    tell(result)
  }

  /// The server's line.
  mutating func heard(_ line: String) { transcript.append("S: " + line) }

  /// Our line, as it may be shown.
  mutating func said(_ line: String) { transcript.append("C: " + line) }

  /// The report as it stands: a stage that was not reached is skipped, and says so of itself where
  /// the verdict came before it.
  func report(_ outcome: ProbeReport.Outcome) -> ProbeReport {
    let leaving = transcript.last == "C: QUIT"
    let all = ProbeStage.allCases.map { stage in
      stages.first { $0.name == stage }
        ?? StageResult(
          stage, ms: nil, .skipped,
          said: stage == .quit && leaving
            ? "sent; the answer is not waited for" : outcome == .cancelled ? "cancelled" : "")
    }
    return ProbeReport(stages: all, outcome: outcome, transcript: transcript)
  }
}
