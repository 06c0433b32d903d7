/// One device code from its start to its end (RFC 8628, section 3).
struct DeviceLogin: Equatable, Sendable {
  /// What a poll is told.
  enum Poll: Equatable, Sendable {
    case pending
    case tooFast
    case declined
    case expired
    case redeemed
    /// Somebody signed in; the object id.
    case signedIn(String)
  }

  private enum Answer: Equatable, Sendable {
    case none, declined
    case approved(String)
    case redeemed
  }

  let deviceCode: String
  let userCode: String
  let clientID: String
  let scope: ScopeRequest
  /// Milliseconds since 1970.
  let deadline: Int
  private var interval: Int
  private var lastPoll: Int?
  private var answer = Answer.none

  /// How much too early a poll may come, in milliseconds: networks are not punctual.
  private static let leeway = 250

  /// Starts a login with fresh codes.
  ///
  /// - Parameters:
  ///   - clientID: whom the code is for.
  ///   - scope: what was asked for.
  ///   - now: milliseconds since 1970.
  ///   - lifetime: seconds until the code expires.
  ///   - interval: seconds between two polls.
  init(clientID: String, scope: ScopeRequest, now: Int, lifetime: Int, interval: Int) {
    deviceCode = "GAQABIQEAAAAPracticeDeviceCode" + RandomBytes.token(96)
    // No vowels, so that no words come up, and nothing that is read two ways.
    userCode = RandomBytes.text(9, from: "BCDFGHJKLMNPQRSTVWXZ3456789")
    self.clientID = clientID
    self.scope = scope
    deadline = now + lifetime * 1000
    self.interval = interval * 1000
  }

  /// The person who signed in, if one did; an object id.
  var person: String? {
    if case .approved(let person) = answer { person } else { nil }
  }

  /// Whether a person may still answer.
  func isOpen(at now: Int) -> Bool { answer == .none && now < deadline }

  mutating func approve(by person: String) { answer = .approved(person) }

  mutating func decline() { answer = .declined }

  mutating func redeem() { answer = .redeemed }

  /// Waits five seconds more between polls from now on (RFC 8628, section 3.5).
  mutating func slowDown() { interval += 5000 }

  mutating func poll(at now: Int) -> Poll {
    defer { lastPoll = now }
    switch answer {
    case .declined: return .declined
    case .redeemed: return .redeemed
    case .approved(let person): return now < deadline ? .signedIn(person) : .expired
    case .none:
      guard now < deadline else { return .expired }
      if let lastPoll, now - lastPoll < interval - Self.leeway {
        slowDown()
        return .tooFast
      }
      return .pending
    }
  }
}
