internal import Core
internal import Presentation

/// A mailbox's fields as text and as JSON, in the order of the editor's tabs.
struct MailboxText {
  let mailbox: Mailbox

  init(_ mailbox: Mailbox) {
    self.mailbox = mailbox
  }

  private var tabs: [(tab: String, fields: [(label: String, value: String)])] {
    let isOn = { (value: Bool) in value ? "yes" : "no" }
    return [
      (
        "General",
        [
          ("Mailbox name", mailbox.name), ("Registration", mailbox.registration),
          ("Interface", mailbox.interface), ("Type", mailbox.type.rawValue),
          ("Default for interface", isOn(mailbox.defaultForInterface)),
        ]
      ),
      (
        "Outgoing",
        [
          ("Enabled", isOn(mailbox.outgoingEnabled)), ("Display Name", mailbox.displayName),
          ("Envelope From", mailbox.envelopeFrom), ("Friendly From", mailbox.friendlyFrom),
          ("Reply-To Address", mailbox.replyTo),
        ]
      ),
      (
        "Incoming",
        [
          ("Enabled", isOn(mailbox.incomingEnabled)), ("Pop Server", mailbox.popServer),
          ("Pop Account", mailbox.popAccount),
          ("Authentication Type", mailbox.authenticationType.rawValue),
          ("Password", "kept in the mailbox editor, not here"),
          ("Force reply between lines", isOn(mailbox.forceReplyBetweenLines)),
          ("Forward rejected messages to", mailbox.forwardRejectedTo),
        ]
      ),
      (
        "Security",
        [
          ("SSL Method", mailbox.sslMethod.label),
          ("S/MIME", "kept in the mailbox editor, not here"),
        ]
      ),
      (
        "Sign-in",
        [
          ("Sign-in name", mailbox.signInName ?? mailbox.popAccount),
          ("Accept another person", isOn(mailbox.identityException)),
        ]
      ),
    ]
  }

  var json: JSONValue {
    [
      "mailbox": .string(mailbox.name), "registration": .string(mailbox.registration),
      "interface": .string(mailbox.interface), "type": .string(mailbox.type.rawValue),
      "default_for_interface": .bool(mailbox.defaultForInterface),
      "outgoing": [
        "enabled": .bool(mailbox.outgoingEnabled), "display_name": .string(mailbox.displayName),
        "envelope_from": .string(mailbox.envelopeFrom),
        "friendly_from": .string(mailbox.friendlyFrom), "reply_to": .string(mailbox.replyTo),
      ],
      "incoming": [
        "enabled": .bool(mailbox.incomingEnabled), "pop_server": .string(mailbox.popServer),
        "pop_account": .string(mailbox.popAccount),
        "authentication_type": .string(mailbox.authenticationType.rawValue),
        "force_reply_between_lines": .bool(mailbox.forceReplyBetweenLines),
        "forward_rejected_to": .string(mailbox.forwardRejectedTo),
      ],
      "security": ["ssl_method": .string(mailbox.sslMethod.label)],
      "sign_in_name": JSONValue(mailbox.signInName),
      "identity_exception": .bool(mailbox.identityException),
    ]
  }

  /// Prints it with what the offline rules find.
  func show(_ session: Session) async {
    let world = session.world
    let snapshot = (try? await world.snapshot()) ?? Snapshot()
    let findings = MailboxRules.findings(
      for: mailbox, in: snapshot, endpoints: world.endpoints, now: world.now())
    let missing = MailboxRules.missing(in: mailbox, endpoints: world.endpoints)
    session.output.object(
      json.adding([
        "missing": JSONValue(missing), "findings": .array(findings.map { JSONValue($0) }),
      ]))
    for (tab, fields) in tabs {
      session.output.line(tab)
      for (label, value) in fields {
        session.output.line(
          "  " + Columns.padded(label, to: 30) + (value.isEmpty ? "–" : value))
      }
    }
    if !missing.isEmpty {
      session.output.line("Draft: still empty: \(missing.joined(separator: ", "))")
    }
    for finding in findings {
      session.output.line(finding.headline)
      session.output.line("  \(finding.advice)")
    }
  }
}
