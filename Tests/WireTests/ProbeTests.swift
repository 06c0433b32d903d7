import Core
import Foundation
import TestKit
import Testing
import Wire

extension NetworkTests {
  @Suite("The probe ladder against scripted servers")
  struct ProbeTests {
    static let greeting: [ScriptedServer.Step] = [.secure, .say("+OK ready\r\n"), .hear]
    static let offer = greeting + [.say("+OK\r\nTOP\r\nSASL PLAIN XOAUTH2\r\n.\r\n"), .hear]
    static let ahead = offer + [.say("+ \r\n"), .hear]
    static let inside = ahead + [.say("+OK User successfully authenticated.\r\n"), .hear]

    /// The steps until the server has to speak at a stage.
    static let before: [(stage: ProbeStage, steps: [ScriptedServer.Step])] = [
      (.tls, []), (.greeting, [.secure]), (.capa, greeting), (.auth1, offer), (.auth2, ahead),
      (.stat, inside),
    ]

    func run(
      _ script: [ScriptedServer.Step], _ settings: WireSettings = Trusted.settings(),
      flaw: BadAuthority.Flaw = .none, token: String? = canary
    ) async throws -> (report: ProbeReport, heard: [String]) {
      let server = try Trusted.server(script, flaw: flaw)
      defer { server.stop() }
      let engine = Engine(settings: settings)
      let report = await engine.probe(probe(port: server.port, token: token))
      await engine.shutdown()
      #expect(!report.transcript.joined().contains("canary"))
      #expect(report.stages.map(\.name) == ProbeStage.allCases)
      return (report, server.heard)
    }

    func broken(_ report: ProbeReport) -> NetworkFailure? {
      if case .broken(let failure) = report.outcome { failure } else { nil }
    }

    @Test("A good token opens the mailbox, with a two-line AUTH and every stage timed")
    func opened() async throws {
      let server = try Trusted.server(
        Self.inside + [.say("+OK 3 4711\r\n"), .stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let seen = Notes<StageResult>()
      let report = await engine.probe(probe(port: server.port)) { seen.add($0) }
      #expect(report.outcome == .opened(messages: 3, octets: 4711))
      #expect(report.stages.dropLast().allSatisfy { $0.verdict == .passed && ($0.ms ?? -1) >= 0 })
      #expect(seen.all.prefix(8) == report.stages.prefix(8))
      #expect(
        report.transcript == [
          "S: +OK ready", "C: CAPA", "S: +OK", "S: TOP", "S: SASL PLAIN XOAUTH2", "S: .",
          "C: AUTH XOAUTH2", "S: + ", "C: <redacted 96 bytes>",
          "S: +OK User successfully authenticated.", "C: STAT", "S: +OK 3 4711", "C: QUIT",
        ])
      let line = "user=box@example.com\u{1}auth=Bearer \(canary)\u{1}\u{1}"
      #expect(
        server.heard.prefix(4) == [
          "CAPA", "AUTH XOAUTH2", Data(line.utf8).base64EncodedString(), "STAT",
        ])
      #expect(report.tls?.subject == "CN=practice server")
      #expect(report.tls?.issuer == "CN=Test Authority")
      #expect(report.tls?.version == "TLSv1.3")
      #expect(report.peer == "127.0.0.1")
      #expect(report.proxy == nil)
      await engine.shutdown()
    }

    @Test("With PIPELINING, STAT and QUIT arrive together and the reply to QUIT may come along")
    func pipelined() async throws {
      let (report, heard) = try await run(
        Self.greeting + [
          .say("+OK\r\nSASL XOAUTH2\r\nPIPELINING\r\n.\r\n"), .hear, .say("+\r\n"), .hear,
          .say("+OK in\r\n"), .hear, .hear, .say("+OK 0 0\r\n+OK bye\r\n"), .stall,
        ])
      #expect(report.outcome == .opened(messages: 0, octets: 0))
      #expect(report.stages.last.map { [$0.verdict.rawValue, $0.said] } == ["passed", "+OK bye"])
      #expect(heard.suffix(2) == ["STAT", "QUIT"])
    }

    @Test("A server that ignores QUIT holds nobody up")
    func quitIgnored() async throws {
      let start = ContinuousClock.now
      let (report, _) = try await run(Self.inside + [.say("+OK 1 2\r\n"), .stall])
      #expect(report.outcome == .opened(messages: 1, octets: 2))
      #expect(report.stages.last?.verdict == .skipped)
      #expect(ContinuousClock.now - start < .milliseconds(1500))
    }

    @Test("With no token the ladder ends after CAPA")
    func capable() async throws {
      let (report, heard) = try await run(Self.offer + [.say("+OK bye\r\n")], token: nil)
      #expect(report.outcome == .capable)
      #expect(heard == ["CAPA"] || heard == ["CAPA", "QUIT"])
      #expect(report.stages[5...7].allSatisfy { $0.verdict == .skipped && $0.ms == nil })
    }

    @Test("A challenge is answered by an empty line, and the -ERR is the verdict")
    func challenge() async throws {
      let (report, heard) = try await run(
        Self.ahead + [
          .say("+ eyJzdGF0dXMiOiI0MDEifQ==\r\n"), .hear, .say("-ERR [AUTH] no\r\n"), .stall,
        ])
      #expect(report.outcome == .refused(.denied, at: .auth2, said: "-ERR [AUTH] no"))
      #expect(heard.last == "")
      #expect(
        report.transcript.suffix(4) == [
          "S: + eyJzdGF0dXMiOiI0MDEifQ==", "C: ", "S: -ERR [AUTH] no", "C: QUIT",
        ])
    }

    @Test("AUTH +OK then STAT -ERR is denied; a lock and a temporary trouble are not")
    func refusedAtStat() async throws {
      for (line, kind) in [
        ("-ERR no mailbox", ServerRefusal.denied), ("-ERR [SYS/TEMP] later", .temporary),
        ("-ERR [IN-USE] busy", .locked),
      ] {
        let (report, _) = try await run(Self.inside + [.say(line + "\r\n"), .stall])
        #expect(report.outcome == .refused(kind, at: .stat, said: line))
      }
    }

    @Test("Without XOAUTH2 on offer no token is sent")
    func notOffered() async throws {
      let (report, heard) = try await run(
        Self.greeting + [.say("+OK\r\nSASL PLAIN\r\n.\r\n"), .hear, .stall])
      #expect(report.outcome == .notOffered(said: "SASL PLAIN"))
      #expect(!heard.joined().contains("AUTH"))
      let (other, _) = try await run(Self.greeting + [.say("-ERR what\r\n"), .stall])
      #expect(other.outcome == .notOffered(said: "-ERR what"))
    }

    @Test("A stall ends with the timer of its stage", arguments: 0..<6)
    func stall(index: Int) async throws {
      let (stage, steps) = Self.before[index]
      let start = ContinuousClock.now
      let (report, _) = try await run(
        steps + [.stall], Trusted.settings(connect: .milliseconds(300)))
      let failure = broken(report)
      #expect(failure?.kind == .timeout)
      #expect(failure?.stage == stage)
      #expect(report.stages.first { $0.name == stage }?.verdict == .failed)
      #expect(ContinuousClock.now - start < .milliseconds(1500))
    }

    @Test("A connection that is cut is cut, at its stage, politely or not", arguments: 0..<6)
    func cut(index: Int) async throws {
      let (stage, steps) = Self.before[index]
      for script in [steps, steps + [.reset]] {
        let failure = broken(try await run(script).report)
        #expect(failure?.kind == .cut)
        // Before TLS, the end can come so soon that connecting itself fails.
        #expect(failure?.stage == stage || (stage == .tls && failure?.stage == .tcp))
      }
    }

    @Test("Garbage is garbage, at its stage", arguments: 1..<6)
    func garbage(index: Int) async throws {
      let (stage, steps) = Self.before[index]
      // Inside the list of CAPA any line goes, so the garbage is in its first line.
      let failure = broken(try await run(steps + [.say("220 mail ready\r\n"), .stall]).report)
      #expect(failure?.kind == .garbage)
      #expect(failure?.stage == stage)
      #expect(failure?.detail == "220 mail ready")
    }

    @Test("A line of 200 kB is too long, at its stage", arguments: 1..<6)
    func longLine(index: Int) async throws {
      let (stage, steps) = Self.before[index]
      let long = String(repeating: "A", count: 200_000)
      let (report, _) = try await run(steps + [.say("+OK " + long), .stall])
      #expect(broken(report)?.kind == .tooLong)
      #expect(broken(report)?.stage == stage)
      #expect(report.transcript.allSatisfy { $0.utf8.count < 9000 })
    }

    @Test("Escape sequences and NUL come through as they are, for the display to escape")
    func controls() async throws {
      let (report, _) = try await run(
        Self.ahead + [
          .sayBytes(Array("-ERR \u{1B}[2J\u{0}\u{9B}x".utf8) + [0xFE, 13, 10]), .stall,
        ])
      #expect(
        report.outcome
          == .refused(.denied, at: .auth2, said: "-ERR \u{1B}[2J\u{0}\u{9B}x\u{FFFD}"))
    }

    @Test("Plain text on the TLS port is no TLS")
    func plaintext() async throws {
      let failure = broken(try await run([.say("+OK ready\r\n"), .stall]).report)
      #expect(failure?.kind == .tlsHandshake)
      #expect(failure?.stage == .tls)
    }

    @Test("A certificate that is wrong is told apart, and its facts are kept")
    func certificates() async throws {
      let (wrong, _) = try await run(Self.greeting, flaw: .wrongName)
      #expect(broken(wrong)?.kind == .wrongName)
      let (old, _) = try await run(Self.greeting, flaw: .expired)
      #expect(broken(old)?.kind == .expiredCertificate)
      #expect(old.tls?.subject == "CN=practice server")
      let (unknown, _) = try await run(Self.greeting, Trusted.settings(caFile: nil))
      #expect(broken(unknown)?.kind == .untrustedIssuer)
      for report in [wrong, old, unknown] { #expect(broken(report)?.stage == .tls) }
    }

    @Test("Nobody listens; no such name; the stage says which")
    func unreachable() async throws {
      let engine = Engine(settings: Trusted.settings())
      let dead = await engine.probe(probe(port: try ScriptedServer.deadPort()))
      #expect(broken(dead)?.kind == .connectionRefused)
      #expect(broken(dead)?.stage == .tcp)
      let nameless = await engine.probe(probe(port: 995, host: "no-such-host.invalid"))
      #expect(broken(nameless)?.kind == .nameNotFound)
      #expect(broken(nameless)?.stage == .dns)
      for host in ["", "a b", "x/y", "u@h", "h:1", "h?x", "h#x"] {
        #expect(broken(await engine.probe(probe(port: 995, host: host)))?.kind == .badAddress)
      }
      await engine.shutdown()
    }

    @Test("The deadline ends a server that keeps each stage just within its patience")
    func deadline() async throws {
      let server = try Trusted.server([.secure, .stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let start = ContinuousClock.now
      let report = await engine.probe(probe(port: server.port, patience: 5000, deadline: 300))
      #expect(broken(report)?.kind == .timeout)
      #expect(ContinuousClock.now - start < .milliseconds(1500))
      await engine.shutdown()
    }

    @Test("Giving up ends a probe at once, at any stage", arguments: 0..<6)
    func cancelled(index: Int) async throws {
      let (stage, steps) = Self.before[index]
      let server = try Trusted.server(steps + [.stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let request = probe(port: server.port, patience: 5000, deadline: 9000)
      let previous = ProbeStage.allCases[(ProbeStage.allCases.firstIndex(of: stage) ?? 0) - 1]
      let (reached, there) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        await engine.probe(request) { if $0.name == previous { there.finish() } }
      }
      for await _ in reached {}
      let start = ContinuousClock.now
      task.cancel()
      let report = await task.value
      #expect(report.outcome == .cancelled)
      #expect(report.stages.first { $0.name == previous }?.verdict == .passed)
      #expect(report.stages.first { $0.name == stage }?.verdict == .skipped)
      #expect(ContinuousClock.now - start < .milliseconds(200))
      await engine.shutdown()
    }

    @Test("Sixty-four probes run at once on one engine")
    func many() async throws {
      let server = try Trusted.server(
        Self.inside + [.hold, .say("+OK 1 2\r\n"), .hear, .say("+OK bye\r\n")])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let waiting = Notes<Int>()
      let port = server.port
      let opened = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<64 {
          group.addTask {
            let request = probe(port: port, patience: 8000, deadline: 20_000)
            let report = await engine.probe(request) { stage in
              guard stage.name == .auth2 else { return }
              waiting.add(number)
              // All are inside at once before one goes on.
              if waiting.all.count == 64 { server.release() }
            }
            return report.outcome == .opened(messages: 1, octets: 2)
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(opened == 64)
      await engine.shutdown()
    }
  }
}
