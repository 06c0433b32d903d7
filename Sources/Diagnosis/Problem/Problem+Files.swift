package import Core

extension Problem {
  /// The words for a file that was to be read, and is not.
  static func of(file fault: FileFault, context: Context) -> Problem {
    var template = MessageTemplate(context)
    template["file"] = fault.path
    template["quoted"] = fault.path.shellWord
    var details: [(String, String?)] = [("file", fault.path)]
    let id: String
    switch fault {
    case .missing, .unreadable:
      id = "settings-file"
      template["message"] = sentence(fault.reason ?? "")
      details.append(("reason", fault.reason))
    case .foreignOwner(_, let owner, let account):
      id = "settings-file-owner"
      template["owner"] = owner
      template["account"] = account.shellWord
      details += [("owner", owner), ("account", account)]
    case .readable(_, let mode):
      id = "settings-file-readable"
      template["mode"] = mode
      details.append(("mode", mode))
    case .writable(_, let mode):
      id = "settings-file-writable"
      template["mode"] = mode
      details.append(("mode", mode))
    case .replaceable(let path, _, let mode):
      id = "settings-folder-writable"
      template["mode"] = mode
      template["what"] = path
      details = [("file", path), ("folder", fault.path), ("mode", mode)]
    }
    return Problem(ErrorCatalog.entry(id), template, details.named)
  }

  /// Words as a sentence.
  static func sentence(_ text: String) -> String {
    ".?".contains(text.last ?? " ") ? text : text + "."
  }
}

extension FileFault {
  /// What is wrong, in few words, and what to run.
  package var words: String {
    let quoted = path.shellWord
    return switch self {
    case .missing, .unreadable: reason ?? ""
    case .foreignOwner(_, let owner, let account):
      "\(path) belongs to \(owner); run sudo chown \(account.shellWord) \(quoted)"
    case .readable(_, let mode): "others can read it (mode \(mode)); run chmod go-rwx \(quoted)"
    case .writable(_, let mode): "others can change it (mode \(mode)); run chmod go-w \(quoted)"
    case .replaceable(_, _, let mode):
      "others can replace it (mode \(mode) of \(path)); run chmod go-w \(quoted)"
    }
  }
}
