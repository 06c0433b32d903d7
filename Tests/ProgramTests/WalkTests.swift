import Foundation
import TestKit
import Testing

/// `practice` with no terminal: the whole job, seen by a stranger.
@Suite(.serialized)
struct WalkTests {
  private func walk(_ arguments: String..., adding: [String: String] = [:]) throws -> Run {
    let process = try ChildProcess(
      [Greenbox.path, "practice"] + arguments,
      environment: Greenbox.environment.merging(adding) { $1 }, session: true)
    process.closeInput()
    return Run(process.wait(timeout: 90))
  }

  @Test("walks the ten steps, a denied mailbox with its causes, a rotation, and ends 0")
  func walks() throws {
    let run = try walk(adding: ["TZ": "Asia/Kolkata"])
    #expect(run.exit == 0, "\(run.output.suffix(2000))")
    let steps = run.lines.filter { $0.contains(/^✓ [0-9]+[.]/) }
    #expect(
      steps.map { String($0.dropFirst(2).prefix { $0 != "." }) }
        == (1...10).map(String.init))
    #expect(run.output.contains("Signed in, but the mailbox refuses the token"))
    #expect(run.output.contains("Get-CASMailbox"))
    #expect(run.output.contains("no code was shown"))
    #expect(run.output.contains("The grant was revoked"))
    let table = run.lines.drop { !$0.hasPrefix("   MAILBOX") }.dropFirst().prefix(6)
    #expect(
      table.map { $0.split(separator: " ").prefix(2).map(String.init) } == [
        ["✓", "support"], ["↻", "returns"], ["↻", "billing"], ["✓", "events"], ["↻", "sales"],
        ["·", "legacy"],
      ])
    #expect(run.lines.contains("All ten steps came out as they should."))
    // Local times are India's.
    #expect(run.output.contains(" +05:30"))
    #expect(!run.output.contains(" +00:00"))
  }

  @Test("is not content when something did not come out as it should")
  func trouble() throws {
    let run = try walk("--fault", "sys-temp=support")
    #expect(run.exit == 70)
    #expect(run.output.contains("Not as it should be: "))
    #expect(!run.output.contains("All ten steps came out as they should."))
  }

  @Test("leaves nothing behind in the folder for temporary files")
  func cleansUp() throws {
    let folder = try TemporaryFolder()
    let process = try ChildProcess(
      [Greenbox.path, "practice", "--serve", "--json"],
      environment: Greenbox.environment.merging(["TMPDIR": folder.path]) { $1 }, session: true)
    _ = process.readLine()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    process.kill(SIGTERM)
    #expect(process.wait().exitCode == 143)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
