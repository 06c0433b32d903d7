import Core
import Foundation
import TestKit
import Testing
import Wire

extension NetworkTests {
  @Suite("The redirect that is awaited on loopback")
  struct RedirectTests {
    static let path = "/AgentWeb/Bookmark/Mailboxes/Auth"

    /// A redirect that is awaited, once it is listened for.
    struct Awaited {
      let engine = Engine(settings: Trusted.settings())
      let port: Int
      let task: Task<Result<String, Failure>, Never>

      init(port: Int = 0, patience: Duration = .seconds(20)) async throws {
        let ports = AsyncStream<Int>.makeStream()
        let request = RedirectRequest(port: port, path: RedirectTests.path, patience: patience)
        task = Task { [engine] in
          do throws(Failure) {
            return .success(
              try await engine.redirect(request) {
                ports.continuation.yield($0)
                ports.continuation.finish()
              })
          } catch {
            return .failure(error)
          }
        }
        var told = ports.stream.makeAsyncIterator()
        self.port = try #require(await told.next())
      }

      func get(_ query: String, _ host: String? = nil) -> String {
        "GET \(RedirectTests.path)\(query) HTTP/1.1\r\nHost: \(host ?? "localhost:\(port)")\r\n\r\n"
      }

      /// What a browser is answered on a connection of its own; empty for a connection that closes.
      func answer(to request: String, family: Int32 = AF_INET) throws -> String {
        let browser = try #require(Browser(port, family))
        browser.send(request)
        return browser.rest()
      }
    }

    /// A connection from this machine, closed when it goes.
    final class Browser {
      private let socket: Int32

      init?(_ port: Int, _ family: Int32 = AF_INET) {
        socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let isOpen: Bool
        if family == AF_INET6 {
          var address = sockaddr_in6()
          address.sin6_family = sa_family_t(AF_INET6)
          address.sin6_port = UInt16(port).bigEndian
          address.sin6_addr = in6addr_loopback
          isOpen = Self.connect(socket, &address)
        } else {
          var address = sockaddr_in()
          address.sin_family = sa_family_t(AF_INET)
          address.sin_port = UInt16(port).bigEndian
          address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
          isOpen = Self.connect(socket, &address)
        }
        if !isOpen { return nil }
      }

      deinit { close(socket) }

      private static func connect<Address>(_ socket: Int32, _ address: inout Address) -> Bool {
        withUnsafeMutableBytes(of: &address) { bytes in
          Glibc.connect(
            socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress,
            socklen_t(bytes.count)) == 0
        }
      }

      func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      }

      /// All that comes until the other side closes.
      func rest() -> String {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
          let count = recv(socket, &buffer, buffer.count, 0)
          guard count > 0 else { return String(decoding: all, as: UTF8.self) }
          all += buffer.prefix(count)
        }
      }
    }

    @Test(
      "its query is handed on as it was sent, the browser gets a page, and nothing listens any more",
      arguments: [AF_INET, AF_INET6])
    func redirect(family: Int32) async throws {
      let awaited = try await Awaited()
      let page = try awaited.answer(to: awaited.get("?code=a%2Bb&state=s?"), family: family)
      #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(page.contains("You may close this window"))
      #expect(page.contains("Cache-Control: no-store") && !page.contains("a%2Bb"))
      #expect(await awaited.task.value == .success("code=a%2Bb&state=s?"))
      #expect(Browser(awaited.port) == nil)
      #expect(Browser(awaited.port, AF_INET6) == nil)
      await awaited.engine.shutdown()
    }

    @Test("whoever else comes is answered, and the redirect is still awaited")
    func others() async throws {
      let awaited = try await Awaited()
      let host = "Host: localhost:\(awaited.port)\r\n\r\n"
      let others = [
        ("GET /favicon.ico HTTP/1.1\r\n\(host)", 404),
        ("GET \(Self.path)/more?code=1 HTTP/1.1\r\n\(host)", 404),
        ("GET http://localhost\(Self.path)?code=1 HTTP/1.1\r\n\(host)", 404),
        ("POST \(Self.path)?code=1 HTTP/1.1\r\n\(host)", 405),
        ("HEAD \(Self.path)?code=1 HTTP/1.1\r\n\(host)", 405),
        (awaited.get(""), 400), (awaited.get("?"), 400),
        (awaited.get("?code=1", "evil.example:\(awaited.port)"), 400),
        (awaited.get("?code=1", "localhost:1"), 400),
        ("GET \(Self.path)?code=1 HTTP/1.1\r\n\r\n", 400),
        ("GET \(Self.path)?code=1 HTTP/1.1\r\nHost: localhost:\(awaited.port)\r\n\(host)", 400),
        (awaited.get("?code=\u{1b}[2J"), 400), (awaited.get("?code=é"), 400),
        ("GET \(Self.path)?code=1\r\n\(host)", 400), ("\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400),
        (String(repeating: "x", count: 32 * 1024), 431),
      ]
      for (request, status) in others {
        let page = try awaited.answer(to: request)
        #expect(page.hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(60)): \(page.prefix(40))")
      }
      _ = try awaited.answer(to: awaited.get("?code=2"))
      #expect(await awaited.task.value == .success("code=2"))
      await awaited.engine.shutdown()
    }

    @Test("a browser that sends it byte by byte is heard, beside many that say nothing")
    func slow() async throws {
      let awaited = try await Awaited()
      let silent = (0..<20).compactMap { _ in Browser(awaited.port) }
      #expect(silent.count == 20)
      let browser = try #require(Browser(awaited.port))
      for character in awaited.get("?code=3") { browser.send(String(character)) }
      #expect(browser.rest().hasPrefix("HTTP/1.1 200"))
      #expect(await awaited.task.value == .success("code=3"))
      // Those that said nothing are let go.
      #expect(silent.last?.rest() == "")
      await awaited.engine.shutdown()
    }

    @Test("what is half said when its time is over is let go, and the wait ends as a timeout")
    func patience() async throws {
      let awaited = try await Awaited(patience: .milliseconds(300))
      let browser = try #require(Browser(awaited.port))
      browser.send("GET \(Self.path)?code=4 HTTP/1.1\r\nHost:")
      guard case .failure(.server(.network(let failure))) = await awaited.task.value else {
        Issue.record("no timeout")
        return
      }
      #expect(failure.kind == .timeout && failure.port == awaited.port)
      #expect(browser.rest() == "")
      #expect(Browser(awaited.port) == nil)
      await awaited.engine.shutdown()
    }

    @Test("a caller that gives up, and the end of the engine, end it at once")
    func cancelled() async throws {
      let left = try await Awaited()
      left.task.cancel()
      #expect(await left.task.value == .failure(.cancelled))
      #expect(Browser(left.port) == nil)
      await left.engine.shutdown()
      let ended = try await Awaited()
      await ended.engine.shutdown()
      #expect(await ended.task.value == .failure(.cancelled))
      #expect(Browser(ended.port) == nil)
    }

    @Test(
      "a port that somebody else has is refused in words, and is free again right after a redirect")
    func port() async throws {
      let first = try await Awaited()
      let request = RedirectRequest(
        port: first.port, path: Self.path, patience: .seconds(5))
      do throws(Failure) {
        _ = try await first.engine.redirect(request) { _ in Issue.record("two listen") }
        Issue.record("listened twice")
      } catch {
        #expect(
          error
            == .network(
              NetworkFailure(
                .other, host: "localhost", port: first.port, detail: "Address already in use")))
      }
      _ = try first.answer(to: first.get("?code=5"))
      #expect(await first.task.value == .success("code=5"))
      let again = try await Awaited(port: first.port)
      #expect(again.port == first.port)
      again.task.cancel()
      _ = await again.task.value
      for engine in [first.engine, again.engine] { await engine.shutdown() }
    }
  }
}
