import Foundation
import TestKit
import Testing

@testable import Practice

private let account = "support@practice.example"

@Suite("The program against a Dovecot in trouble", .serialized)
struct DovecotTroubleTests {
  @Test("While the mail server cannot check tokens a mailbox is unreachable, not denied")
  func temporary() throws {
    let snapshot = try DovecotSite()
    let sound = try snapshot.dovecot(.introspection) { $0.messages[account] = 1 }
    _ = try snapshot.signedIn("support", popAccount: account, against: sound)
    let nobody = "https://127.0.0.1:\(try freePort())/introspect"
    let blind = try snapshot.dovecot(.introspection(url: nobody, caPEM: snapshot.tenant.caPEM)) {
      $0.messages[account] = 1
    }
    let run = try snapshot.run("verify", "support", "--no-refresh", against: blind)
    #expect(run.verdict == .unreachable, "\(run.words)")
    let said = run.mailbox("support")?.stages?.first { $0.name == "auth-2" }?.said
    #expect(said?.hasPrefix("-ERR [SYS/TEMP] ") == true, "\(said ?? "nothing")")
  }

  @Test("No certificate but the right one gets the token", arguments: WrongCertificate.allCases)
  func wrongCertificate(_ wrong: WrongCertificate) throws {
    let snapshot = try DovecotSite()
    let sound = try snapshot.dovecot(.local) { $0.messages[account] = 1 }
    _ = try snapshot.signedIn("support", popAccount: account, against: sound)
    let dovecot = try snapshot.dovecot(.local, certificate: wrong.issue(by: snapshot)) {
      $0.messages[account] = 1
    }
    let run = try snapshot.run("verify", "support", "--no-refresh", against: dovecot)
    #expect(run.verdict == .unreachable, "\(run.words)")
    let line = try #require(run.mailbox("support"))
    #expect(line.transcript == [])
    #expect(line.stages?.filter { $0.verdict == "failed" }.map(\.name) == ["tls"])
  }

  enum WrongCertificate: String, CaseIterable, Sendable {
    case unknownAuthority, otherName, expired

    func issue(by snapshot: DovecotSite) throws -> ServerCredential {
      switch self {
      case .unknownAuthority:
        try CertificateAuthority(name: "Nobody knows it").issue(
          names: ["IP:127.0.0.1"], days: -1...30)
      case .otherName: try snapshot.issue(names: ["DNS:pop.elsewhere.example"])
      case .expired: try snapshot.issue(names: ["IP:127.0.0.1"], days: -30 ... -2)
      }
    }
  }

  @Test("A server that dies while it checks the token leaves the mailbox unreachable")
  func killedInTheMiddle() throws {
    let snapshot = try DovecotSite()
    let sound = try snapshot.dovecot(.introspection) { $0.messages[account] = 1 }
    _ = try snapshot.signedIn("support", popAccount: account, against: sound)
    // The call that asks whether the token is good is taken and never answered.
    let silent = try SilentServer()
    let url = "http://127.0.0.1:\(silent.port)/introspect"
    let dovecot = try snapshot.dovecot(.introspection(url: url, caPEM: snapshot.tenant.caPEM)) {
      $0.messages[account] = 1
    }
    let child = try snapshot.start(
      ["verify", "support", "--no-refresh", "--json"], against: dovecot)
    #expect(silent.waitForCaller())
    dovecot.crash()
    let run = ProgramRun(child.wait())
    #expect(run.verdict == .unreachable, "\(run.words)")
    #expect(
      run.mailbox("support")?.stages?.filter { $0.verdict == "failed" }.map(\.name) == ["auth-2"])
  }
}

/// A port that takes calls and says nothing.
private final class SilentServer {
  private let socket: Int32
  let port: UInt16

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    port = try bindToLoopback(socket)
    listen(socket, 8)
  }

  deinit { close(socket) }

  /// False when nobody has called within a minute.
  func waitForCaller() -> Bool {
    var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 60_000) == 1
  }
}
