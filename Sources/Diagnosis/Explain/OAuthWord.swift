import Core

/// OAuth error values that stand as words in running text.
enum OAuthWord {
  /// The first error value of a line that the book knows.
  static func first(in line: String) -> String? {
    for word in line.utf8.split(whereSeparator: { !isPart($0) }) where word.count >= 9 {
      let word = String(decoding: word, as: UTF8.self)
      if ErrorCatalog.errors.contains(word) { return word }
    }
    return nil
  }

  /// The line as a refusal, where it names an error value.
  static func refusal(in line: String) -> OAuthRefusal? {
    first(in: line).map {
      OAuthRefusal(status: 0, error: $0, description: line == $0 ? "" : String(line.prefix(2048)))
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || byte == UInt8(ascii: "_")
  }
}
