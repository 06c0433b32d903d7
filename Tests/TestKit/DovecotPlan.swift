/// What a private Dovecot is to contain and whom it lets in.
package struct DovecotPlan: Sendable {
  /// How it checks an access token.
  package enum TokenCheck: Sendable {
    /// By asking an introspection endpoint (RFC 7662), trusting this authority.
    case introspection(url: String, caPEM: String)
    /// By itself, as a JWT signed with RS256 by the client's key of this name.
    case local(keyPEM: String, keyID: String, clientID: String)
  }

  /// How it checks an access token.
  package var tokenCheck: TokenCheck
  /// The certificate it shows, as PEM.
  package var certificatePEM: String
  /// The key of that certificate, as PEM.
  package var keyPEM: String
  /// The number of messages that wait for each user.
  package var messages: [String: Int] = [:]
  /// Users whom a `deny` list shuts out.
  package var denied: [String] = []
  /// Users who sign in but may not log in, as where POP is switched off.
  package var noLogin: [String] = []

  /// A server with no mail and nobody shut out.
  package init(_ tokenCheck: TokenCheck, certificatePEM: String, keyPEM: String) {
    self.tokenCheck = tokenCheck
    self.certificatePEM = certificatePEM
    self.keyPEM = keyPEM
  }

  /// The words it refuses a user of `noLogin` with.
  package static let noLoginReason = "POP3-is-off-for-this-mailbox"

  /// One waiting message; Dovecot counts its line feeds as two octets each.
  static func message(_ number: Int) -> String {
    "From: customer@shop.example\nSubject: Order \(number)\n\nWhere is it?\n"
  }

  /// The octets that STAT must tell for a user.
  package func octets(of user: String) -> Int {
    (0..<(messages[user] ?? 0)).reduce(0) { sum, number in
      sum + DovecotPlan.message(number).utf8.reduce(0) { $0 + ($1 == 10 ? 2 : 1) }
    }
  }

  func oauth2(in folder: String) -> String {
    // Practice tokens carry the person's principal name as upn, as Microsoft's do.
    let common = "username_attribute = upn\n"
    switch tokenCheck {
    case .introspection(let url, _):
      return common + """
        introspection_mode = post
        introspection_url = \(url)
        active_attribute = active
        active_value = true
        tls_ca_cert_file = \(folder)/authority.pem
        timeout_msecs = 10000

        """
    case .local:
      return common + """
        introspection_mode = local
        local_validation_key_dict = fs:posix:prefix=\(folder)/keys/

        """
    }
  }

  /// The configuration: all of it is here, nothing of `/etc/dovecot` is read.
  func configuration(in folder: String, port: UInt16, account: ServerAccount) -> String {
    """
    base_dir = \(folder)/run
    state_dir = \(folder)/state
    log_path = /dev/stderr
    auth_verbose = yes
    protocols = pop3
    listen = 127.0.0.1
    ssl = required
    ssl_cert = <\(folder)/certificate.pem
    ssl_key = <\(folder)/key.pem
    mail_location = maildir:~/Maildir
    first_valid_uid = 1
    first_valid_gid = 1
    auth_mechanisms = xoauth2
    auth_failure_delay = 0
    \(account.settings)
    passdb {
      driver = passwd-file
      args = \(folder)/denied
      deny = yes
    }
    passdb {
      driver = oauth2
      mechanisms = xoauth2
      args = \(folder)/oauth2.conf.ext
      result_success = continue-ok
    }
    passdb {
      driver = passwd-file
      args = \(folder)/no-login
      skip = unauthenticated
    }
    userdb {
      driver = static
      args = uid=\(account.mailUser) gid=\(account.mailGroup) home=\(folder)/mail/%u
    }
    # A refused sign-in must not slow the next test.
    service anvil {
      unix_listener anvil-auth-penalty {
        mode = 0
      }
    }
    service pop3-login {
      inet_listener pop3 {
        port = 0
      }
      inet_listener pop3s {
        port = \(port)
        ssl = yes
      }
    }

    """
  }

  /// The list of users who may not log in.
  var noLoginList: String {
    noLogin.map { "\($0):::::::nopassword=y nologin=y reason=\(DovecotPlan.noLoginReason)\n" }
      .joined()
  }
}
