/// A redirect of a browser that is awaited on this machine's loopback: one GET of one path.
package struct RedirectRequest: Equatable, Sendable {
  /// The port on 127.0.0.1 and ::1; 0 for one that is free.
  package var port: Int
  /// The path, from its first slash, as the browser sends it; no other is taken.
  package var path: String
  /// How long it is awaited.
  package var patience: Duration

  /// A redirect to await.
  ///
  /// - Parameters:
  ///   - port: The port; 0 for one that is free.
  ///   - path: The path.
  ///   - patience: How long it is awaited.
  package init(port: Int = 0, path: String, patience: Duration) {
    self.port = port
    self.path = path
    self.patience = patience
  }
}
