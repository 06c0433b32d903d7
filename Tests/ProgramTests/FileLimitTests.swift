import Foundation
import Practice
import TestKit
import Testing

/// `ulimit -f`: a process that may write no file beyond a size.
@Suite("A limit of file sizes is told in words, and loses nothing", .serialized)
struct FileLimitTests {
  private let limits = [
    0, 1, 512, 4096, 16_000, 32_768, 70_000, 100_000, 140_000, 200_000, 400_000,
  ]

  private func run(
    limit: Int, _ arguments: [String], _ environment: [String: String]
  ) throws -> ChildProcess.Result {
    let process = try ChildProcess(
      ["prlimit", "--fsize=\(limit)", Greenbox.path] + arguments,
      environment: Greenbox.environment.merging(environment) { $1 }, session: true)
    process.closeInput()
    return process.wait(timeout: 30)
  }

  @Test("Making a vault and adding to it ends 0 or 7, and what was said to be kept is there")
  func adding() throws {
    let folder = try TemporaryFolder()
    let home = ["GREENBOX_HOME": folder.file("home")]
    for limit in limits {
      let made = try run(limit: limit, ["status", "--json"], home)
      #expect([0, 7].contains(made.exitCode), "\(limit): \(made)")
    }
    let set = try ChildProcess.run(
      [Greenbox.path, "settings", "set", "tenant-id=20e6ec45-9bc2-41d2-88f2-df4da88d9417"],
      environment: Greenbox.environment.merging(home) { $1 })
    #expect(set.exitCode == 0, "\(set.errors)")
    var kept: [String] = []
    for round in 0..<3 {
      for limit in limits {
        let name = "m\(round)-\(limit)"
        let result = try run(
          limit: limit,
          ["mailbox", "add", name, "--pop-account", "\(name)@practice.example", "--json"], home)
        #expect([0, 7].contains(result.exitCode), "\(limit): \(result)")
        if result.exitCode == 0 {
          kept.append(name)
        } else {
          #expect(result.output.contains(#""id":"vault-disk""#), "\(limit): \(result.output)")
        }
      }
    }
    let listed = try ChildProcess.run(
      [Greenbox.path, "mailbox", "list", "--json"],
      environment: Greenbox.environment.merging(home) { $1 })
    #expect(listed.exitCode == 0, "\(listed.errors)")
    for name in kept { #expect(listed.output.contains("\"\(name)\"")) }
    #expect(
      listed.output.split(separator: "\n").filter { $0.contains("pop_account") }.count == kept.count
    )
    #expect(kept.count > 3)
    #expect(kept.count < 3 * limits.count)
  }

  @Test("A refresh token is not redeemed where its answer could not be kept")
  func redeeming() throws {
    let server = try PracticeServer("--authenticated")
    for limit in limits {
      let result = try run(limit: limit, ["verify", "sales"], server.environment)
      #expect([0, 7].contains(result.exitCode), "\(limit): \(result)")
    }
    let after = try server.greenbox("verify", "sales")
    #expect(after.exit == 0, "\(after.output)")
    #expect(try server.log().dead_token_uses == 0)
  }

  @Test("A result that does not fit into its file ends by no signal")
  func output() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("man")
    let result = try ChildProcess.run(
      ["/bin/bash", "-c", "exec prlimit --fsize=100 \(Greenbox.path) man > \(file)"],
      environment: Greenbox.environment)
    #expect(result.exitCode != nil, "\(result.end)")
    #expect(try folder.read("man").utf8.count == 100)
  }
}
