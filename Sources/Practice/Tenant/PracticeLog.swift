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
public struct PracticeRequest: Sendable, Equatable {
  /// Milliseconds since 1970 by the tenant's clock.
  public let time: Int
  /// The method, such as `POST`.
  public let method: String
  /// The path without a query.
  public let path: String
  /// The names of the form fields, sorted.
  public let fields: [String]
  /// The value of `grant_type`, on token requests.
  public let grantType: String?
  /// The status answered; 0 when nothing was.
  public let status: Int
  /// The value of `error` and the AADSTS number answered, as in `invalid_client 7000215`.
  public let error: String?
}

/// A command the mail server received; it holds no arguments.
public struct PracticeCommand: Sendable, Equatable {
  /// Milliseconds since 1970 by the tenant's clock.
  public let time: Int
  /// The number of the connection, counted from 1.
  public let connection: Int
  /// The first word in upper case; `AUTH-2` stands for the line with the token.
  public let verb: String
  /// The primary address of the mailbox, once one is open.
  public let mailbox: String?
  /// Whether the reply was `+`; nil when there was none.
  public let accepted: Bool?
}
