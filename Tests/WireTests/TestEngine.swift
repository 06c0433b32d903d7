import Core
import Foundation
import Synchronization
import TestKit
import Testing
import Wire

/// Everything that goes over a socket. One test at a time: their timers are short, and the machine may
/// have little to spare.
@Suite(.serialized)
enum NetworkTests {}

/// One authority for all network tests, and engines that trust it.
enum Trusted {
  static let authority: BadAuthority? = try? BadAuthority()
  static let path: String? = try? authority?.writePEM()

  /// Settings that no environment of the machine reaches.
  static func settings(
    caFile: String? = path, proxy: String? = nil, popProxy: String? = nil,
    environment: [String: String] = [:], connect: Duration = .seconds(5)
  ) -> WireSettings {
    WireSettings(
      authorities: caFile.map(authorities), proxy: proxy, popProxy: popProxy,
      connectTimeout: connect,
      userAgent: "greenbox/test", environment: ProxyEnvironment { environment[$0] })
  }

  /// A file of authorities as it stands on the disk; one that cannot be read is empty.
  static func authorities(_ path: String) -> AuthorityFile {
    AuthorityFile(
      path: path, pem: FileManager.default.contents(atPath: path).map { Array($0) } ?? [])
  }

  /// A server with a certificate of the trusted authority.
  static func server(
    _ script: [ScriptedServer.Step], flaw: BadAuthority.Flaw = .none
  ) throws -> ScriptedServer {
    try ScriptedServer(script, authority: authority, flaw: flaw)
  }
}

/// A canary token: no part of it may ever show.
let canary = "canary-token-5d2f.eyJhbGciOi.c2VjcmV0"

/// A probe of a scripted server with short timers.
func probe(
  port: Int, host: String = "127.0.0.1", token: String? = canary, patience: Int = 250,
  deadline: Int = 3000
) -> ProbeRequest {
  ProbeRequest(
    host: host, port: port,
    login: token.map { .init(address: "box@example.com", token: Secret($0)) },
    deadline: .milliseconds(deadline), authPatience: .milliseconds(patience),
    patience: .milliseconds(patience))
}

/// Values that closures on the engine's thread leave for the test.
final class Notes<Value: Sendable>: Sendable {
  private let kept = Mutex<[Value]>([])

  func add(_ value: Value) { kept.withLock { $0.append(value) } }

  var all: [Value] { kept.withLock { $0 } }
}
