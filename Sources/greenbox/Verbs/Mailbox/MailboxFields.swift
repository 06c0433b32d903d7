internal import ArgumentParser
internal import Core

/// The fields of the mailbox editor as flags; what is not given stays as it is.
struct MailboxFields: ParsableArguments {
  @Option(help: "The Microsoft account, a full address.")
  var popAccount: String?
  @Option(help: "Who signs in when it is not the Pop Account (alias, delegate); \"\" for none.")
  var signInName: String?
  @Option(help: "The registration it is under.")
  var registration: String?
  @Option(help: "The interface it belongs to.")
  var interface: String?
  @Option(help: "service or outreach.")
  var type: String?
  @Option(help: "on or off: techmail reads it.")
  var incoming: String?
  @Option(help: "on or off.")
  var outgoing: String?
  @Option(help: "The Pop Server.")
  var popServer: String?
  @Option(help: "The SSL Method, spelled as in the editor.")
  var sslMethod: String?
  @Option(help: "OAuth or password.")
  var authenticationType: String?
  @Option(help: "Display Name.")
  var displayName: String?
  @Option(help: "Envelope From.")
  var envelopeFrom: String?
  @Option(help: "Friendly From.")
  var friendlyFrom: String?
  @Option(help: "Reply-To Address.")
  var replyTo: String?
  @Option(help: "Forward rejected messages to.")
  var forwardRejected: String?
  @Option(help: "on or off: Force reply between lines.")
  var forceReplyBetweenLines: String?
  @Option(help: "on or off: the default mailbox of its interface.")
  var defaultForInterface: String?
  @Option(help: "on or off: accept a sign-in by somebody else than the Pop Account.")
  var identityException: String?

  func validate() throws {
    var scratch = Mailbox(
      name: "", registration: "", popAccount: "", at: Moment(milliseconds: 0))
    try RegistrationEdit.usage { () throws(Failure) in try apply(to: &scratch) }
  }

  /// Sets what was given.
  func apply(to mailbox: inout Mailbox) throws(Failure) {
    if let popAccount { mailbox.popAccount = popAccount }
    if let signInName { mailbox.signInName = signInName.isEmpty ? nil : signInName }
    if let registration { mailbox.registration = registration }
    if let interface { mailbox.interface = interface }
    if let type { mailbox.type = try choice("type", type) }
    if let incoming { mailbox.incomingEnabled = try isOn("incoming", incoming) }
    if let outgoing { mailbox.outgoingEnabled = try isOn("outgoing", outgoing) }
    if let popServer { mailbox.popServer = popServer }
    if let sslMethod { mailbox.sslMethod = SSLMethod(label: sslMethod) }
    if let authenticationType {
      mailbox.authenticationType = try choice("authentication-type", authenticationType)
    }
    if let displayName { mailbox.displayName = displayName }
    if let envelopeFrom { mailbox.envelopeFrom = envelopeFrom }
    if let friendlyFrom { mailbox.friendlyFrom = friendlyFrom }
    if let replyTo { mailbox.replyTo = replyTo }
    if let forwardRejected { mailbox.forwardRejectedTo = forwardRejected }
    if let forceReplyBetweenLines {
      mailbox.forceReplyBetweenLines = try isOn(
        "force-reply-between-lines", forceReplyBetweenLines)
    }
    if let defaultForInterface {
      mailbox.defaultForInterface = try isOn("default-for-interface", defaultForInterface)
    }
    if let identityException {
      mailbox.identityException = try isOn("identity-exception", identityException)
    }
  }

  private func isOn(_ name: String, _ value: String) throws(Failure) -> Bool {
    switch value {
    case "on": return true
    case "off": return false
    default: throw RegistrationEdit.wrong("--\(name): \(value) is neither on nor off")
    }
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ value: String
  ) throws(Failure) -> Choice {
    guard let made = Choice(rawValue: value) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw RegistrationEdit.wrong("--\(name): \(value) is none of \(all)")
    }
    return made
  }
}
