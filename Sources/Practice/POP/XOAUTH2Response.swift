import FoundationEssentials

/// The client's line of the XOAUTH2 mechanism: `user=NAME`, 0x01, `auth=Bearer TOKEN`, 0x01 0x01.
struct XOAUTH2Response: Equatable, Sendable {
  let user: String
  let token: String

  /// Reads the base64 line; nil for anything that does not follow the form to the byte.
  init?(base64 line: String) {
    guard let data = Data(base64Encoded: line) else { return nil }
    let parts = data.split(separator: 1, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 4, parts[2].isEmpty, parts[3].isEmpty, parts[0].hasPrefix("user="),
      parts[1].lowercased().hasPrefix("auth=bearer ")
    else { return nil }
    user = String(parts[0].dropFirst("user=".count))
    token = String(parts[1].dropFirst("auth=bearer ".count))
  }
}
