/// A device authorization reply (RFC 8628 §3.2).
package struct DeviceAuthorization: Equatable, Sendable {
  /// The code that a person types.
  package var userCode: String
  /// The code that is polled with.
  package var deviceCode: Secret
  /// The page on which the code is typed.
  package var verificationURI: String
  /// The page with the code in it; Microsoft sends none.
  package var verificationURIComplete: String?
  /// Seconds until the code ends, 1…86400; 900 when it is not told.
  package var expiresIn: Int
  /// Seconds between polls, 1…3600; 5 when it is not told.
  package var interval: Int
  /// The server's own words for the person, when it has any. Foreign text.
  package var message: String?

  /// A reply of these values.
  package init(
    userCode: String, deviceCode: Secret, verificationURI: String,
    verificationURIComplete: String? = nil, expiresIn: Int = 900, interval: Int = 5,
    message: String? = nil
  ) {
    self.userCode = userCode
    self.deviceCode = deviceCode
    self.verificationURI = verificationURI
    self.verificationURIComplete = verificationURIComplete
    self.expiresIn = expiresIn
    self.interval = interval
    self.message = message
  }

  /// Reads a reply.
  ///
  /// - Parameters:
  ///   - reply: What the server answered.
  ///   - host: Who answered, for the failure.
  /// - Returns: The codes.
  /// - Throws: `.refused` for an OAuth error, `.settings(.notHTTPS)` for a page that is not https,
  ///   `.reply` for everything else that cannot be used.
  package static func decode(
    _ reply: HTTPReply, host: String
  ) throws(Failure) -> DeviceAuthorization {
    let reader = try ReplyReader(reply, .deviceCode, host: host)
    let userCode = try reader.needed("user_code")
    // People must be able to type it; anything else is no code.
    guard userCode.utf8.count <= 64, userCode.utf8.allSatisfy({ (32...126).contains($0) }) else {
      throw reader.wrong("user_code")
    }
    // `verification_url` is the name in drafts of the RFC, which some servers still send.
    var page = try reader.address("verification_uri")
    if page == nil { page = try reader.address("verification_url") }
    var whole = try reader.address("verification_uri_complete")
    if whole == nil { whole = try reader.address("verification_url_complete") }
    guard let page else { throw reader.wrong("verification_uri") }
    return DeviceAuthorization(
      userCode: userCode,
      deviceCode: Secret(try reader.needed("device_code")),
      verificationURI: page,
      verificationURIComplete: whole,
      expiresIn: reader.seconds("expires_in", within: 1...86_400, otherwise: 900),
      interval: reader.seconds("interval", within: 1...3600, otherwise: 5),
      message: reader.text("message"))
  }
}
