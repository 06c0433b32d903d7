import Core

/// The diagnosis book: tables by theme, and how an entry is found in them.
package enum ErrorCatalog {
  /// All entries, theme by theme.
  static let entries: [CatalogEntry] = [
    tenant, audience, client, certificate, request, redirect, consent, scope, account,
    guest, mfa, conditionalAccess, deviceFlow, lifetime, service, oauthErrors, attempts, pop,
    popRefused, popLocked, popTrouble, network, tls, replies, vault, settings, files, pasted,
    [unknownError],
  ].flatMap { $0 }

  /// Every AADSTS number that has an entry, in order.
  package static let codes: [Int] = byCode.keys.sorted()

  /// Every slug a problem can have, in book order.
  package static let ids: [String] = entries.map(\.id)

  private static let byID: [String: CatalogEntry] =
    Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }

  private static let byCode: [Int: CatalogEntry] =
    Dictionary(entries.flatMap { entry in entry.codes.map { ($0, entry) } }) { first, _ in first }

  private static let byError: [String: CatalogEntry] =
    Dictionary(entries.flatMap { entry in entry.errors.map { ($0, entry) } }) { first, _ in first }

  /// Every OAuth error value that has an entry.
  static let errors: Set<String> = Set(byError.keys)

  /// The entry of that slug; the one for unknown errors where there is none.
  static func entry(_ id: String) -> CatalogEntry { byID[id] ?? unknownError }

  /// The entry for a refusal: by the first number the book knows, then by `error`.
  static func entry(for refusal: OAuthRefusal) -> CatalogEntry {
    for code in refusal.allCodes {
      if let entry = byCode[code] { return entry }
    }
    return byError[refusal.error] ?? unknownError
  }

  /// The entry whose words a POP3 server's line has, among those given; nil when none has.
  static func entry(saying line: String, among table: [CatalogEntry]) -> CatalogEntry? {
    let text = line.lowercased()
    return table.first { entry in entry.said.contains { text.contains($0) } }
  }
}
