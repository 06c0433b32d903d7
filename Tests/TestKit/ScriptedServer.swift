import COpenSSL
import Foundation
import Synchronization

/// A server on 127.0.0.1 that does what a script says and nothing else: TLS or plain, right or wrong.
///
/// Each connection runs the script from its beginning, on a thread of its own.
package final class ScriptedServer: Sendable {
  /// One thing the server does.
  package enum Step: Sendable {
    /// The TLS handshake.
    case secure
    /// Send this text.
    case say(String)
    /// Send these bytes.
    case sayBytes([UInt8])
    /// Read up to a line's end and keep the line.
    case hear
    /// Read an HTTP request: header lines up to an empty one, then the body its length says.
    case hearRequest
    /// Say and do nothing until the client hangs up.
    case stall
    /// Wait until the test says `release()`.
    case hold
    /// Become a tunnel to the port that the last `CONNECT` named; ends the script.
    case tunnel
    /// Reset the connection without a goodbye.
    case reset
  }

  /// The port it listens on.
  package let port: Int
  private let listener: Int32
  private let script: [Step]
  private let identity: BadAuthority.Identity?
  private let record = Mutex<[String]>([])
  private let gate = ScriptedGate()
  private let arrivals = ScriptedGate()

  /// Listens; with an authority, its certificate (flawed or not) is what `secure` shows.
  package init(
    _ script: [Step], authority: BadAuthority? = nil, flaw: BadAuthority.Flaw = .none
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    self.script = script
    identity = try authority?.identity(flaw)
    (listener, port) = try ScriptedServer.listen()
    let server = Unmanaged.passRetained(self)
    ScriptedThread.start {
      let this = server.takeRetainedValue()
      while true {
        let client = accept(this.listener, nil, nil)
        guard client >= 0 else { return }
        this.arrivals.open()
        ScriptedThread.start { this.serve(client) }
      }
    }
  }

  /// What the clients said: a line each, or a whole request.
  package var heard: [String] { record.withLock { $0 } }

  /// Lets connections that are on `hold` go on.
  package func release() { gate.open() }

  /// Waits until a client has come, at most five seconds, without holding up the caller's thread.
  package func awaitClient() async -> Bool {
    await withCheckedContinuation { caller in
      ScriptedThread.start { caller.resume(returning: self.arrivals.wait(seconds: 5)) }
    }
  }

  /// Stops listening.
  package func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    gate.open()
  }

  private func serve(_ descriptor: Int32) {
    let line = ScriptedConnection(descriptor)
    defer { line.end() }
    for step in script {
      let goesOn: Bool
      switch step {
      case .secure: goesOn = identity.map { line.secure($0) } ?? false
      case .say(let text): goesOn = line.send(Array(text.utf8))
      case .sayBytes(let bytes): goesOn = line.send(bytes)
      case .hear: goesOn = keep(line.readLine())
      case .hearRequest: goesOn = keep(line.readRequest())
      case .stall:
        line.drain()
        goesOn = false
      case .hold: goesOn = gate.wait(seconds: 10)
      case .tunnel:
        line.tunnel(to: heard.last { $0.hasPrefix("CONNECT ") } ?? "")
        goesOn = false
      case .reset:
        line.reset()
        goesOn = false
      }
      guard goesOn else { return }
    }
  }

  private func keep(_ text: String?) -> Bool {
    guard let text else { return false }
    record.withLock { $0.append(text) }
    return true
  }

  /// A port of 127.0.0.1 on which nobody listens.
  package static func deadPort() throws -> Int {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }

  private enum Trouble: Error { case socket }

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 128) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard bound else { throw Trouble.socket }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}
