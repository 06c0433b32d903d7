extension Mailbox {
  /// This mailbox, as it is now, after an edit that was made to it as it had been read.
  ///
  /// `prevailing` lets the edit win over what was changed meanwhile, for a person who has been told.
  ///
  /// - Throws: `.conflict` where a field that the edit changes was changed meanwhile.
  package func edited(
    from before: Mailbox, to after: Mailbox, prevailing: Bool = false
  ) throws(VaultFailure) -> Mailbox {
    var merge = FieldMerge(
      "mailbox \(name)", from: before, to: after, onto: self, prevails: prevailing)
    try merge.take(FieldLabel.registration, \.registration)
    try merge.take(FieldLabel.interface, \.interface)
    try merge.take("Type", \.type)
    try merge.take("Default for interface", \.defaultForInterface)
    try merge.take("Outgoing", \.outgoingEnabled)
    try merge.take(FieldLabel.displayName, \.displayName)
    try merge.take(FieldLabel.envelopeFrom, \.envelopeFrom)
    try merge.take(FieldLabel.friendlyFrom, \.friendlyFrom)
    try merge.take(FieldLabel.replyTo, \.replyTo)
    try merge.take(FieldLabel.incomingEnabled, \.incomingEnabled)
    try merge.take(FieldLabel.popServer, \.popServer)
    try merge.take(FieldLabel.popAccount, \.popAccount)
    try merge.take(FieldLabel.authenticationType, \.authenticationType)
    try merge.take("Force reply between lines", \.forceReplyBetweenLines)
    try merge.take(FieldLabel.forwardRejectedTo, \.forwardRejectedTo)
    try merge.take(FieldLabel.sslMethod, \.sslMethod)
    try merge.take(FieldLabel.signInName, \.signInName)
    try merge.take("the identity exception", \.identityException)
    try merge.take("the client of the mailbox editor", \.editorClient)
    try merge.take("the tick of step", each: \.attested)
    var edited = merge.now
    edited.changed = max(changed, after.changed)
    return edited
  }
}
