/// What can keep a practice tenant, or a caller of one, from doing its work.
package enum PracticeError: Error, Equatable, Sendable {
  /// No socket could be bound or used; the call and its `errno`.
  case socket(call: String, errno: Int32)
  /// OpenSSL refused; the step that failed.
  case cryptography(String)
  /// No thread could be started; the value `pthread_create` returned.
  case thread(Int32)
  /// No fault has this name.
  case unknownFault(String)
  /// No mailbox or person has this name or address.
  case unknownMailbox(String)
  /// No registration has this name or client id.
  case unknownRegistration(String)
  /// The address is not an `https` URL of this computer.
  case foreignAddress(String)
  /// The practice server could not be reached, or did not answer in HTTP.
  case noAnswer(String)
  /// The practice server answered and refused; its status and its words.
  case refused(status: Int, words: String)
}
