/// A mailbox as the mailbox editor shows it, plus who signs in for it.
package struct Mailbox: Equatable, Sendable {
  /// At most 40 characters, no spaces.
  package var name: String
  /// The registration it is under.
  package var registration: String

  // General
  /// The interface the mailbox belongs to; never used for the redirect URI (I7).
  package var interface: String
  package var type: MailboxType
  package var defaultForInterface: Bool

  // Outgoing
  package var outgoingEnabled: Bool
  package var displayName: String
  package var envelopeFrom: String
  package var friendlyFrom: String
  package var replyTo: String

  // Incoming
  package var incomingEnabled: Bool
  package var popServer: String
  package var popAccount: String
  package var authenticationType: AuthenticationType
  package var forceReplyBetweenLines: Bool
  package var forwardRejectedTo: String

  // Security
  package var sslMethod: SSLMethod

  /// The login that signs in when it is not the Pop Account: an alias' user, a delegate (R53).
  package var signInName: String?
  /// Accepts a sign-in by somebody else than the Pop Account (shared mailbox, service account).
  package var identityException: Bool
  /// Which client opens the mailbox editor (step 2): the Browser UI or .NET.
  package var editorClient: EditorClient?
  /// Ticks of the column "In the mailbox editor".
  package var attested: [Step: Attestation]
  /// When a field that the probe depends on was last changed.
  package var changed: Moment

  /// A new mailbox, prefilled as the article says.
  package init(name: String, registration: String, popAccount: String, at moment: Moment) {
    self.name = name
    self.registration = registration
    interface = ""
    type = .service
    defaultForInterface = false
    outgoingEnabled = true
    displayName = ""
    envelopeFrom = ""
    friendlyFrom = ""
    replyTo = ""
    incomingEnabled = true
    popServer = Cloud.global.popHosts[0]
    self.popAccount = popAccount
    authenticationType = .oauth
    forceReplyBetweenLines = false
    forwardRejectedTo = ""
    sslMethod = .pop3SSLPort
    signInName = nil
    identityException = false
    editorClient = nil
    attested = [:]
    changed = moment
  }

  /// The address that is expected to sign in.
  package var expectedSignIn: String { signInName ?? popAccount }
}

/// What the mailbox is for.
package enum MailboxType: String, Sendable, CaseIterable {
  case service
  case outreach
}

/// The Authentication Type of the editor; the label of the other kind is not known.
package enum AuthenticationType: String, Sendable, CaseIterable {
  case oauth = "OAuth"
  case password
}

/// The SSL Method of the editor: the article's value, or another one as it is spelled there.
package enum SSLMethod: Equatable, Hashable, Sendable {
  /// "pop3 ssl port": TLS from the first byte, port 995.
  case pop3SSLPort
  case other(String)

  /// The label as the editor shows it.
  package var label: String {
    switch self {
    case .pop3SSLPort: "pop3 ssl port"
    case .other(let text): text
    }
  }

  /// Reads a label; the article's value is matched exactly.
  package init(label: String) {
    self = label == "pop3 ssl port" ? .pop3SSLPort : .other(label)
  }
}

/// The client in which the vendor's mailbox editor is opened (R37, R38).
package enum EditorClient: String, Sendable, CaseIterable {
  case browserUI = "browser-ui"
  /// Needs the editor enabled by answer 11837.
  case dotNET = "dotnet"
}

/// The ten steps of the article.
package enum Step: Int, Sendable, CaseIterable, Comparable {
  case settings = 1
  case editor = 2
  case mailbox = 3
  case sslMethod = 4
  case popServer = 5
  case popAccount = 6
  case authenticationType = 7
  case authenticate = 8
  case ok = 9
  case greenBox = 10

  package static func < (a: Step, b: Step) -> Bool { a.rawValue < b.rawValue }
}
