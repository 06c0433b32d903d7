/// Why the vault could not be used. Nothing was changed when one of these is thrown.
package enum VaultFailure: Error, Equatable, Hashable, Sendable {
  /// The key does not open it. Nothing is destroyed by trying.
  case wrongKey
  /// It wants a passphrase and none was given.
  case passphraseNeeded
  /// A file of it can be read by others: path and mode (octal).
  case readableByOthers(path: String, mode: String)
  /// A file or folder of it belongs to somebody else.
  case foreignOwner(path: String)
  /// Others may put another file or folder in the place of one of it: the folder on the way, and its
  /// mode (octal).
  case replaceable(path: String, folder: String, mode: String)
  /// The file of its key or passphrase cannot be used: its path and why.
  case unusableKey(path: String, detail: String)
  /// It lies on a network file system, where locks do not hold.
  case networkFileSystem(path: String, kind: String)
  /// A newer Greenbox wrote it; this one leaves it untouched.
  case newerSchema(found: Int, known: Int)
  /// SQLite says the file is damaged, or a sealed value does not open.
  case damaged(path: String, detail: String)
  /// Another process held it for longer than the wait.
  case busy
  /// The disk is full, read-only, or otherwise refused.
  case input(path: String, detail: String)
  /// A row is not what the change expected: somebody else changed it meanwhile.
  case conflict(String)
}

extension VaultFailure {
  /// Why the file of a key or passphrase is not used.
  package init(key fault: FileFault) {
    self =
      fault.reason.map { .unusableKey(path: fault.path, detail: $0) } ?? VaultFailure(home: fault)
  }

  /// Why a file of the home is not used.
  package init(home fault: FileFault) {
    self =
      switch fault {
      case .missing(let path), .unreadable(let path, _):
        .input(path: path, detail: fault.reason ?? "")
      case .foreignOwner(let path, _, _): .foreignOwner(path: path)
      case .readable(let path, let mode), .writable(let path, let mode):
        .readableByOthers(path: path, mode: mode)
      case .replaceable(let path, let folder, let mode):
        .replaceable(path: path, folder: folder, mode: mode)
      }
  }

  /// Whether it is only that somebody else changed the row meanwhile.
  package var isConflict: Bool { if case .conflict = self { true } else { false } }
}
