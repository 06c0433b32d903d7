/// Where a sealed value lives: table, row and column. It is the associated data of the seal, so that
/// a ciphertext copied to another place does not open there.
struct AssociatedData {
  var table: String
  /// Whatever tells the row from all others, in a fixed order.
  var row: [String]
  var column: String

  /// The place as bytes, each part after its length, so that no two places read the same.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for part in [table] + row + [column] {
      let utf8 = Array(part.utf8)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: utf8.count).bigEndian) { bytes += $0 }
      bytes += utf8
    }
    return bytes
  }
}
