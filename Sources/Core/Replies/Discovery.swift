/// What a discovery document says (OpenID Connect Discovery 1.0 §3, RFC 8414 §2, RFC 8628 §4).
package struct Discovery: Equatable, Sendable {
  /// `issuer`, as sent.
  package var issuer: String?
  package var tokenEndpoint: String
  /// Nil where the server offers no device code.
  package var deviceEndpoint: String?
  package var authorizationEndpoint: String?
  package var userinfoEndpoint: String?
  /// The tenant's id out of the issuer, in lower case; nil where it names none.
  package var tenantID: String?
  /// Microsoft's `tenant_region_scope`: `WW`, `EU`, `USGov`.
  package var tenantRegionScope: String?
  /// Microsoft's `tenant_region_sub_scope`: `GCC`, `DOD`, `DODCON`.
  package var tenantRegionSubScope: String?
  /// Microsoft's `cloud_instance_name`.
  package var cloudInstanceName: String?
  /// Microsoft's `msgraph_host`.
  package var graphHost: String?

  /// A document; only the token endpoint is needed.
  package init(
    issuer: String? = nil, tokenEndpoint: String, deviceEndpoint: String? = nil,
    authorizationEndpoint: String? = nil, userinfoEndpoint: String? = nil, tenantID: String? = nil,
    tenantRegionScope: String? = nil, tenantRegionSubScope: String? = nil,
    cloudInstanceName: String? = nil, graphHost: String? = nil
  ) {
    self.issuer = issuer
    self.tokenEndpoint = tokenEndpoint
    self.deviceEndpoint = deviceEndpoint
    self.authorizationEndpoint = authorizationEndpoint
    self.userinfoEndpoint = userinfoEndpoint
    self.tenantID = tenantID
    self.tenantRegionScope = tenantRegionScope
    self.tenantRegionSubScope = tenantRegionSubScope
    self.cloudInstanceName = cloudInstanceName
    self.graphHost = graphHost
  }

  /// Reads a reply.
  ///
  /// - Parameters:
  ///   - reply: What the server answered.
  ///   - host: Who answered, for the failure.
  /// - Returns: The document.
  /// - Throws: `.refused` for an OAuth error, `.settings(.notHTTPS)` for an address that is not
  ///   https, `.reply` for everything else that cannot be used.
  package static func decode(_ reply: HTTPReply, host: String) throws(Failure) -> Discovery {
    let reader = try ReplyReader(reply, .discovery, host: host)
    let issuer = try reader.address("issuer")
    return Discovery(
      issuer: issuer,
      tokenEndpoint: try reader.neededAddress("token_endpoint"),
      deviceEndpoint: try reader.address("device_authorization_endpoint"),
      authorizationEndpoint: try reader.address("authorization_endpoint"),
      userinfoEndpoint: try reader.address("userinfo_endpoint"),
      tenantID: issuer.flatMap(tenant),
      tenantRegionScope: reader.text("tenant_region_scope"),
      tenantRegionSubScope: reader.text("tenant_region_sub_scope"),
      cloudInstanceName: reader.text("cloud_instance_name"),
      graphHost: reader.text("msgraph_host"))
  }

  private static func tenant(in issuer: String) -> String? {
    WebAddress(issuer)?.path.split(separator: "/").lazy.compactMap { GUID($0) }.first?.text
  }
}
