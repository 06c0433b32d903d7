/// What the network engine is told once, at its start.
package struct WireSettings: Equatable, Sendable {
  /// Certificate authorities that are trusted besides the system's.
  package var authorities: AuthorityFile?
  /// The proxy for HTTPS in place of the environment's; an empty text means none.
  package var proxy: String?
  /// The proxy for POP3; without it POP3 goes direct, whatever the environment says.
  package var popProxy: String?
  /// The longest that name, connection and TLS may take together.
  package var connectTimeout: Duration
  /// Sent as `User-Agent` with every HTTPS request.
  package var userAgent: String
  /// What the environment says about proxies.
  package var environment: ProxyEnvironment

  /// Settings; each has a value that fits an ordinary server.
  package init(
    authorities: AuthorityFile? = nil, proxy: String? = nil, popProxy: String? = nil,
    connectTimeout: Duration = .seconds(10), userAgent: String = "greenbox",
    environment: ProxyEnvironment = .current
  ) {
    self.authorities = authorities
    self.proxy = proxy
    self.popProxy = popProxy
    self.connectTimeout = connectTimeout
    self.userAgent = userAgent
    self.environment = environment
  }
}
