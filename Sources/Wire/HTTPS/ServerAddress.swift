import CCurl

/// The host and port of an `https` address, read by the parser that will also use it.
struct ServerAddress: Equatable, Sendable {
  /// The host as the address has it.
  var host: String
  /// The port, 443 where none is named.
  var port: Int

  /// Nil when it is not an address of a server by HTTPS.
  init?(url: String) {
    guard !url.utf8.contains(0), let parsed = curl_url() else { return nil }
    defer { curl_url_cleanup(parsed) }
    guard curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK,
      ServerAddress.part(parsed, CURLUPART_SCHEME) == "https",
      let host = ServerAddress.part(parsed, CURLUPART_HOST), !host.isEmpty,
      let port = ServerAddress.part(parsed, CURLUPART_PORT).flatMap(Int.init)
    else { return nil }
    self.host = host
    self.port = port
  }

  private static func part(_ parsed: OpaquePointer, _ part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parsed, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text
    else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
