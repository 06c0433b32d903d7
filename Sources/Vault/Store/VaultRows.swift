import Core

/// The vault's rows inside one transaction: what is kept, as values of Core.
final class VaultRows {
  let session: any DatabaseSession
  let keys: VaultKeys
  let sealer: RowSealer
  let reuse = ReusedValues()
  /// The number that rows changed now are marked with.
  let revision: Int64

  /// For reading.
  init(_ session: any DatabaseSession, _ keys: VaultKeys, revision: Int64 = 0) {
    self.session = session
    self.keys = keys
    self.revision = revision
    sealer = RowSealer(key: keys.rows)
  }

  /// For changing: the database's revision goes up by one.
  static func changing(
    _ session: any DatabaseSession, _ keys: VaultKeys
  ) async throws(VaultFailure) -> VaultRows {
    let number = try await session.first(
      "UPDATE revision SET number = number + 1 RETURNING number", []
    ) { row in row.integer(0) }
    guard let number = number ?? nil else { throw session.damage("revision has no row") }
    return VaultRows(session, keys, revision: number)
  }

  /// Notes that a mailbox or a registration is gone, or has another name.
  func noteRemoval() async throws(VaultFailure) {
    try await session.execute("UPDATE revision SET removed = $1", [.integer(revision)])
  }

  /// Seals a secret for a column.
  func seal(_ secret: Secret, at place: AssociatedData) throws(VaultFailure) -> [UInt8] {
    guard let sealed = keys.sealer.seal(secret, at: place) else { throw VaultRows.noMemory }
    return sealed
  }

  /// Opens a sealed column; `.damaged` when it does not open.
  func open(_ sealed: [UInt8], at place: AssociatedData) throws(VaultFailure) -> Secret {
    guard let secret = keys.sealer.open(sealed, at: place) else {
      throw session.damage(
        "the \(place.table).\(place.column) of \(place.row.joined(separator: ", ")) does not open")
    }
    return secret
  }

  /// Seals what a row says in the clear.
  func seal(_ table: Table, _ parts: [String?]) throws(VaultFailure) -> ColumnValue {
    guard let seal = sealer.seal(table, parts) else { throw VaultRows.noMemory }
    return .blob(seal)
  }

  /// Holds a row against its seal.
  func check(
    _ seal: [UInt8], _ table: Table, _ parts: [String?], of name: String
  ) throws(VaultFailure) {
    guard sealer.opens(seal, table, parts) else {
      throw session.damage("the \(table.name) of \(name) was changed without the key")
    }
  }

  private static let noMemory = VaultFailure.input(
    path: "OpenSSL", detail: "no memory to seal a value")
}

/// Values made of a row's texts, which the next row most often has again.
final class ReusedValues {
  private var scopes: (text: String, list: [String]) = ("", [])

  /// The scopes of a text with spaces between them.
  func scopes(_ text: String) -> [String] {
    if text != scopes.text {
      scopes = (text, text.split(separator: " ").map(String.init))
    }
    return scopes.list
  }
}

/// Which rows of the mailboxes are read.
enum RowScope {
  case all
  case only(String)
  /// Those up to that name, in the order of names, this one included.
  case upTo(String)
  /// Those that were changed after the change of that number.
  case since(Int64)
}
