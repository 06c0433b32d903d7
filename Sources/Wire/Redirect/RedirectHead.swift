/// The head of an HTTP request that may be the awaited redirect, read from bytes of anybody's.
enum RedirectHead: Equatable {
  /// The redirect: what stands after the question mark, as it was sent.
  case redirect(query: String)
  /// Something else: the status that it is answered with.
  case refused(status: Int)

  /// How long a head may be, in bytes: a code, and a browser's cookies for localhost.
  static let limit = 32 * 1024

  /// Whether a head has come whole: an empty line ends it.
  ///
  /// - Parameters:
  ///   - bytes: From the first byte of the connection.
  ///   - start: How many of them were looked at before, so that each is looked at once.
  /// - Returns: Whether there is nothing more to wait for.
  static func isWhole(_ bytes: [UInt8], after start: Int) -> Bool {
    guard bytes.count < limit else { return true }
    let fresh = bytes.dropFirst(max(0, start - 3))
    return zip(fresh, fresh.dropFirst()).contains { $0 == (10, 10) }
      || zip(zip(fresh, fresh.dropFirst()), fresh.dropFirst(2)).contains {
        $0.0 == 10 && $0.1 == 13 && $1 == 10
      }
  }

  /// Reads a head that is whole.
  ///
  /// - Parameters:
  ///   - bytes: From the first byte of the connection.
  ///   - path: The path that is awaited.
  ///   - port: The port that is listened on.
  init(_ bytes: [UInt8], path: String, port: Int) {
    let lines = bytes.prefix(RedirectHead.limit)
      .split(separator: 10, omittingEmptySubsequences: false).map { line in
        String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
      }
    guard let end = lines.dropFirst().firstIndex(of: ""), end < lines.count - 1 else {
      self = .refused(status: 431)
      return
    }
    self = RedirectHead.judge(lines[..<end], path: path, port: port)
  }

  private static func judge(
    _ lines: ArraySlice<String>, path: String, port: Int
  ) -> RedirectHead {
    guard let first = lines.first, first.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
      return .refused(status: 400)
    }
    let words = first.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      return .refused(status: 400)
    }
    guard isHere(lines.dropFirst(), port: port) else { return .refused(status: 400) }
    let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first.map(String.init) == path else { return .refused(status: 404) }
    guard words[0] == "GET" else { return .refused(status: 405) }
    guard parts.count == 2, !parts[1].isEmpty else { return .refused(status: 400) }
    return .redirect(query: String(parts[1]))
  }

  // A page elsewhere whose name was turned to this machine (DNS rebinding) names itself in `Host`.
  private static func isHere(_ fields: ArraySlice<String>, port: Int) -> Bool {
    let hosts = fields.compactMap { field -> String? in
      let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].lowercased() == "host" else { return nil }
      return parts[1].filter { $0 != " " && $0 != "\t" }.lowercased()
    }
    let names = ["localhost:\(port)", "127.0.0.1:\(port)", "[::1]:\(port)"]
    return hosts.count == 1 && hosts.allSatisfy(names.contains)
  }
}
