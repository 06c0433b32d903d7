import Core

extension Problem {
  /// The words for a vault that could not be used.
  static func of(vault failure: VaultFailure) -> Problem {
    var template = MessageTemplate(Context())
    var details: [(String, String?)] = []
    let id: String
    switch failure {
    case .wrongKey: id = "vault-wrong-key"
    case .passphraseNeeded: id = "vault-passphrase"
    case .readableByOthers(let path, let mode):
      id = "vault-readable"
      template["path"] = path.shellWord
      details = [("path", path), ("mode", mode)]
    case .foreignOwner(let path):
      id = "vault-owner"
      template["path"] = path.shellWord
      details = [("path", path)]
    case .replaceable(let path, let folder, let mode):
      id = "vault-folder"
      template["path"] = path.shellWord
      template["folder"] = folder.shellWord
      template["mode"] = mode
      details = [("path", path), ("folder", folder), ("mode", mode)]
    case .unusableKey(let path, let detail):
      id = "vault-key"
      template["path"] = path.shellWord
      template["message"] = sentence(detail)
      details = [("path", path), ("detail", detail)]
    case .networkFileSystem(let path, let kind):
      id = "vault-network-file-system"
      details = [("path", path), ("file system", kind)]
    case .newerSchema(let found, let known):
      id = "vault-newer"
      template["found"] = String(found)
      template["known"] = String(known)
      details = [("schema found", String(found)), ("schema known", String(known))]
    case .damaged(let path, let detail):
      id = "vault-damaged"
      details = [("path", path), ("detail", detail)]
    case .busy: id = "vault-busy"
    case .input(let path, let detail):
      id = "vault-disk"
      template["path"] = path.shellWord
      details = [("path", path), ("detail", detail)]
    case .conflict(let what):
      id = "vault-conflict"
      details = [("changed", what)]
    }
    return Problem(ErrorCatalog.entry(id), template, details.named)
  }

  /// The words for a setting that stopped the job before anything was sent.
  static func of(settings failure: SettingsFailure, context: Context) -> Problem {
    var template = MessageTemplate(context)
    var details: [(String, String?)] = []
    let id: String
    switch failure {
    case .noSignIn(let mailbox):
      id = "settings-no-sign-in"
      template["mailbox"] = mailbox.shellWord
      template["name"] = mailbox
      details = [("mailbox", mailbox)]
    case .unknown(let kind, let name, let known):
      id = name.isEmpty ? known.isEmpty ? "settings-none" : "settings-which" : "settings-unknown"
      template["kind"] = kind
      template["name"] = name
      template["known"] = known.isEmpty ? "none yet" : known.joined(separator: ", ")
      template["which"] = kind == "registration" ? ", as in `--registration NAME`" : ""
      if kind == "registration", let first = known.first {
        template["which"] = ": `--registration \(first.shellWord)`, say"
      }
      details = [("kind", kind), ("name", name), ("known", known.joined(separator: ", "))]
    case .exists(let kind, let name):
      id = "settings-exists"
      template["kind"] = kind
      template["name"] = name
      template["edit"] = "greenbox \(kind) edit"
      template["quoted"] = name.shellWord
      details = [("kind", kind), ("name", name)]
    case .findings(let findings):
      id = "settings-findings"
      let worst = findings.max { $0.severity < $1.severity }
      let first = findings.first { $0.severity == worst?.severity }
      template["message"] = first?.message ?? "A setting that is needed is missing or wrong."
      template["advice"] = first?.advice ?? "Look at all of them."
      let next = first?.next ?? .init(.checkSettings)
      let command = next.command(mailbox: template["mailbox"] ?? "NAME")
      template["then"] = (first?.next == nil ? "Then run" : "Run") + " `\(command)`."
      template.actions = [next.action]
      details = findings.map { finding in
        ("\(finding.rule.rawValue) \(finding.field)", "\(finding.severity): \(finding.message)")
      }
    case .boundElsewhere(let what, let bound, let asked):
      id = "settings-bound-elsewhere"
      template["what"] = what
      template["bound"] = bound
      template["asked"] = asked
      details = [("what", what), ("bound to", bound), ("asked", asked)]
    case .notHTTPS(let address):
      id = "settings-not-https"
      template["address"] = address
      details = [("address", address)]
    case .file(let fault): return of(file: fault, context: context)
    case .noPractice(let home):
      id = "settings-no-practice"
      template["home"] = home
      details = [("home", home)]
    case .text(let source, let line, let column, let message):
      id = "settings-text"
      let place = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap { $0 }
      template["place"] = ([source] + place).joined(separator: ", ")
      template["message"] = sentence(message)
      details = [
        ("source", source), ("line", line.map { String($0) }),
        ("column", column.map { String($0) }), ("message", message),
      ]
    }
    return Problem(ErrorCatalog.entry(id), template, details.named)
  }

  /// The slug for a kind of network failure.
  static func id(of kind: NetworkFailure.Kind) -> String {
    switch kind {
    case .nameNotFound: "dns-not-found"
    case .connectionRefused: "tcp-refused"
    case .connectTimeout: "tcp-timeout"
    case .unreachable: "network-unreachable"
    case .cut: "network-cut"
    case .timeout: "network-silent"
    case .untrustedIssuer: "tls-untrusted"
    case .wrongName: "tls-wrong-name"
    case .expiredCertificate: "tls-expired"
    case .tlsHandshake: "tls-handshake"
    case .badAuthorityFile: "tls-authority-file"
    case .proxyUnreachable: "proxy-unreachable"
    case .proxyCredentials: "proxy-credentials"
    case .proxyRefused: "proxy-refused"
    case .garbage: "network-garbage"
    case .tooLong: "network-too-long"
    case .badAddress: "network-bad-address"
    case .other: "network-other"
    }
  }
}
