/// What the network engine is told once, at its start.
public struct WireSettings: Equatable, Sendable {
  /// A PEM file of certificate authorities that are trusted besides the system's.
  public var caFile: String?
  /// The proxy for HTTPS in place of the environment's; an empty text means none.
  public var proxy: String?
  /// The proxy for POP3; without it POP3 goes direct, whatever the environment says.
  public var popProxy: String?
  /// The longest that name, connection and TLS may take together.
  public var connectTimeout: Duration
  /// Sent as `User-Agent` with every HTTPS request.
  public var userAgent: String
  /// What the environment says about proxies.
  public var environment: ProxyEnvironment

  /// Settings; each has a value that fits an ordinary server.
  public init(
    caFile: String? = nil, proxy: String? = nil, popProxy: String? = nil,
    connectTimeout: Duration = .seconds(10), userAgent: String = "greenbox",
    environment: ProxyEnvironment = .current
  ) {
    self.caFile = caFile
    self.proxy = proxy
    self.popProxy = popProxy
    self.connectTimeout = connectTimeout
    self.userAgent = userAgent
    self.environment = environment
  }
}
