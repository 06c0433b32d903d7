import FoundationEssentials

/// One HTTP/1.1 request (RFC 9112).
struct HTTPRequest: Sendable {
  let method: String
  /// The path without its query, percent-decoded.
  let path: String
  let query: FormFields
  /// Header fields by lower-case name.
  let headers: [String: String]
  let body: [UInt8]

  /// The fields of a form body; empty for any other body.
  var form: FormFields {
    let type = headers["content-type"]?.lowercased() ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") else { return FormFields() }
    return FormFields(parsing: String(decoding: body, as: UTF8.self))
  }

  /// The token of an `Authorization: Bearer` header.
  var bearer: String? { credentials("bearer") }

  /// Name and password of an `Authorization: Basic` header, form-decoded (RFC 6749, section 2.3.1).
  var basic: (name: String, password: String)? {
    guard let text = credentials("basic"), let data = Data(base64Encoded: text) else { return nil }
    let halves = String(decoding: data, as: UTF8.self)
      .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    return (FormFields.decode(halves[0]), FormFields.decode(halves[1]))
  }

  private func credentials(_ scheme: String) -> String? {
    guard let header = headers["authorization"] else { return nil }
    let halves = header.split(separator: " ", maxSplits: 1)
    guard halves.count == 2, halves[0].lowercased() == scheme else { return nil }
    return String(halves[1])
  }

  /// Whether the client shows pages to a person.
  var wantsHTML: Bool { headers["accept"]?.contains("text/html") ?? false }
}
