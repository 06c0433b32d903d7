import Core
import Foundation
import TestKit
import Testing
import Wire

extension NetworkTests {
  @Suite("Proxies between us and the server")
  struct ProxyTests {
    static let form = Form(["secret": canary])

    /// What an HTTPS request to a name nobody needs to resolve comes to through a scripted proxy.
    func through(
      _ script: [ScriptedServer.Step], fromEnvironment: Bool = false, timeout: Int = 3000
    ) async throws -> (result: Result<HTTPReply, Failure>, heard: [String], proxy: String) {
      let proxy = try Trusted.server(script)
      defer { proxy.stop() }
      let url = "http://me:pw@127.0.0.1:\(proxy.port)"
      let settings =
        fromEnvironment
        ? Trusted.settings(environment: ["https_proxy": url]) : Trusted.settings(proxy: url)
      let result = await ask(settings, "https://localhost:9/", timeout: timeout)
      return (result, proxy.heard, "http://127.0.0.1:\(proxy.port)")
    }

    func ask(
      _ settings: WireSettings, _ url: String, timeout: Int = 3000
    ) async -> Result<HTTPReply, Failure> {
      let engine = Engine(settings: settings)
      let request = HTTPRequest(url: url, form: Self.form, timeout: .milliseconds(timeout))
      let result: Result<HTTPReply, Failure>
      do throws(Failure) {
        result = .success(try await engine.exchange(request))
      } catch {
        result = .failure(error)
      }
      await engine.shutdown()
      return result
    }

    func failure(_ result: Result<HTTPReply, Failure>) -> NetworkFailure? {
      if case .failure(.server(.network(let failure))) = result { failure } else { nil }
    }

    @Test("Refuses CONNECT, wants credentials, hangs up, babbles: named, with the proxy")
    func troubles() async throws {
      let table: [([ScriptedServer.Step], NetworkFailure.Kind)] = [
        (
          [.hearRequest, .say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")], .proxyRefused
        ),
        (
          [
            .hearRequest,
            .say(
              "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                + "Content-Length: 0\r\n\r\n"),
          ], .proxyCredentials
        ),
        (
          [.hearRequest, .say("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")],
          .proxyRefused
        ),
        ([.hearRequest], .proxyRefused), ([], .proxyRefused),
        ([.hearRequest, .say("-ERR who are you\r\n")], .proxyRefused),
      ]
      for (script, kind) in table {
        for fromEnvironment in [false, true] {
          let (result, heard, proxy) = try await through(
            script, fromEnvironment: fromEnvironment, timeout: 700)
          #expect(failure(result)?.kind == kind)
          #expect(failure(result)?.proxy == proxy)
          #expect(failure(result)?.host == "localhost")
          #expect(!heard.joined().contains("canary"))
          #expect(heard.allSatisfy { $0.contains("\nProxy-Authorization: Basic bWU6cHc=\n") })
        }
      }
    }

    @Test("A proxy that stalls or is dead ends with the timer, named")
    func silent() async throws {
      let (result, _, proxy) = try await through([.hearRequest, .stall], timeout: 300)
      #expect(failure(result)?.kind == .proxyUnreachable)
      #expect(failure(result)?.proxy == proxy)
      let dead = "http://127.0.0.1:\(try ScriptedServer.deadPort())"
      let refused = await ask(Trusted.settings(proxy: dead), "https://localhost:9/")
      #expect(failure(refused)?.kind == .proxyUnreachable)
      #expect(failure(refused)?.proxy == dead)
      let nameless = await ask(
        Trusted.settings(proxy: "http://u:p@no-such-host.invalid:8080"), "https://localhost:9/")
      #expect(failure(nameless)?.kind == .proxyUnreachable)
      #expect(failure(nameless)?.proxy == "http://no-such-host.invalid:8080")
    }

    @Test(
      "A proxy that cannot be understood is named without its password, in the detail too",
      arguments: ["http://me:canary@ho st:1", "http://me:canary@h:99999999", "zz://me:canary@h:1"])
    func malformed(proxy: String) async {
      let result = await ask(Trusted.settings(proxy: proxy), "https://localhost:9/")
      #expect(!"\(result)".contains("canary"))
      #expect(failure(result)?.kind == .proxyUnreachable)
      let engine = Engine(settings: Trusted.settings(popProxy: proxy))
      let report = await engine.probe(probe(port: 9, token: nil))
      #expect(!"\(report)".contains("canary"))
      await engine.shutdown()
    }

    @Test("A proxy that tunnels is named in the reply")
    func tunnels() async throws {
      let server = try Trusted.server([.secure, .hearRequest, ExchangeTests.reply()])
      let proxy = try Trusted.server([.hearRequest, .tunnel])
      defer {
        server.stop()
        proxy.stop()
      }
      let settings = Trusted.settings(
        environment: ["HTTPS_PROXY": "127.0.0.1:\(proxy.port)", "no_proxy": "example.com"])
      let reply = try await ask(settings, "https://localhost:\(server.port)/").get()
      #expect(reply.status == 200)
      #expect(reply.proxy == "127.0.0.1:\(proxy.port)")
      #expect(proxy.heard[0].hasPrefix("CONNECT localhost:\(server.port) HTTP/1.1\n"))
    }

    @Test("no_proxy goes direct")
    func excepted() async throws {
      let server = try Trusted.server([.secure, .hearRequest, ExchangeTests.reply()])
      defer { server.stop() }
      let settings = Trusted.settings(
        environment: [
          "https_proxy": "127.0.0.1:\(try ScriptedServer.deadPort())", "no_proxy": "localhost",
        ])
      let reply = try await ask(settings, "https://localhost:\(server.port)/").get()
      #expect(reply.proxy == nil)
    }

    @Test("A proxy that inspects TLS shows an unknown issuer, and gets no form")
    func inspects() async throws {
      let inspector = try ScriptedServer(
        [.hearRequest, .say("HTTP/1.1 200 OK\r\n\r\n"), .secure, .hearRequest],
        authority: BadAuthority(name: "Inspector"))
      defer { inspector.stop() }
      let url = "http://127.0.0.1:\(inspector.port)"
      let result = await ask(Trusted.settings(proxy: url), "https://localhost:9/")
      #expect(failure(result)?.kind == .untrustedIssuer)
      #expect(failure(result)?.proxy == url)
      #expect(inspector.heard.count == 1)
    }

    @Test("POP3 goes direct whatever HTTPS uses, and through pop_proxy when that is set")
    func pop() async throws {
      let server = try Trusted.server(ProbeTests.inside + [.say("+OK 1 2\r\n"), .stall])
      let proxy = try Trusted.server([.hearRequest, .tunnel])
      defer {
        server.stop()
        proxy.stop()
      }
      let url = "http://127.0.0.1:\(proxy.port)"
      // Also the process's own environment, which libcurl reads by itself.
      setenv("https_proxy", "http://127.0.0.1:1", 1)
      defer { unsetenv("https_proxy") }
      let direct = Engine(
        settings: Trusted.settings(proxy: url, environment: ["https_proxy": url]))
      let report = await direct.probe(probe(port: server.port, host: "localhost", patience: 2000))
      #expect(report.outcome == .opened(messages: 1, octets: 2))
      #expect(report.proxy == nil)
      #expect(proxy.heard.isEmpty)
      await direct.shutdown()
      let proxied = Engine(settings: Trusted.settings(popProxy: url))
      let other = await proxied.probe(probe(port: server.port, host: "localhost", patience: 2000))
      #expect(other.outcome == .opened(messages: 1, octets: 2))
      #expect(other.proxy == url)
      #expect(proxy.heard.count == 1)
      await proxied.shutdown()
    }
  }
}
