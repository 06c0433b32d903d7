import Core
import FoundationEssentials

// How values become columns: JSON bodies in the clear, secrets sealed.
extension VaultFile {
  /// A value as the text of a body column; keys are sorted, so that equal values are equal texts.
  func json(_ value: some Encodable) throws(VaultFailure) -> Statement.Value {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      throw .input(path: folder.vault, detail: "a value cannot be written as JSON: \(error)")
    }
  }

  /// The value of a body column.
  func decode<Value: Decodable>(
    _ type: Value.Type, from body: [UInt8], name: String
  ) throws(VaultFailure) -> Value {
    do {
      return try BodyDecoder.decode(type, from: body)
    } catch {
      throw .damaged(path: folder.vault, detail: "the entry of \(name) cannot be read: \(type)")
    }
  }

  /// Seals a secret for a column.
  func seal(_ secret: Secret, at place: AssociatedData) throws(VaultFailure) -> [UInt8] {
    guard let sealed = keys.sealer.seal(secret, at: place) else {
      throw .input(path: folder.vault, detail: "OpenSSL could not seal a value")
    }
    return sealed
  }

  /// Opens a sealed column; nil when it is empty, `.damaged` when it does not open.
  func open(_ sealed: [UInt8]?, at place: AssociatedData) throws(VaultFailure) -> Secret? {
    guard let sealed else { return nil }
    guard let secret = keys.sealer.open(sealed, at: place) else {
      throw .damaged(
        path: folder.vault,
        detail: "the \(place.column) of \(place.row.joined(separator: ", ")) does not open")
    }
    return secret
  }
}
