/// What to ask of a POP3S server: whether it can be reached, or whether a token opens a mailbox.
package struct ProbeRequest: Equatable, Sendable {
  /// The server's name; its certificate must be for it.
  package var host: String
  /// The port with TLS from the first byte, 995 for "pop3 ssl port".
  package var port: Int
  /// The mailbox to open and the token for it; nil stops after CAPA.
  package var login: Login?
  /// The longest the whole probe may take; the design allows 20 s.
  package var deadline: Duration
  /// The longest a server may be silent at AUTH; refusals were seen 9 s late, so not below 15 s.
  package var authPatience: Duration
  /// The longest a server may be silent at any other stage.
  package var patience: Duration

  /// Who signs in to the mailbox.
  package struct Login: Equatable, Sendable {
    /// The `user=` value of XOAUTH2: the Pop Account, or for an alias the user's own name.
    package var address: String
    /// The access token.
    package var token: Secret

    /// A mailbox address and the token for it.
    package init(address: String, token: Secret) {
      self.address = address
      self.token = token
    }
  }

  /// A probe of a server.
  package init(
    host: String, port: Int = 995, login: Login?, deadline: Duration = .seconds(30),
    authPatience: Duration = .seconds(15), patience: Duration = .seconds(10)
  ) {
    self.host = host
    self.port = port
    self.login = login
    self.deadline = deadline
    self.authPatience = authPatience
    self.patience = patience
  }
}
