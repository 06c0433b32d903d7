import Core
import Foundation
import TestKit
import Testing
import Wire

extension NetworkTests {
  @Suite("HTTPS against scripted servers")
  struct ExchangeTests {
    /// A reply of a scripted server.
    static func reply(
      _ status: String = "200 OK", _ headers: [String] = [], body: String = "{}"
    ) -> ScriptedServer.Step {
      .say(
        ([
          "HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close",
        ] + headers + ["", body]).joined(separator: "\r\n"))
    }

    func request(_ server: ScriptedServer, form: Form? = nil, timeout: Int = 5000) -> HTTPRequest {
      HTTPRequest(
        url: "https://127.0.0.1:\(server.port)/token?a=b", form: form,
        timeout: .milliseconds(timeout))
    }

    /// The outcome of one request, of a fresh engine.
    func run(
      _ script: [ScriptedServer.Step], _ settings: WireSettings = Trusted.settings(),
      flaw: BadAuthority.Flaw = .none, form: Form? = nil, timeout: Int = 5000
    ) async throws -> (result: Result<HTTPReply, Failure>, heard: [String]) {
      let server = try Trusted.server(script, flaw: flaw)
      defer { server.stop() }
      let engine = Engine(settings: settings)
      let result = await outcome(engine, request(server, form: form, timeout: timeout))
      await engine.shutdown()
      return (result, server.heard)
    }

    func outcome(
      _ engine: Engine, _ request: HTTPRequest, mustFinish: Bool = false,
      onFirstByte: (@Sendable () -> Void)? = nil
    ) async -> Result<HTTPReply, Failure> {
      do throws(Failure) {
        return .success(
          try await engine.exchange(request, mustFinish: mustFinish, onFirstByte: onFirstByte))
      } catch {
        return .failure(error)
      }
    }

    func failure(_ result: Result<HTTPReply, Failure>) -> NetworkFailure? {
      if case .failure(.server(.network(let failure))) = result { failure } else { nil }
    }

    @Test("A form goes out as it is encoded, and the reply's headers come back as sent")
    func form() async throws {
      var form = Form(["grant_type": "refresh_token"])
      form.add("client_secret", Secret("a~b+c d&e=f"))
      let (result, heard) = try await run(
        [
          .secure, .hearRequest,
          Self.reply(
            "429 Too Many Requests",
            [
              "Date: Mon, 23 Nov 2026 01:00:00 GMT", "retry-after:  17 ",
              "Content-Type: application/json; charset=utf-8",
            ], body: "{\"error\":\"slow_down\"}"),
        ], form: form)
      let reply = try result.get()
      #expect(reply.status == 429)
      #expect(reply.body == Array("{\"error\":\"slow_down\"}".utf8))
      #expect(reply.date == "Mon, 23 Nov 2026 01:00:00 GMT")
      #expect(reply.retryAfter == "17")
      #expect(reply.contentType == "application/json; charset=utf-8")
      #expect(reply.proxy == nil)
      #expect(reply.times.secured >= reply.times.connected)
      #expect(reply.times.total >= reply.times.secured && reply.times.secured > 0)
      let lines = heard[0].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let body = "grant_type=refresh_token&client_secret=a~b%2Bc%20d%26e%3Df"
      #expect(
        lines.filter { !$0.hasPrefix("Host: 127.0.0.1:") } == [
          "POST /token?a=b HTTP/1.1", "User-Agent: greenbox/test", "Accept: application/json",
          "Content-Length: \(body.utf8.count)",
          "Content-Type: application/x-www-form-urlencoded", "", body,
        ])
    }

    @Test("A bearer goes out as Authorization, and a GET has no body")
    func bearer() async throws {
      let server = try Trusted.server([.secure, .hearRequest, Self.reply()])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      var request = request(server)
      request.bearer = Secret(canary)
      let reply = try await engine.exchange(request)
      #expect(reply.status == 200)
      #expect(server.heard[0].hasPrefix("GET /token?a=b HTTP/1.1\n"))
      #expect(server.heard[0].contains("\nAuthorization: Bearer \(canary)\n"))
      #expect(server.heard[0].hasSuffix("\n\n"))
      await engine.shutdown()
    }

    @Test("No redirect is followed and no cookie kept")
    func redirect() async throws {
      let server = try Trusted.server([
        .secure, .hearRequest,
        Self.reply("302 Found", ["Location: https://127.0.0.1:1/", "Set-Cookie: a=b"]),
      ])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      for _ in 0..<2 { #expect(try await engine.exchange(request(server)).status == 302) }
      #expect(server.heard.count == 2)
      #expect(!server.heard.joined().lowercased().contains("cookie"))
      await engine.shutdown()
    }

    @Test("A body of 1 MiB is taken whole, one byte more is too long")
    func bodyCap() async throws {
      for extra in [-800_000, 0, 1] {
        let body = String(repeating: "x", count: 1_048_576 + extra)
        let (result, _) = try await run([.secure, .hearRequest, Self.reply(body: body)])
        if extra > 0 {
          #expect(failure(result)?.kind == .tooLong)
        } else {
          #expect(try result.get().body.count == body.utf8.count)
        }
      }
    }

    @Test("Headers without an end are too long")
    func headerCap() async throws {
      let many = (0..<3000).map { "X-\($0): \(String(repeating: "y", count: 40))" }
      let (result, _) = try await run([.secure, .hearRequest, Self.reply("200 OK", many)])
      #expect(failure(result)?.kind == .tooLong)
    }

    @Test("An interim reply's headers are not the reply's")
    func interim() async throws {
      let (result, _) = try await run([
        .secure, .hearRequest, .say("HTTP/1.1 103 Early Hints\r\nRetry-After: 9\r\n\r\n"),
        Self.reply(),
      ])
      let reply = try result.get()
      #expect(reply.status == 200)
      #expect(reply.retryAfter == nil)
    }

    @Test("What breaks off is named: silence, a cut, garbage, half a body")
    func broken() async throws {
      let slow = try await run([.secure, .hearRequest, .stall], timeout: 300)
      #expect(failure(slow.result)?.kind == .timeout)
      let mute = try await run([.stall], Trusted.settings(connect: .milliseconds(300)))
      #expect(failure(mute.result)?.kind == .timeout)
      let cut = try await run([.secure, .hearRequest])
      #expect(failure(cut.result)?.kind == .cut)
      let early = try await run([])
      #expect(failure(early.result)?.kind == .cut)
      let half = try await run([
        .secure, .hearRequest, .say("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
      ])
      #expect(failure(half.result)?.kind == .cut)
      let garbage = try await run([.secure, .hearRequest, .say("-ERR what is this\r\n"), .stall])
      #expect(failure(garbage.result)?.kind == .garbage)
      let plain = try await run([.say("HTTP/1.1 400 Bad Request\r\n\r\n"), .stall])
      #expect(failure(plain.result)?.kind == .tlsHandshake)
    }

    @Test("A wrong certificate is told apart, and nothing is sent to its server")
    func certificates() async throws {
      let script = [ScriptedServer.Step.secure, .hearRequest, Self.reply()]
      let form = Form(["secret": canary])
      for (flaw, caFile, kind) in [
        (BadAuthority.Flaw.wrongName, Trusted.path, NetworkFailure.Kind.wrongName),
        (.expired, Trusted.path, .expiredCertificate), (.none, nil, .untrustedIssuer),
      ] {
        let (result, heard) = try await run(
          script, Trusted.settings(caFile: caFile), flaw: flaw, form: form)
        #expect(failure(result)?.kind == kind)
        #expect(heard.isEmpty)
      }
    }

    @Test("A file of authorities that is missing or has none in it is named")
    func badAuthorityFile() async throws {
      for path in ["/nowhere/ca.pem", "/etc/hostname"] {
        let engine = Engine(settings: Trusted.settings(caFile: path))
        let expected = NetworkFailure(
          .badAuthorityFile, host: "127.0.0.1", port: 9, detail: path)
        let result = await outcome(engine, HTTPRequest(url: "https://127.0.0.1:9/"))
        #expect(failure(result) == expected)
        let report = await engine.probe(probe(port: 9))
        var staged = expected
        staged.stage = .dns
        #expect(report.outcome == .broken(staged))
        await engine.shutdown()
      }
    }

    @Test(
      "Only https is ever sent",
      arguments: ["http://127.0.0.1/", "ftp://a/", "file:///etc/passwd", "", "a b", "https://"])
    func onlyHTTPS(url: String) async {
      let engine = Engine(settings: Trusted.settings())
      let result = await outcome(engine, HTTPRequest(url: url))
      #expect(failure(result)?.kind == .badAddress)
      await engine.shutdown()
    }

    @Test("Given up before the first byte, nothing is sent")
    func cancelledBefore() async throws {
      // The server takes the connection and never answers the handshake.
      let server = try Trusted.server([.stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let request = request(server, form: Form(["a": "b"]))
      let sent = Notes<Bool>()
      let task = Task {
        await outcome(engine, request, mustFinish: true) { sent.add(true) }
      }
      #expect(await server.awaitClient())
      task.cancel()
      #expect(await task.value == .failure(.cancelled))
      #expect(sent.all.isEmpty)
      // Given up before it was even handed in.
      let early = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await outcome(engine, request, mustFinish: true)
      }
      #expect(await early.value == .failure(.cancelled))
      await engine.shutdown()
    }

    @Test("What must finish finishes once its first byte is sent, and its reply still arrives")
    func mustFinish() async throws {
      let server = try Trusted.server([.secure, .hearRequest, .hold, Self.reply(body: "kept")])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let request = request(server, form: Form(["refresh_token": "r"]))
      let (started, going) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        await outcome(engine, request, mustFinish: true) { going.finish() }
      }
      for await _ in started {}
      task.cancel()
      server.release()
      let reply = try await task.value.get()
      #expect(reply.body == Array("kept".utf8))
      #expect(server.heard.count == 1)
      await engine.shutdown()
    }

    @Test("What need not finish ends at once when given up, even when sent")
    func mayBeDropped() async throws {
      let server = try Trusted.server([.secure, .hearRequest, .stall])
      defer { server.stop() }
      let engine = Engine(settings: Trusted.settings())
      let request = request(server)
      let (started, going) = AsyncStream.makeStream(of: Void.self)
      let task = Task { await outcome(engine, request) { going.finish() } }
      for await _ in started {}
      task.cancel()
      #expect(await task.value == .failure(.cancelled))
      await engine.shutdown()
    }
  }
}
