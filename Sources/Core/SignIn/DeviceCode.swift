extension PendingSignIn {
  /// The code that a person enters at a page. The device code that is polled with is sealed beside it.
  package struct DeviceCode: Equatable, Sendable {
    package var userCode: String
    package var verificationURI: String
    /// Only servers other than Microsoft's send it.
    package var verificationURIComplete: String?
    /// When the code ends.
    package var expires: Moment
    /// Seconds between polls; grows with each `slow_down` (RFC 8628 §3.5).
    package var interval: Int
    /// The one client-mode flip has been made.
    package var flipped: Bool
    /// How the client shows itself at the next poll.
    package var mode: ClientMode

    /// A code to show.
    package init(
      userCode: String, verificationURI: String, verificationURIComplete: String? = nil,
      expires: Moment, interval: Int, mode: ClientMode, flipped: Bool = false
    ) {
      self.userCode = userCode
      self.verificationURI = verificationURI
      self.verificationURIComplete = verificationURIComplete
      self.expires = expires
      self.interval = interval
      self.mode = mode
      self.flipped = flipped
    }
  }
}
