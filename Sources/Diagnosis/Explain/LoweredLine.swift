import Core

/// The beginning of a line in lower case, for finding words in it quickly.
struct LoweredLine {
  private let bytes: [UInt8]
  private static let longest = 4096

  init(_ line: String) {
    bytes = line.utf8.prefix(Self.longest).map { (65...90).contains($0) ? $0 + 32 : $0 }
  }

  /// Whether the words, in lower case, stand in it.
  func has(_ words: String) -> Bool {
    let needle = Array(words.utf8)
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    for start in 0...(bytes.count - needle.count) where bytes[start] == first {
      if bytes[start..<(start + needle.count)].elementsEqual(needle) { return true }
    }
    return false
  }

  /// Whether any of these stands in it.
  func has(anyOf words: [String]) -> Bool { words.contains { has($0) } }
}
