import Foundation
import Practice
import TestKit
import Testing

/// Servers that stop talking.
@Suite(.serialized)
struct SilenceTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer("--authenticated") }

  @Test("a server that goes silent is given up when its stage's time is over")
  func silence() throws {
    // All at once: each waits for its own timer only.
    try server.setFaults(
      "stall-auth-2=support", "stall-stat=sales", "stall-token=events", "stall-quit=returns")
    let began = ContinuousClock.now
    let names = ["support", "sales", "events"]
    let waiting = try names.map { try server.start(["verify", $0, "--json"]) }
    for process in waiting {
      process.closeInput()
      let run = Run(process.wait(timeout: 40))
      #expect(run.exit == 5)
      #expect(run.output.contains(#""id":"network-silent""#), "\(run.output)")
    }
    // The longest patience is that for an HTTPS reply, 20 seconds.
    #expect(ContinuousClock.now - began < .seconds(30))
  }

  @Test("a silent greeting is given up within its ten seconds")
  func greeting() throws {
    try server.setFaults("stall-greeting")
    let began = ContinuousClock.now
    let process = try server.start(["verify", "support", "--json"])
    process.closeInput()
    let run = Run(process.wait(timeout: 40))
    #expect(run.exit == 5)
    #expect(run.output.contains(#""id":"network-silent""#))
    #expect(ContinuousClock.now - began < .seconds(16))
  }
}
