/// One HTTPS request: a form to post, or a document to get.
package struct HTTPRequest: Equatable, Sendable {
  /// The whole address; only `https` is ever sent.
  package var url: String
  /// The form to post; nil for a GET.
  package var form: Form?
  /// Sent as `Authorization: Bearer`, when there is one.
  package var bearer: Secret?
  /// How long connecting, sending and reading may take together.
  package var timeout: Duration
  /// Once its first byte is sent it runs to its end even if the caller gives up, because the server
  /// acts on it once only: a code or a refresh token is being redeemed.
  package var mustFinish: Bool

  /// A request; without a form it is a GET.
  package init(
    url: String, form: Form? = nil, bearer: Secret? = nil, timeout: Duration = .seconds(20),
    mustFinish: Bool = false
  ) {
    self.url = url
    self.form = form
    self.bearer = bearer
    self.timeout = timeout
    self.mustFinish = mustFinish
  }
}

/// What an HTTPS server answered, not yet judged. A reply of any status is a reply, not a failure.
package struct HTTPReply: Equatable, Sendable {
  /// The status code, 100…599.
  package var status: Int
  /// The body, at most 1 MiB; a longer one is a `Failure`.
  package var body: [UInt8]
  /// The `Content-Type` header as sent.
  package var contentType: String?
  /// The `Date` header as sent, for the clock check.
  package var date: String?
  /// The `Retry-After` header as sent (seconds, or an HTTP date).
  package var retryAfter: String?
  /// How long each part took, in milliseconds from the start.
  package var times: Times
  /// The proxy the request went through, with any user name and password removed.
  package var proxy: String?

  /// Milliseconds from the start of the request until each part was done.
  package struct Times: Equatable, Sendable {
    package var dns: Double
    package var connected: Double
    package var secured: Double
    package var total: Double

    /// Times in milliseconds from the start.
    package init(dns: Double = 0, connected: Double = 0, secured: Double = 0, total: Double = 0) {
      self.dns = dns
      self.connected = connected
      self.secured = secured
      self.total = total
    }
  }

  /// A reply as it came.
  package init(
    status: Int, body: [UInt8], contentType: String? = nil, date: String? = nil,
    retryAfter: String? = nil, times: Times = Times(), proxy: String? = nil
  ) {
    self.status = status
    self.body = body
    self.contentType = contentType
    self.date = date
    self.retryAfter = retryAfter
    self.times = times
    self.proxy = proxy
  }
}
