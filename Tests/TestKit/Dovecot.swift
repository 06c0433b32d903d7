import Foundation
import Synchronization

/// A Dovecot of the test's own: configuration, mail, sockets and port belong to it alone, and it
/// ends with this object.
package final class Dovecot: Sendable {
  /// Why there is none.
  package enum Trouble: Error, CustomStringConvertible {
    /// The program is not there.
    case notInstalled
    /// It ended at once, with these words.
    case didNotStart(String)

    package var description: String {
      switch self {
      case .notInstalled:
        "Dovecot is not installed: run the tests by `make test`, which installs it, "
          + "or see `make deps`."
      case .didNotStart(let words): "Dovecot does not start: \(words)"
      }
    }
  }

  private static let program = "/usr/sbin/dovecot"

  /// The port it speaks POP3 over TLS at, on 127.0.0.1.
  package let port: UInt16
  private let folder: TemporaryFolder
  private let child: ChildProcess
  private let log = Mutex<String?>(nil)

  /// Starts a server and returns once it listens.
  ///
  /// - Parameter plan: What it contains and whom it lets in.
  /// - Throws: `Trouble`.
  package init(_ plan: DovecotPlan) throws {
    guard access(Dovecot.program, X_OK) == 0 else { throw Trouble.notInstalled }
    folder = try Dovecot.folder(of: plan)
    // The port is free when it is looked up; somebody else may still be faster to take it.
    var words = ""
    for _ in 0..<5 {
      let port = try freePort()
      try folder.write(
        "dovecot.conf",
        plan.configuration(in: folder.path, port: port, account: .current()), mode: 0o644)
      let child = try ChildProcess(
        [Dovecot.program, "-F", "-c", folder.file("dovecot.conf")],
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], session: true)
      words = ""
      // It announces itself after it has bound its sockets.
      while let line = child.readErrorLine() {
        words += line + "\n"
        guard line.contains("starting up") else { continue }
        self.port = port
        self.child = child
        return
      }
      _ = child.wait()
      guard words.contains("Address already in use") else { break }
    }
    throw Trouble.didNotStart(words)
  }

  deinit { stop() }

  /// Asks it to end and waits until it has.
  ///
  /// - Returns: What it logged.
  @discardableResult
  package func stop() -> String { end(by: SIGTERM, group: false) }

  /// Ends all its processes at once, in the middle of whatever they do.
  package func crash() { _ = end(by: SIGKILL, group: true) }

  private func end(by signal: Int32, group: Bool) -> String {
    log.withLock { log in
      if let log { return log }
      // It leads a session, and so a group, of its own.
      if group { kill(-child.id, signal) } else { child.kill(signal) }
      let words = child.wait(timeout: 10).errors
      log = words
      return words
    }
  }

  private static func folder(of plan: DovecotPlan) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    // Its processes run under several accounts; nothing in here is worth hiding.
    chmod(folder.path, 0o755)
    try folder.write("certificate.pem", plan.certificatePEM, mode: 0o644)
    try folder.write("key.pem", plan.keyPEM)
    try folder.write("oauth2.conf.ext", plan.oauth2(in: folder.path), mode: 0o644)
    try folder.write("denied", plan.denied.map { $0 + "\n" }.joined(), mode: 0o644)
    try folder.write("no-login", plan.noLoginList, mode: 0o644)
    switch plan.tokenCheck {
    case .introspection(_, let caPEM): try folder.write("authority.pem", caPEM, mode: 0o644)
    case .local(let keyPEM, let keyID, let clientID):
      // Looked up by the claim azp, the algorithm and the key's name.
      try makeFolder(folder.file("keys/\(clientID)/RS256"))
      try folder.write("keys/\(clientID)/RS256/\(keyID)", keyPEM, mode: 0o644)
    }
    let account = ServerAccount.current()
    try makeFolder(folder.file("mail"))
    for (user, count) in plan.messages {
      for part in ["", "/Maildir", "/Maildir/new", "/Maildir/cur", "/Maildir/tmp"] {
        try makeFolder(folder.file("mail/\(user)\(part)"))
        chown(folder.file("mail/\(user)\(part)"), account.mailUser, account.mailGroup)
      }
      for number in 0..<count {
        try folder.write(
          "mail/\(user)/Maildir/new/\(1_700_000_000 + number).M\(number).test",
          DovecotPlan.message(number), mode: 0o644)
      }
    }
    chown(folder.file("mail"), account.mailUser, account.mailGroup)
    return folder
  }

  private static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
}
