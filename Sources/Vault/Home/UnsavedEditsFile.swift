package import Core
import Glibc

/// The edits that a console which had to go left for the next one: a file of mode 0600 in the home.
/// What it holds is the console's affair; no secret may be in it.
package struct UnsavedEditsFile: Sendable {
  private let file: PrivateFile

  /// The most that is read back.
  private static let limit = 1 << 20

  /// The edits of a home.
  package init(home: String) { file = PrivateFile(path: home + "/edits.json") }

  /// What was left; nil where nothing was. It stays until `remove` or `write`.
  ///
  /// Throws when others could have read or written it.
  package func read() throws(Failure) -> [UInt8]? {
    do throws(FileFault) {
      return try InputFile.read(file.path, .key, limit: UnsavedEditsFile.limit)
    } catch {
      if case .missing = error { return nil }
      throw .vault(VaultFailure(home: error))
    }
  }

  /// Leaves these bytes in place of what was left before, which goes only when they are on the disk.
  ///
  /// Throws when the home takes no file.
  package func write(_ bytes: [UInt8]) throws(Failure) {
    do throws(VaultFailure) {
      try file.replace(with: bytes)
    } catch {
      throw .vault(error)
    }
  }

  /// Removes what was left.
  package func remove() { unlink(file.path) }
}
