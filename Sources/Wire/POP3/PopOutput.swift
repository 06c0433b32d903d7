import CCurl
import Core

/// Bytes on their way to a POP3 server; the token's line is wiped once it is sent.
struct PopOutput {
  private var waiting: [(bytes: WipedBytes, sent: Int)] = []

  /// Whether all is sent.
  var isEmpty: Bool { waiting.isEmpty }

  /// Adds a command and returns how a transcript may show it.
  mutating func add(_ command: PopDialogue.Command, login: ProbeRequest.Login?) -> String {
    let line: String
    switch command {
    case .capa: line = "CAPA"
    case .auth: line = "AUTH XOAUTH2"
    case .empty: line = ""
    case .stat: line = "STAT"
    case .quit: line = "QUIT"
    case .token:
      guard let login else { return "" }
      let secret = PopOutput.response(login)
      waiting.append((secret, 0))
      return "<redacted \(secret.count - 2) bytes>"
    }
    var bytes = Array(line.utf8) + [13, 10]
    if let last = waiting.last, last.sent == 0 {
      // One write for commands that go together.
      bytes = Array(last.bytes.suffix(from: 0)) + bytes
      waiting.removeLast()
    }
    waiting.append((WipedBytes(wiping: &bytes), 0))
    return line
  }

  /// Sends what the connection takes now. A broken connection shows when it is read from.
  mutating func flush(_ easy: EasyHandle) {
    while let next = waiting.first {
      let rest = next.bytes.suffix(from: next.sent)
      var count = 0
      let code = curl_easy_send(easy.raw, rest.baseAddress, rest.count, &count)
      guard code == CURLE_OK else {
        if code != CURLE_AGAIN { waiting = [] }
        return
      }
      waiting[0].sent += count
      if waiting[0].sent == next.bytes.count { waiting.removeFirst() }
    }
  }

  /// The initial response of XOAUTH2 in base64, with CR LF: `user=…^Aauth=Bearer …^A^A`.
  private static func response(_ login: ProbeRequest.Login) -> WipedBytes {
    var plain = Array("user=\(login.address)\u{1}auth=Bearer ".utf8)
    var token = login.token.bytes
    plain.reserveCapacity(plain.count + token.count + 2)
    plain += token
    plain += [1, 1]
    var encoded = [UInt8](repeating: 0, count: (plain.count + 2) / 3 * 4 + 2)
    // EVP_EncodeBlock ends its text with a NUL, which the CR takes the place of.
    EVP_EncodeBlock(&encoded, plain, Int32(plain.count))
    encoded[encoded.count - 2] = 13
    encoded[encoded.count - 1] = 10
    _ = WipedBytes(wiping: &plain)
    _ = WipedBytes(wiping: &token)
    return WipedBytes(wiping: &encoded)
  }
}
