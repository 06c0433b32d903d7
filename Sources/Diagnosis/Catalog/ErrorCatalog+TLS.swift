import Core

extension ErrorCatalog {
  /// Certificates and TLS.
  static let tls: [CatalogEntry] = [
    CatalogEntry(
      "tls-untrusted", owner: .you,
      title: "The certificate of {host} is not trusted here",
      meaning: """
        The server's certificate was issued by an authority that this server does not know, so no \
        secret was sent. Certificates are always checked.
        """,
      candidates: [
        CandidateCause("A proxy inspects TLS and shows a certificate of its own.", .proxy),
        CandidateCause("The list of authorities on this server is old or missing."),
        CandidateCause("The server has a private authority.", .overridden),
      ],
      nextStep: """
        For a proxy or private server, get its authority as PEM and name it in `ca_file` in \
        config.toml; otherwise renew the list with `apt-get install --reinstall ca-certificates`.
        """),
    CatalogEntry(
      "tls-wrong-name", owner: .you,
      title: "The certificate is for another name than {host}",
      meaning: "Somebody else than {host} answered, or by another name; no secret was sent.",
      candidates: [
        CandidateCause(
          "The name of the server is wrong, or an alias that the certificate does not list."),
        CandidateCause("A proxy or captive portal answers in its place.", .proxy),
        CandidateCause("The name resolves to another machine here."),
      ],
      nextStep: """
        See whose certificate it is: `openssl s_client -connect {hostArg}:{port} </dev/null | \
        openssl \
        x509 -noout -subject -ext subjectAltName`. Then correct the name: that of a Pop Server \
        with `{edit-pop-server} HOST`, that of an override where `{show-settings}` found it.
        """),
    CatalogEntry(
      "tls-expired", owner: .you,
      title: "The certificate of {host} is not valid today",
      meaning: "By this server's clock the certificate has ended, or has not begun.",
      candidates: [
        CandidateCause(
          "This server's clock is wrong.", .clock, owner: .you,
          nextStep: "Set this server's clock: `timedatectl set-ntp true`, then try again."),
        CandidateCause(
          "The server's, or an inspecting proxy's, certificate was not renewed.", .proxy),
      ],
      nextStep: """
        Compare `date -u` with a good clock; if it is right, tell whoever runs {host} that the \
        certificate has run out.
        """),
    CatalogEntry(
      "tls-handshake", owner: .you,
      title: "TLS could not be agreed on with {host}",
      meaning: """
        The other side does not speak TLS at port {port}, or only a version older than 1.2.
        """,
      candidates: [
        CandidateCause("The port is one without TLS from the first byte, such as 110."),
        CandidateCause("A proxy or firewall breaks the TLS.", .proxy),
        CandidateCause("The server is too old."),
      ],
      nextStep: """
        Use the port with TLS from the first byte (995 for POP3, 443 for https), and try `openssl \
        s_client -connect {hostArg}:{port}`.
        """),
    CatalogEntry(
      "tls-authority-file", owner: .you,
      title: "The file of authorities could not be read",
      meaning: """
        `ca_file` names a file that is missing, unreadable or not PEM, so no certificate could be \
        judged.
        """,
      candidates: [
        CandidateCause("The path is wrong, or this account may not read it."),
        CandidateCause("The file is DER, or empty."),
      ],
      nextStep: """
        Check the file that `ca_file` or GREENBOX_CA_FILE names: `openssl x509 -in FILE -noout \
        -subject`.
        """),
  ]
}
