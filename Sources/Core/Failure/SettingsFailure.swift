/// Why nothing was sent: a setting is missing, wrong, or forbids it.
package enum SettingsFailure: Error, Equatable, Hashable, Sendable {
  /// No registration, mailbox or interface of that name.
  case unknown(kind: String, name: String, known: [String])
  /// No sign-in of this mailbox is under way that could be taken up.
  case noSignIn(mailbox: String)
  /// A name that exists already.
  case exists(kind: String, name: String)
  /// Prerequisites that are not met, as rule findings.
  case findings([Finding])
  /// The secret (or grant) is bound to another host and is not sent to this one.
  case boundElsewhere(what: String, boundTo: String, asked: String)
  /// An address in the settings or in a discovery document is not https.
  case notHTTPS(String)
  /// A file that was named, or that is looked for, is not read.
  case file(FileFault)
  /// An order for a practice tenant, and none runs for this home.
  case noPractice(home: String)
  /// A text in a configuration file, flag or variable, with where it stands.
  case text(source: String, line: Int?, column: Int?, message: String)
}
