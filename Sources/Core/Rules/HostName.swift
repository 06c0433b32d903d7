/// The shape of a host name, judged on bytes: it is asked for every address of a site.
enum HostName {
  /// A label of letters, digits, hyphens (not at its ends) and underscores, 1…63 bytes.
  static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard (1...63).contains(bytes.count), bytes.first != 45, bytes.last != 45 else { return false }
    for byte in bytes {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 95: break
      default: return false
      }
    }
    return true
  }

  /// How many labels a dotted name of at most 253 bytes has; nil when one of them is no label.
  static func labels(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count <= 253 else { return nil }
    var count = 0
    var start = bytes.startIndex
    while true {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
      guard isLabel(bytes[start..<end]) else { return nil }
      count += 1
      if end == bytes.endIndex { return count }
      start = end + 1
    }
  }

  /// A name of labels, dotted or not, at most 253 bytes.
  static func isValid(_ text: String) -> Bool { labels(Array(text.utf8)[...]) != nil }

  /// The text of bytes that are ASCII, in lower case.
  static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
