/// What the mail server does next on a connection.
enum POPAction: Equatable, Sendable {
  case send([UInt8])
  /// Ends the connection politely.
  case close
  /// Ends the connection with no goodbye.
  case cut
  /// Keeps the connection and says nothing more.
  case stall
}

/// The server's side of a POP3 session (RFC 1939, RFC 5034), as Exchange Online plays it.
struct POPDialogue {
  /// Tokens longer than this are more than Exchange's front end takes.
  static let tokenLimit = 4096
  /// Command lines longer than this are refused; the line with the token is not one.
  static let commandLimit = 512

  private enum State: Equatable {
    case authorization
    /// `AUTH XOAUTH2` was answered; the next line is the token.
    case awaitingToken
    /// A challenge was sent; the next line, an empty one, brings the refusal.
    case awaitingEmptyLine
    case transaction(PracticePerson)
    case over
  }

  /// The user a user name and a token belong to; nil for every refusal.
  private let judge: (_ user: String, _ token: String) -> PracticePerson?
  /// The user a name belongs to, for faults that are limited to mailboxes.
  private let lookUp: (String) -> PracticePerson?
  private let fires: (FaultKind, _ objectID: String?) -> Bool
  private var state = State.authorization

  init(
    judge: @escaping (String, String) -> PracticePerson?,
    lookUp: @escaping (String) -> PracticePerson?,
    fires: @escaping (FaultKind, String?) -> Bool
  ) {
    self.judge = judge
    self.lookUp = lookUp
    self.fires = fires
  }

  /// The user whose mailbox is open.
  var person: PracticePerson? {
    if case .transaction(let person) = state { person } else { nil }
  }

  /// The verb a line stands for, for the log; it never holds an argument.
  func verb(of line: [UInt8]) -> String {
    switch state {
    case .awaitingToken: return "AUTH-2"
    case .awaitingEmptyLine: return "AUTH-3"
    default:
      let word = String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self).uppercased()
      let known = [
        "CAPA", "AUTH", "USER", "PASS", "STLS", "STAT", "LIST", "UIDL", "NOOP", "RSET", "RETR",
        "TOP", "DELE", "QUIT", "APOP", "UTF8", "LANG",
      ]
      return known.contains(word) ? word : "OTHER"
    }
  }

  mutating func greet() -> [POPAction] {
    if let trouble = trouble(at: .greeting, nil) { return trouble }
    if fires(.named(.greetingRefused), nil) {
      state = .over
      return reply(POPReplies.greetingRefused) + [.close]
    }
    return [.send(decorated(POPReplies.greeting, for: nil))]
  }

  /// Takes a line without its line end.
  mutating func take(_ line: [UInt8]) -> [POPAction] {
    switch state {
    case .over: return []
    case .awaitingToken: return takeToken(line)
    case .awaitingEmptyLine:
      state = .authorization
      return reply(POPReplies.refused)
    case .authorization, .transaction:
      guard line.count <= Self.commandLimit else { return breakOff() }
      let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      return command((words.first ?? "").uppercased(), Array(words.dropFirst()))
    }
  }

  private mutating func command(_ verb: String, _ words: [String]) -> [POPAction] {
    switch (verb, person) {
    case ("CAPA", let person): return trouble(at: .capa, person) ?? capabilities()
    case ("QUIT", let person): return trouble(at: .quit, person) ?? signOff()
    case ("AUTH", nil): return beginAuthentication(words)
    case ("USER", nil): return reply("+OK")
    case ("PASS", nil): return reply(POPReplies.passwordRefused)
    case ("STAT", let person?): return trouble(at: .stat, person) ?? totals(of: person)
    case ("LIST", let person?): return reply(POPListing(person).sizes(words.first))
    case ("UIDL", let person?): return reply(POPListing(person).identifiers(words.first))
    case ("NOOP", .some), ("RSET", .some): return reply("+OK")
    // The dialogue is for probes, and a probe reads and deletes nothing.
    case ("RETR", .some), ("TOP", .some), ("DELE", .some), ("STLS", _), ("AUTH", _), ("USER", _),
      ("PASS", _), ("STAT", _), ("LIST", _), ("UIDL", _), ("NOOP", _), ("RSET", _), ("RETR", _),
      ("TOP", _), ("DELE", _):
      return reply(POPReplies.invalidState)
    default: return reply(POPReplies.unknownCommand)
    }
  }

  private func capabilities() -> [POPAction] {
    let mechanisms = fires(.named(.noXOAUTH2), nil) ? "SASL PLAIN" : "SASL PLAIN XOAUTH2"
    let pipelining = fires(.named(.pipelining), nil) ? ["PIPELINING"] : []
    let lines = ["+OK", "TOP", "UIDL", mechanisms, "USER"] + pipelining + ["."]
    return [.send(Array((lines.joined(separator: "\r\n") + "\r\n").utf8))]
  }

  private func totals(of person: PracticePerson) -> [POPAction] {
    if fires(.named(.statRefused), person.objectID) { return reply(POPReplies.statRefused) }
    return [.send(decorated("+OK \(POPListing(person).totals)", for: person))]
  }

  private mutating func signOff() -> [POPAction] {
    state = .over
    return reply(POPReplies.goodbye) + [.close]
  }

  private mutating func beginAuthentication(_ words: [String]) -> [POPAction] {
    guard words.first?.uppercased() == "XOAUTH2", !fires(.named(.noXOAUTH2), nil) else {
      return reply(POPReplies.noMechanism)
    }
    // Exchange does not take the token on the line of the command.
    guard words.count == 1 else { return breakOff() }
    if let trouble = trouble(at: .auth1, nil) { return trouble }
    state = .awaitingToken
    return [.send(Array("+ \r\n".utf8))]
  }

  private mutating func takeToken(_ line: [UInt8]) -> [POPAction] {
    state = .authorization
    guard let response = XOAUTH2Response(base64: String(decoding: line, as: UTF8.self)) else {
      return reply(POPReplies.refused)
    }
    let named = lookUp(response.user)
    let objectID = named?.objectID
    if let trouble = trouble(at: .auth2, named) { return trouble }
    if fires(.named(.serverUnavailable), objectID) {
      state = .over
      return reply(POPReplies.unavailable) + [.close]
    }
    if fires(.named(.sysTemp), objectID) { return reply(POPReplies.temporary) }
    if response.token.utf8.count > Self.tokenLimit { return breakOff() }
    guard let owner = judge(response.user, response.token) else {
      guard fires(.named(.challenge), objectID) else { return reply(POPReplies.refused) }
      state = .awaitingEmptyLine
      return reply(POPReplies.challenge)
    }
    if fires(.named(.inUse), objectID) { return reply(POPReplies.inUse) }
    state = .transaction(owner)
    return reply(POPReplies.authenticated)
  }

  private func reply(_ text: String) -> [POPAction] { [.send(POPReplies.line(text))] }

  private mutating func breakOff() -> [POPAction] {
    state = .over
    return reply(POPReplies.protocolError) + [.close]
  }

  /// What a stage's faults order; nil when nothing is wrong with it.
  private func trouble(at stage: PracticeStage, _ person: PracticePerson?) -> [POPAction]? {
    if fires(.stall(stage), person?.objectID) { return [.stall] }
    if fires(.cut(stage), person?.objectID) { return [.cut] }
    if fires(.garbage(stage), person?.objectID) { return [.send(POPReplies.garbage)] }
    return nil
  }

  /// A line with what the faults for lines add to it.
  private func decorated(_ text: String, for person: PracticePerson?) -> [UInt8] {
    var line = Array(text.utf8)
    if fires(.named(.controlCharacters), person?.objectID) {
      line += [0x20] + POPReplies.controlCharacters
    }
    if fires(.named(.nul), person?.objectID) { line += [0x20, 0x00] + Array("hidden".utf8) }
    // Everybody's long line is the greeting, a mailbox's own is the reply to STAT.
    if fires(.named(.longLine), person?.objectID) {
      line += [0x20] + [UInt8](repeating: 0x78, count: POPReplies.longLineLength - line.count - 3)
    }
    return line + [13, 10]
  }
}
