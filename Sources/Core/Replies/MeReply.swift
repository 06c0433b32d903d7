/// What Graph's `/me` says of the person whose token asked.
package struct MeReply: Equatable, Sendable {
  /// `mail`: the address of the person's mailbox; nil for one without a mailbox.
  package var mail: String?
  package var userPrincipalName: String?
  package var displayName: String?
  /// `id`: the person's id in the tenant.
  package var objectID: String?
  /// `proxyAddresses` that are mail addresses, without their `smtp:` prefix.
  package var addresses: [String]

  /// A person.
  package init(
    mail: String? = nil, userPrincipalName: String? = nil, displayName: String? = nil,
    objectID: String? = nil, addresses: [String] = []
  ) {
    self.mail = mail
    self.userPrincipalName = userPrincipalName
    self.displayName = displayName
    self.objectID = objectID
    self.addresses = addresses
  }

  /// Reads a reply.
  ///
  /// - Parameters:
  ///   - reply: What the server answered.
  ///   - host: Who answered, for the failure.
  /// - Returns: The person.
  /// - Throws: `.refused` for an OAuth error, `.reply` for everything else that cannot be used, a
  ///   reply that names nobody included.
  package static func decode(_ reply: HTTPReply, host: String) throws(Failure) -> MeReply {
    let reader = try ReplyReader(reply, .me, host: host)
    let listed = (reader["proxyAddresses"]?.array ?? []).compactMap(\.string)
    let me = MeReply(
      mail: reader.text("mail"), userPrincipalName: reader.text("userPrincipalName"),
      displayName: reader.text("displayName"), objectID: reader.text("id"),
      addresses: listed.compactMap(address))
    if me.mail == nil, me.userPrincipalName == nil, me.addresses.isEmpty {
      throw reader.wrong("userPrincipalName")
    }
    return me
  }

  /// An identity with what `/me` adds to it.
  package func adding(to identity: Identity) -> Identity {
    var whole = identity
    whole.mail = mail ?? identity.mail
    whole.addresses = addresses.isEmpty ? identity.addresses : addresses
    whole.name = identity.name ?? displayName
    whole.objectID = identity.objectID ?? objectID
    return whole
  }

  /// The address of `smtp:a@b` or `SMTP:a@b`, the latter being the primary one; nil for other kinds
  /// (`x500:`, `sip:`).
  private static func address(_ proxy: String) -> String? {
    guard let colon = proxy.firstIndex(of: ":") else { return proxy.isEmpty ? nil : proxy }
    guard proxy[..<colon].lowercased() == "smtp" else { return nil }
    let address = proxy[proxy.index(after: colon)...]
    return address.isEmpty ? nil : String(address)
  }
}
