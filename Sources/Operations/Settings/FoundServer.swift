import Synchronization

/// The identity server of one Authenticate, where it was found: it is looked for once.
package final class FoundServer: Sendable {
  private let server: Mutex<AuthorizationServer?>

  package init(_ found: AuthorizationServer?) { server = Mutex(found) }

  var found: AuthorizationServer? { server.withLock { $0 } }

  /// Keeps one that was found; nothing where none was.
  func keep(_ found: AuthorizationServer?) {
    guard let found else { return }
    server.withLock { $0 = found }
  }
}
