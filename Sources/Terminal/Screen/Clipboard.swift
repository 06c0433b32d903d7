internal import Glibc

/// Ways to the clipboard of the computer at which the person sits.
package struct Clipboard {
  /// The way that a text was sent.
  package enum Route: Equatable, Sendable {
    /// OSC 52, which most terminals obey and some are set to ignore.
    case terminal
    /// tmux's own buffer, and from there the terminal where tmux is set so.
    case tmux
  }

  /// Terminals drop what is longer (xterm's limit for OSC 52, in Base64).
  static let longest = 74_994

  // Children that have not been waited for.
  private var children: [pid_t] = []

  /// Sends the text; nil when it is too long or nothing could be sent.
  mutating func copy(
    _ text: String, _ settings: TerminalSettings, send: ([UInt8]) -> Bool
  ) -> Route? {
    reap()
    let encoded = Clipboard.base64(Array(text.utf8))
    guard encoded.count <= Clipboard.longest else { return nil }
    if settings.isInTmux, loadBuffer(text) { return .tmux }
    return send(Clipboard.sequence(encoded, inScreen: settings.isInScreen)) ? .terminal : nil
  }

  /// Waits for tmux, which is quick or dead.
  mutating func close() {
    for child in children { kill(child, SIGTERM) }
    for child in children { waitpid(child, nil, 0) }
    children = []
  }

  /// OSC 52 for the clipboard (xterm, "Operating System Commands"); GNU screen passes it on within
  /// a device control string, in parts that it can hold.
  static func sequence(_ encoded: [UInt8], inScreen: Bool) -> [UInt8] {
    let plain = Array("\u{1b}]52;c;".utf8) + encoded + [0x07]
    guard inScreen else { return plain }
    return stride(from: 0, to: plain.count, by: 76).flatMap { start in
      Array("\u{1b}P".utf8) + plain[start..<min(start + 76, plain.count)]
        + Array("\u{1b}\\".utf8)
    }
  }

  /// Base64 with padding (RFC 4648 §4).
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: 0, to: bytes.count, by: 3).flatMap { start in
      let three = bytes[start..<min(start + 3, bytes.count)]
      let padded = Array(three) + Array(repeating: 0, count: 3 - three.count)
      let bits = padded.reduce(0) { $0 << 8 | Int($1) }
      let four = [18, 12, 6, 0].map { alphabet[bits >> $0 & 63] }
      return four.prefix(three.count + 1)
        + Array(repeating: UInt8(ascii: "="), count: 3 - three.count)
    }
  }

  /// tmux drops OSC 52 from programs by default, but takes a text from its own client.
  private mutating func loadBuffer(_ text: String) -> Bool {
    var ends: [Int32] = [0, 0]
    // A socket and not a pipe: writing to one that nobody reads ends no process.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { Glibc.close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Or it would inherit that our signals are blocked.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = ["tmux", "load-buffer", "-w", "-"].map { (word: String) in strdup(word) }
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let failed = posix_spawnp(&child, "tmux", &actions, &attributes, words + [nil], environ)
    Glibc.close(ends[0])
    guard failed == 0 else { return false }
    children.append(child)
    let bytes = Array(text.utf8)
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    return send(ends[1], bytes, bytes.count, flags) == bytes.count
  }

  private mutating func reap() {
    children.removeAll { waitpid($0, nil, WNOHANG) != 0 }
  }
}
