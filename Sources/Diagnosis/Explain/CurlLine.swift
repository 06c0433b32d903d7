import Core

/// A line of curl, `curl: (60) SSL certificate problem: …`, or a mention of its exit code.
struct CurlLine {
  let code: Int
  package let words: String
  private let lowered: LoweredLine

  /// Reads a line; nil where it names no exit code of curl.
  init?(_ line: String, _ lowered: LoweredLine) {
    guard lowered.has("curl"), let mark = line.lowercased().firstRange(of: "curl") else {
      return nil
    }
    let tail = line.lowercased()[mark.upperBound...]
    let numbers = tail.split { !($0.isASCII && $0.isNumber) }
    let isExit = lowered.has(anyOf: ["curl: (", "curl error", "exit", "curle_", "errno", "code"])
    guard isExit, let first = numbers.first, let code = Int(first), code > 0, code < 128 else {
      return nil
    }
    self.code = code
    words = line.words
    self.lowered = lowered
  }

  /// What it means.
  func problem(_ context: Problem.Context) -> Problem? {
    // CURLE_LOGIN_DENIED: curl hides the server's line behind it.
    if code == 67 { return Problem.of(access: .denied(.auth2, said: words), context: context) }
    guard let kind = kind else { return nil }
    return Problem.of(
      network: NetworkWords.failure(kind, words), context: context)
  }

  // libcurl-errors(3); the words decide where one code has several causes.
  private var kind: NetworkFailure.Kind? {
    switch code {
    case 1, 3: .badAddress
    case 5: .proxyUnreachable
    case 6: .nameNotFound
    case 7: NetworkWords.kind(in: lowered) ?? .connectionRefused
    case 8, 16, 92: .garbage
    case 18, 52, 55: .cut
    case 28: lowered.has("connect") ? .connectTimeout : .timeout
    case 35: .tlsHandshake
    case 51: .wrongName
    case 56: NetworkWords.kind(in: lowered) ?? .cut
    case 58, 77, 82, 83: .badAuthorityFile
    case 60: NetworkWords.kind(in: lowered) ?? .untrustedIssuer
    case 63: .tooLong
    case 97: .proxyRefused
    default: .other
    }
  }
}
