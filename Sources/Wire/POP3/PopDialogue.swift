import Core

/// The POP3 conversation of one probe as a value: it takes what the server did and says what to do.
///
/// Greeting, CAPA (RFC 2449), `AUTH XOAUTH2` on a line of its own, the token's line, STAT, QUIT. It
/// knows no socket, clock or token, so every state can be tried against every event.
struct PopDialogue: Equatable, Sendable {
  /// What happened on the connection.
  enum Event: Equatable, Sendable {
    case line(String)
    /// A line beyond `LineBuffer.cap`.
    case overlong
    /// The connection ended; what had come of a line by then.
    case closed(String)
    /// Nothing came within the patience of the stage.
    case silence
  }

  /// Our side of the conversation.
  enum Command: Equatable, Sendable {
    case capa
    case auth
    case token
    /// The empty answer to an error challenge; the server then gives its `-ERR`.
    case empty
    case stat
    case quit
  }

  /// How long the server may be silent.
  enum Patience: Equatable, Sendable {
    case ordinary
    case auth
    /// Nobody waits for the answer to QUIT.
    case farewell
  }

  /// What the conversation came to.
  enum Ending: Equatable, Sendable {
    case opened(messages: Int, octets: Int)
    case capable
    case notOffered(String)
    case refused(ServerRefusal, at: ProbeStage, said: String)
    case broken(NetworkFailure.Kind, at: ProbeStage, said: String)
  }

  /// What the connection has to do, in this order.
  enum Action: Equatable, Sendable {
    /// Send these lines in one write.
    case send([Command])
    /// Give the server this long from now.
    case wait(Patience)
    /// A stage is over.
    case ended(ProbeStage, StageResult.Verdict, said: String)
    /// The verdict is known; whoever asked may have it now.
    case conclude(Ending)
    /// Nothing more is to be said; close the connection.
    case close
  }

  /// Whose turn it is.
  enum State: Equatable, Sendable {
    case greeting
    case capa
    /// In CAPA's list, with the lines so far.
    case listing([String])
    case goAhead
    case verdict
    /// The server has sent an error challenge and been answered.
    case challenged(String)
    case stat
    /// The verdict is known and QUIT is sent.
    case farewell
    case over
  }

  /// The most lines a CAPA reply may have.
  static let capabilityCap = 64

  private(set) var state = State.greeting
  /// Whether there is a token to send.
  let hasToken: Bool
  private var pipelining = false

  /// A conversation that is at the greeting.
  init(hasToken: Bool) {
    self.hasToken = hasToken
  }

  /// The stage that is being waited for.
  var stage: ProbeStage {
    switch state {
    case .greeting: .greeting
    case .capa, .listing: .capa
    case .goAhead: .auth1
    case .verdict, .challenged: .auth2
    case .stat: .stat
    case .farewell, .over: .quit
    }
  }

  /// Takes one event and says what to do.
  mutating func handle(_ event: Event) -> [Action] {
    switch (state, event) {
    case (.over, _): []
    case (.farewell, .line(let line)): finish(quit: isOK(line) ? .passed : .failed, line)
    case (.farewell, _): finish(quit: .skipped, "")
    // The challenge alone is a refusal already: XOAUTH2 has no challenge for a good token.
    case (.challenged(let challenge), .closed), (.challenged(let challenge), .silence):
      refuse(challenge, hangUp: true)
    case (_, .overlong): breakOff(.tooLong, "")
    case (_, .closed(let rest)): breakOff(.cut, rest)
    case (_, .silence): breakOff(.timeout, "")
    case (.greeting, .line(let line)): greeted(line)
    case (.capa, .line(let line)): capability(line)
    case (.listing(let lines), .line(let line)): listed(lines, line)
    case (.goAhead, .line(let line)): toldToGo(line)
    case (.verdict, .line(let line)): judged(line)
    case (.challenged, .line(let line)): judgedAfterChallenge(line)
    case (.stat, .line(let line)): counted(line)
    }
  }
}

extension PopDialogue {
  private mutating func greeted(_ line: String) -> [Action] {
    if isError(line) { return refuse(line) }
    guard isOK(line) else { return breakOff(.garbage, line) }
    state = .capa
    return [.ended(.greeting, .passed, said: line), .send([.capa]), .wait(.ordinary)]
  }

  private mutating func capability(_ line: String) -> [Action] {
    if isError(line) { return withoutOffer(line) }
    guard isOK(line) else { return breakOff(.garbage, line) }
    state = .listing([])
    return [.wait(.ordinary)]
  }

  private mutating func listed(_ lines: [String], _ line: String) -> [Action] {
    guard line == "." else {
      guard lines.count < PopDialogue.capabilityCap else { return breakOff(.tooLong, line) }
      state = .listing(lines + [line.hasPrefix(".") ? String(line.dropFirst()) : line])
      return [.wait(.ordinary)]
    }
    let words = lines.map { $0.uppercased().split(separator: " ") }
    let methods = words.first { $0.first == "SASL" }?.dropFirst() ?? []
    guard methods.contains("XOAUTH2") else {
      return withoutOffer(methods.isEmpty ? "" : "SASL " + methods.joined(separator: " "))
    }
    pipelining = words.contains { $0.first == "PIPELINING" }
    let passed = Action.ended(.capa, .passed, said: "SASL " + methods.joined(separator: " "))
    guard hasToken else { return [passed] + leave(.capable) }
    state = .goAhead
    return [passed, .send([.auth]), .wait(.auth)]
  }

  private mutating func toldToGo(_ line: String) -> [Action] {
    if isError(line) { return refuse(line) }
    guard isContinuation(line) else { return breakOff(.garbage, line) }
    state = .verdict
    return [.ended(.auth1, .passed, said: line), .send([.token]), .wait(.auth)]
  }

  private mutating func judged(_ line: String) -> [Action] {
    guard isContinuation(line) else { return judgedAfterChallenge(line) }
    state = .challenged(line)
    return [.send([.empty]), .wait(.auth)]
  }

  private mutating func judgedAfterChallenge(_ line: String) -> [Action] {
    if isError(line) { return refuse(line) }
    guard isOK(line) else { return breakOff(.garbage, line) }
    state = .stat
    return [
      .ended(.auth2, .passed, said: line), .send(pipelining ? [.stat, .quit] : [.stat]),
      .wait(.ordinary),
    ]
  }

  private mutating func counted(_ line: String) -> [Action] {
    if isError(line) { return refuse(line, quitSent: pipelining) }
    let words = line.split(separator: " ")
    guard isOK(line), words.count >= 3, let messages = Int(words[1]), let octets = Int(words[2]),
      messages >= 0, octets >= 0
    else { return breakOff(.garbage, line) }
    return [.ended(.stat, .passed, said: line)]
      + leave(.opened(messages: messages, octets: octets), quitSent: pipelining)
  }

  private mutating func withoutOffer(_ said: String) -> [Action] {
    [.ended(.capa, .failed, said: said)] + leave(.notOffered(said))
  }

  private mutating func refuse(
    _ line: String, quitSent: Bool = false, hangUp: Bool = false
  ) -> [Action] {
    let at = stage
    let ending = Ending.refused(ServerRefusal.kind(of: line, at: at), at: at, said: line)
    guard !hangUp else {
      state = .over
      return [.ended(at, .failed, said: line), .conclude(ending), .close]
    }
    return [.ended(at, .failed, said: line)] + leave(ending, quitSent: quitSent)
  }

  private mutating func leave(_ ending: Ending, quitSent: Bool = false) -> [Action] {
    state = .farewell
    return (quitSent ? [] : [.send([.quit])]) + [.conclude(ending), .wait(.farewell)]
  }

  private mutating func breakOff(_ kind: NetworkFailure.Kind, _ said: String) -> [Action] {
    let at = stage
    state = .over
    return [.ended(at, .failed, said: said), .conclude(.broken(kind, at: at, said: said)), .close]
  }

  private mutating func finish(quit: StageResult.Verdict, _ said: String) -> [Action] {
    state = .over
    return [.ended(.quit, quit, said: said), .close]
  }

  private func isOK(_ line: String) -> Bool { line == "+OK" || line.hasPrefix("+OK ") }

  private func isError(_ line: String) -> Bool { line == "-ERR" || line.hasPrefix("-ERR ") }

  // Exchange sends "+ ", others a bare "+"; a challenge has base64 after the blank.
  private func isContinuation(_ line: String) -> Bool { line == "+" || line.hasPrefix("+ ") }
}
