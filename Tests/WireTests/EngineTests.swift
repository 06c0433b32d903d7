import Core
import Foundation
import TestKit
import Testing
import Wire

extension NetworkTests {
  @Suite("The engine thread")
  struct EngineTests {
    /// The status file of the calling thread.
    static var threadStatus: String {
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
      return "/proc/\(link ?? "")/status"
    }

    /// How often a thread has gone to sleep of its own will.
    func switches(_ status: String) throws -> Int {
      let text = try String(contentsOfFile: status, encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
      return try #require(line?.split(separator: "\t").last.flatMap { Int($0) })
    }

    @Test("At rest the engine does not wake up, after requests, probes, waits and troubles")
    func idle() async throws {
      let answer: [ScriptedServer.Step] = [
        .hearRequest, .say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
      ]
      let https = try Trusted.server([.secure] + answer + answer + answer + [.stall])
      let pop = try Trusted.server(ProbeTests.inside + [.say("+OK 1 2\r\n"), .hear])
      let bad = try Trusted.server([.secure, .stall])
      defer { for server in [https, pop, bad] { server.stop() } }
      let engine = Engine(settings: Trusted.settings())
      let status = Notes<String>()
      for _ in 0..<3 {
        // This one keeps its connection, and the next uses it again.
        _ = try await engine.exchange(HTTPRequest(url: "https://localhost:\(https.port)/"))
        _ = await engine.probe(probe(port: pop.port)) { _ in status.add(Self.threadStatus) }
        _ = await engine.probe(probe(port: bad.port, patience: 50))
        try await engine.sleep(.milliseconds(10))
      }
      // Another engine measures the time, for this one must not be asked anything.
      let clock = Engine(settings: Trusted.settings())
      let path = try #require(status.all.first)
      // What the last probe left (its QUIT) has gone once the count stands still.
      var before = try switches(path)
      for _ in 0..<30 {
        try await clock.sleep(.milliseconds(100))
        let now = try switches(path)
        if now == before { break }
        before = now
      }
      try await clock.sleep(.milliseconds(1500))
      #expect(try switches(path) == before)
      // It is at rest, not dead.
      try await engine.sleep(.milliseconds(1))
      #expect(try switches(path) > before)
      await engine.shutdown()
      await clock.shutdown()
    }

    @Test("Waits end in the order of their lengths, and not early")
    func sleeping() async throws {
      let engine = Engine()
      let order = Notes<Int>()
      await withTaskGroup(of: Void.self) { group in
        for ms in [90, 30, 60, 0, -5] {
          group.addTask {
            let start = ContinuousClock.now
            try? await engine.sleep(.milliseconds(ms))
            #expect(ContinuousClock.now - start >= .milliseconds(ms))
            if ms > 0 { order.add(ms) }
          }
        }
      }
      #expect(order.all == [30, 60, 90])
      await engine.shutdown()
    }

    @Test("A wait that is given up ends at once, before or after it began")
    func sleepCancelled() async throws {
      let engine = Engine()
      let start = ContinuousClock.now
      let tasks = (0..<50).map { _ in
        Task { () -> Failure? in
          do throws(Failure) {
            try await engine.sleep(.seconds(60))
            return nil
          } catch {
            return error
          }
        }
      }
      for task in tasks { task.cancel() }
      for task in tasks { #expect(await task.value == .cancelled) }
      #expect(ContinuousClock.now - start < .seconds(2))
      await engine.shutdown()
    }

    @Test("Shutdown waits for what must finish and drops the rest; afterwards all is cancelled")
    func shutdown() async throws {
      let server = try Trusted.server([.secure, .hearRequest, .hold, ExchangeTests.reply()])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let url = "https://localhost:\(server.port)/"
      let (started, going) = AsyncStream.makeStream(of: Void.self)
      let redeeming = Task {
        try await engine.exchange(
          HTTPRequest(url: url, form: Form(["a": "b"])), mustFinish: true
        ) { going.finish() }
      }
      for await _ in started {}
      let sleeping = Task { try await engine.sleep(.seconds(60)) }
      let (stopping, stopped) = AsyncStream.makeStream(of: Void.self)
      let ending = Task {
        await engine.shutdown(grace: .seconds(5))
        stopped.finish()
      }
      await #expect(throws: Failure.cancelled) { try await sleeping.value }
      server.release()
      #expect(try await redeeming.value.status == 200)
      for await _ in stopping {}
      await ending.value
      await #expect(throws: Failure.cancelled) { try await engine.sleep(.zero) }
      await #expect(throws: Failure.cancelled) {
        try await engine.exchange(HTTPRequest(url: url))
      }
      #expect(await engine.probe(probe(port: 1)).outcome == .cancelled)
    }

    @Test("Shutdown gives up on what must finish when its grace is over")
    func graceOver() async throws {
      let server = try Trusted.server([.secure, .hearRequest, .stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let url = "https://localhost:\(server.port)/"
      let (started, going) = AsyncStream.makeStream(of: Void.self)
      let redeeming = Task {
        try await engine.exchange(HTTPRequest(url: url), mustFinish: true) { going.finish() }
      }
      for await _ in started {}
      let start = ContinuousClock.now
      await engine.shutdown(grace: .milliseconds(100))
      #expect(ContinuousClock.now - start >= .milliseconds(100))
      #expect(ContinuousClock.now - start < .seconds(2))
      await #expect(throws: Failure.cancelled) { try await redeeming.value }
    }

    @Test("An engine that was never used needs no ending, and can be shut down")
    func unused() async {
      let engine = Engine()
      await engine.shutdown()
      await engine.shutdown()
      await #expect(throws: Failure.cancelled) { try await engine.sleep(.zero) }
      _ = Engine()
    }
  }
}
