/// Why a file is not read, as data.
package enum FileFault: Error, Equatable, Hashable, Sendable {
  /// There is none of that name.
  case missing(path: String)
  /// It cannot be read to its end, or is nothing that could be: the system's words, or what it is.
  case unreadable(path: String, reason: String)
  /// It, or a folder on the way to it, belongs to neither this account nor root: both accounts by
  /// name, or by number where they have none.
  case foreignOwner(path: String, owner: String, account: String)
  /// It holds a secret, and others may read or write it: its mode, octal.
  case readable(path: String, mode: String)
  /// What it says is obeyed, and others may write it: its mode, octal.
  case writable(path: String, mode: String)
  /// Others may put another file in its place: the folder on the way to it, and that one's mode.
  case replaceable(path: String, folder: String, mode: String)
}

extension FileFault {
  /// Why it cannot be read; nil where it is its owner or mode, or a folder's, that is wrong.
  package var reason: String? {
    switch self {
    case .missing: "No such file or directory"
    case .unreadable(_, let reason): reason
    case .foreignOwner, .readable, .writable, .replaceable: nil
    }
  }

  /// The file or folder that is to be mended.
  package var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .foreignOwner(let path, _, _),
      .readable(let path, _), .writable(let path, _), .replaceable(_, let path, _):
      path
    }
  }
}
