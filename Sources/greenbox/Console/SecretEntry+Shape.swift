internal import Core
internal import Screens
internal import Terminal

extension SecretEntry {
  /// What an app is told of a client secret that is being typed: that there is something, and what the
  /// shape rules say of it beside the ids that are typed with it. Never the secret.
  func told(to app: App) -> Action {
    guard count > 0 else { return .secretChanged(filled: false, shape: []) }
    let ids = app.secretIDs
    let shape = look {
      SecretRules.shape(
        of: Secret($0), clientID: ids.clientID, tenantID: ids.tenantID, opaque: ids.isOpaque)
    }
    return .secretChanged(filled: true, shape: shape)
  }
}
