import Core

/// The content of a key file or systemd credential: 32 bytes as they are, or as 64 hex digits.
enum KeyFile {
  /// Makes a key file of 64 hex digits, so that it can be copied by hand; one that is there stays.
  static func make(_ path: String) throws(VaultFailure) {
    _ = try PrivateFile(path: path).make { (draft) throws(VaultFailure) in
      var key = randomBytes(KeyBytes.count)
      var text = Array((hex(key) + "\n").utf8)
      defer {
        wipe(&key)
        wipe(&text)
      }
      try draft.write(text)
    }
  }

  /// Reads a key file, or what systemd gives in place of one.
  static func read(_ path: String, _ use: InputFile.Use) throws(VaultFailure) -> KeyBytes {
    var content: [UInt8]
    do throws(FileFault) {
      content = try InputFile.read(path, use, limit: limit)
    } catch {
      throw VaultFailure(key: error)
    }
    defer { wipe(&content) }
    return try key(content, path: path)
  }

  private static let limit = 128

  private static func key(_ content: [UInt8], path: String) throws(VaultFailure) -> KeyBytes {
    if let key = KeyBytes(content) { return key }
    let space = [UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " ")]
    var digits = content
    while let last = digits.last, space.contains(last) { digits.removeLast() }
    var bytes: [UInt8] = []
    defer {
      wipe(&digits)
      wipe(&bytes)
    }
    if digits.count == 2 * KeyBytes.count {
      for index in stride(from: 0, to: digits.count, by: 2) {
        guard let high = value(digits[index]), let low = value(digits[index + 1]) else { break }
        bytes.append(high << 4 | low)
      }
    }
    guard let key = KeyBytes(bytes) else {
      throw .unusableKey(
        path: path, detail: "it holds no key: 32 bytes or 64 hex digits are wanted")
    }
    return key
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
