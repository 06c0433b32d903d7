/// The scopes of a request, sorted out as Entra's v2 endpoints do.
struct ScopeRequest: Equatable, Sendable {
  /// An API tokens can be made out to.
  enum Resource: String, CaseIterable, Sendable {
    case outlook = "https://outlook.office.com"
    case outlook365 = "https://outlook.office365.com"
    case graph = "https://graph.microsoft.com"
  }

  private static let identityScopes: Set<String> = ["openid", "profile", "email", "offline_access"]
  private static let outlookScopes: Set<String> = [
    "POP.AccessAsUser.All", "IMAP.AccessAsUser.All", "SMTP.Send", ".default",
  ]

  /// `openid` and its like, as they were asked for.
  let identity: Set<String>
  /// The permissions asked for, with the API each belongs to.
  let permissions: [(resource: Resource, name: String)]

  static func == (left: ScopeRequest, right: ScopeRequest) -> Bool {
    left.identity == right.identity
      && left.permissions.elementsEqual(right.permissions) { $0 == $1 }
  }

  /// Reads a space-separated list.
  ///
  /// - Parameter text: the list; a permission without an API belongs to Graph.
  /// - Throws: `EntraError` for an API or a permission that does not exist.
  init(parsing text: String) throws(EntraError) {
    var identity: Set<String> = []
    var permissions: [(resource: Resource, name: String)] = []
    for word in text.split(separator: " ").map(String.init) {
      if Self.identityScopes.contains(word) {
        identity.insert(word)
        continue
      }
      guard let slash = word.lastIndex(of: "/") else {
        permissions.append((.graph, word))
        continue
      }
      // "https://host//.default" is how some clients write it; Entra takes both.
      var host = String(word[..<slash])
      if host.hasSuffix("/") { host.removeLast() }
      let name = String(word[word.index(after: slash)...])
      guard let resource = Resource(rawValue: host) else { throw .resourceUnknown(host) }
      guard resource == .graph || Self.outlookScopes.contains(name), !name.isEmpty else {
        throw .scopeInvalid(word)
      }
      permissions.append((resource, name))
    }
    guard !identity.isEmpty || !permissions.isEmpty else { throw .missing("scope") }
    self.identity = identity
    self.permissions = permissions
  }

  /// The API the token is made out to: that of the first permission, Graph when there is none.
  var resource: Resource { permissions.first?.resource ?? .graph }

  /// Whether permissions of more than one API were asked for.
  var namesSeveralResources: Bool { permissions.contains { $0.resource != resource } }

  /// The permissions for that API, as the claim `scp` lists them.
  var granted: String {
    let names = permissions.filter { $0.resource == resource }.map(\.name)
    let graph = resource == .graph ? identity.subtracting(["offline_access"]).sorted() : []
    return (names + graph).joined(separator: " ")
  }

  /// The value of `scope` in the token reply.
  var reply: String {
    granted.split(separator: " ")
      .map { Self.identityScopes.contains(String($0)) ? String($0) : "\(resource.rawValue)/\($0)" }
      .joined(separator: " ")
  }
}
