import Core

/// What libraries and programs call the failures of names, connections, TLS and proxies.
enum NetworkWords {
  // The first row with a word of the line counts, so what is more exact stands before what is less.
  private static let rows: [(NetworkFailure.Kind, [String])] = [
    (.proxyUnreachable, ["could not resolve proxy", "couldn't resolve proxy"]),
    (
      .proxyCredentials,
      ["proxy authentication required", "connect tunnel failed, response 407", "407 proxy"]
    ),
    (
      .proxyRefused,
      ["from proxy after connect", "connect tunnel failed", "proxy connect aborted"]
    ),
    (
      .nameNotFound,
      [
        "could not resolve host", "couldn't resolve host", "name or service not known",
        "temporary failure in name resolution", "nodename nor servname", "no such host",
        "nxdomain", "unknownhostexception", "unknown host", "enotfound", "eai_again",
      ]
    ),
    (
      .wrongName,
      [
        "does not match target host name", "no alternative certificate subject name",
        "hostname mismatch", "host name mismatch", "certificate is valid for", "doesn't match any",
        "is not valid for", "err_cert_common_name",
      ]
    ),
    (
      .expiredCertificate,
      ["certificate has expired", "certificate is not yet valid", "certificate expired"]
    ),
    (
      .untrustedIssuer,
      [
        "self signed certificate", "self-signed certificate", "unable to get local issuer",
        "unable to get issuer", "unable to verify the first certificate", "unknown authority",
        "pkix path building failed", "certificate verify failed", "unknown ca", "partialchain",
        "ssl certificate problem", "certificate is not trusted",
      ]
    ),
    (
      .badAuthorityFile,
      ["error setting certificate verify locations", "error setting certificate file"]
    ),
    (
      .tlsHandshake,
      [
        "wrong version number", "handshake failure", "handshake failed", "ssl_error_syscall",
        "no protocols available", "unsupported protocol", "alert protocol version",
        "packet length too long", "ssl routines",
      ]
    ),
    (
      .connectionRefused,
      ["connection refused", "econnrefused", "actively refused", "couldn't connect to server"]
    ),
    (
      .unreachable,
      [
        "no route to host", "network is unreachable", "ehostunreach", "enetunreach",
        "host is unreachable",
      ]
    ),
    (
      .connectTimeout,
      ["connection timed out", "connect timed out", "etimedout", "connection timeout"]
    ),
    (
      .cut,
      [
        "connection reset", "econnreset", "broken pipe", "unexpected eof",
        "empty reply from server",
        "connection closed by", "forcibly closed", "server closed the connection",
      ]
    ),
    (.timeout, ["operation timed out", "read timed out", "timed out", "timeout was reached"]),
  ]

  /// The kind of failure that a line's words name; nil where they name none.
  static func kind(in line: LoweredLine) -> NetworkFailure.Kind? {
    rows.first { line.has(anyOf: $0.1) }?.0
  }

  /// The failure that a line tells of; nil where it tells of none.
  static func failure(in line: String, _ lowered: LoweredLine) -> NetworkFailure? {
    kind(in: lowered).map { failure($0, line) }
  }

  /// A failure with the host and port that the line names, as far as it names them.
  static func failure(_ kind: NetworkFailure.Kind, _ line: String) -> NetworkFailure {
    let words = line.split { $0.isWhitespace || ",;()[]\"'".contains($0) }
    let port = words.indices.dropLast().first { words[$0].lowercased() == "port" }
      .flatMap { Int(words[$0 + 1].prefix { $0.isNumber }) }
    let named = words.lazy.compactMap { HostWord($0) }.first
    let number = [named?.port, port].compactMap { $0 }.first { (1...65_535).contains($0) }
    return NetworkFailure(
      kind, host: named?.host ?? "", port: number ?? 0,
      stage: number == 995 || number == 110 ? .tcp : nil, detail: String(line.words.prefix(1024)))
  }
}

/// A word of a line that is a host name or an address, with a port or without.
struct HostWord {
  let host: String
  let port: Int?

  init?(_ word: Substring) {
    var text = word
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    text = text.prefix { !"/?".contains($0) }
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard var name = halves.first, !name.isEmpty, name.utf8.count <= 253 else { return nil }
    while name.last == "." { name.removeLast() }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      !label.isEmpty
        && label.utf8.allSatisfy { byte in
          switch byte {
          case 45, 48...57, 65...90, 97...122: true
          default: false
          }
        }
    }
    guard labels.count >= 2, isName, labels.last?.count ?? 0 >= 2 || labels.count == 4 else {
      return nil
    }
    // Version numbers and file names have the same shape as a host.
    let last = labels.last?.lowercased() ?? ""
    guard labels.count == 4 || !last.allSatisfy(\.isNumber),
      !["c", "go", "py", "java", "php", "js", "log", "crt", "pem", "net.dialtcp"].contains(last)
    else { return nil }
    host = String(name)
    port = halves.count > 1 ? Int(halves[1].prefix { $0.isNumber }) : nil
  }
}
