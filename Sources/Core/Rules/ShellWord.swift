extension String {
  /// The text as one word of a POSIX shell, for commands that are shown to be pasted: nothing in it is
  /// expanded, split or ended.
  ///
  /// A word in single quotes is taken as it is (POSIX Shell Command Language §2.2.2); a single quote
  /// itself stands between two of them, with a backslash.
  package var shellWord: String {
    isPlainWord ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// The text as one argument of PowerShell.
  ///
  /// PowerShell ends a text in single quotes at any of five characters, and takes two of them for one
  /// (about_Quoting_Rules; `CharTraits.IsSingleQuote` has U+2018 to U+201B beside the apostrophe).
  package var powerShellWord: String {
    // A leading @ or - would be read as something else there.
    if let first, isPlainWord, first != "@", first != "-" { return self }
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(scalar)
      switch scalar.value {
      case 0x27, 0x2018...0x201B: text.unicodeScalars.append(scalar)
      default: break
      }
    }
    return "'" + text + "'"
  }

  // Letters, digits and + - . / @ _ mean themselves in both shells.
  private var isPlainWord: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 43, 45, 46, 47, 64, 95: true
        default: false
        }
      }
  }
}
