/// A file of certificate authorities that are trusted besides the system's, as it was read.
package struct AuthorityFile: Equatable, Sendable {
  /// Where it was read, for what is said of it.
  package var path: String
  /// Its text, PEM (RFC 7468).
  package var pem: [UInt8]

  /// The most bytes that such a file may have: all the authorities of a system are a quarter of that.
  package static let longest = 1 << 20

  /// What was read at that path.
  package init(path: String, pem: [UInt8]) {
    self.path = path
    self.pem = pem
  }
}
