/// The middle part of a JSON Web Token (RFC 7519 §3), read without checking its signature: what it
/// says is shown and compared, and never opens anything.
struct TokenPayload {
  private let members: JSONObject

  /// Nil when the token is not three parts with a JSON object in the middle.
  init?(_ token: Secret) {
    let parts = token.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64URL.decode(parts[1]),
      case .object(let members)? = JSONValue(bytes)
    else { return nil }
    self.members = members
  }

  func text(_ name: String) -> String? {
    members[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A claim that is one text or a list of them.
  func texts(_ name: String) -> [String] {
    switch members[name] {
    case .string(let one): [one]
    case .array(let many): many.compactMap(\.string)
    default: []
    }
  }

  /// A time in seconds since the epoch (RFC 7519 §2, NumericDate); nil outside the years 1…9999.
  func time(_ name: String) -> Moment? {
    guard let seconds = members[name]?.integer,
      (-62_135_596_800...253_402_300_799).contains(seconds)
    else { return nil }
    return Moment(seconds: Int64(seconds))
  }
}
