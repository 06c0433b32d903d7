/// The newest entries of a log that never grows without bound.
struct PracticeLog<Entry: Sendable>: Sendable {
  /// Entries kept at least, once that many were written.
  private static var kept: Int { 50_000 }

  private(set) var entries: [Entry] = []

  mutating func append(_ entry: Entry) {
    if entries.count >= 2 * Self.kept { entries.removeFirst(Self.kept) }
    entries.append(entry)
  }
}

/// A request the identity server received; it holds no values of fields.
package struct PracticeRequest: Sendable, Equatable {
  /// Milliseconds since 1970 by the tenant's clock.
  package let time: Int
  /// The method, such as `POST`.
  package let method: String
  /// The path without a query.
  package let path: String
  /// The names of the form fields, sorted.
  package let fields: [String]
  /// The value of `grant_type`, on token requests.
  package let grantType: String?
  /// The status answered; 0 when nothing was.
  package let status: Int
  /// The value of `error` and the AADSTS number answered, as in `invalid_client 7000215`.
  package let error: String?
}

/// A command the mail server received; it holds no arguments.
package struct PracticeCommand: Sendable, Equatable {
  /// Milliseconds since 1970 by the tenant's clock.
  package let time: Int
  /// The number of the connection, counted from 1.
  package let connection: Int
  /// The first word in upper case; `AUTH-2` stands for the line with the token.
  package let verb: String
  /// The primary address of the mailbox, once one is open.
  package let mailbox: String?
  /// Whether the reply was `+`; nil when there was none.
  package let accepted: Bool?
}
