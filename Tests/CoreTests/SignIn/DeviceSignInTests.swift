import Fixtures
import Core
import Testing

@Suite("The device-code machine (RFC 8628)")
struct DeviceSignInTests {
  static let now = RulesSamples.now
  static let lost = NetworkFailure(.timeout, host: "h", port: 443)

  static func machine(
    _ mode: ClientMode = .secret, flipped: Bool = false, secret: Bool = true
  ) -> DeviceSignIn {
    DeviceSignIn(code: Script.deviceCode(mode: mode, flipped: flipped), hasSecret: secret)
  }

  static func refused(
    _ error: String, _ codes: Int..., status: Int = 400, suberror: String? = nil,
    after: Int? = nil
  ) -> DeviceSignIn.Event {
    .refused(
      OAuthRefusal(
        status: status, error: error, codes: codes, suberror: suberror, retryAfter: after))
  }

  static func unusable(_ status: Int, after: Int? = nil) -> DeviceSignIn.Event {
    .unusable(
      ReplyFailure(.html, document: "token", status: status, host: "h", retryAfter: after))
  }

  static func word(_ action: DeviceSignIn.Action) -> String {
    switch action {
    case .wait(let time, let why, let changed):
      let reason =
        switch why {
        case .pending: "pending"
        case .slowDown: "slow down"
        case .serverTrouble: "trouble"
        case .lostNetwork: "lost"
        }
      return "wait \(time.wholeSeconds) \(reason)" + (changed ? " store" : "")
    case .flip: return "flip"
    case .hold: return "hold"
    case .needConsent: return "consent"
    case .end(.expired): return "end expired"
    case .end(.declined): return "end declined"
    case .end(.server(.refused)): return "end refused"
    case .end(.server(.reply)): return "end reply"
    case .end: return "end ?"
    }
  }

  // event; in time; after the code's end.
  static let table: [(DeviceSignIn.Event, String, String)] = [
    (.tokens, "hold", "hold"),
    (refused("authorization_pending"), "wait 5 pending", "end expired"),
    (refused("authorization_pending", after: 20), "wait 20 pending", "end expired"),
    (refused("slow_down"), "wait 10 slow down store", "end expired"),
    (refused("slow_down", after: 3), "wait 10 slow down store", "end expired"),
    (refused("expired_token"), "end expired", "end expired"),
    (refused("authorization_declined"), "end declined", "end declined"),
    (refused("access_denied"), "end declined", "end declined"),
    (refused("access_denied", 65_004), "end declined", "end declined"),
    (refused("access_denied", 53_003), "end refused", "end refused"),
    (refused("access_denied", 90_094), "consent", "consent"),
    (refused("invalid_grant", 53_003), "end refused", "end refused"),
    (refused("invalid_grant", 65_001), "consent", "consent"),
    (refused("invalid_grant", 90_095), "consent", "consent"),
    (refused("consent_required"), "consent", "consent"),
    (refused("interaction_required", suberror: "consent_required"), "consent", "consent"),
    (refused("invalid_grant"), "end refused", "end refused"),
    (refused("invalid_client", 7_000_215, status: 401), "end refused", "end refused"),
    (refused("invalid_client", 7_000_222, status: 401), "end refused", "end refused"),
    (refused("temporarily_unavailable"), "wait 5 trouble", "end expired"),
    (refused("server_error", after: 7), "wait 7 trouble", "end expired"),
    (refused("whatever", status: 429, after: 30), "wait 30 trouble", "end expired"),
    (refused("whatever", status: 502), "wait 5 trouble", "end expired"),
    (refused("whatever"), "end refused", "end refused"),
    (.lost(lost), "wait 10 lost", "end expired"),
    (unusable(200), "end reply", "end reply"),
    (unusable(404), "end reply", "end reply"),
    (unusable(429, after: 40), "wait 40 trouble", "end expired"),
    (unusable(503), "wait 5 trouble", "end expired"),
  ]

  @Test("every reply, in time and after the end, in either mode, flipped or not", arguments: table)
  func everything(event: DeviceSignIn.Event, inTime: String, late: String) {
    for mode in ClientMode.allCases {
      for flipped in [false, true] {
        for secret in [false, true] {
          var machine = Self.machine(mode, flipped: flipped, secret: secret)
          #expect(Self.word(machine.take(event, now: Self.now)) == inTime)
          machine = Self.machine(mode, flipped: flipped, secret: secret)
          #expect(Self.word(machine.take(event, now: Self.now + .seconds(900))) == late)
          #expect(machine.code.mode == mode)
          #expect(machine.code.flipped == flipped)
        }
      }
    }
  }

  @Test("the one flip goes either way, once, and only towards a secret that is there")
  func flip() {
    for mode in ClientMode.allCases {
      for code in [7_000_218, 700_025] {
        for flipped in [false, true] {
          for secret in [false, true] {
            var machine = Self.machine(mode, flipped: flipped, secret: secret)
            let action = machine.take(
              Self.refused("invalid_client", code, status: 401), now: Self.now)
            let flips =
              !flipped
              && (mode == .public && secret && code == 7_000_218
                || mode == .secret && code == 700_025)
            #expect(Self.word(action) == (flips ? "flip" : "end refused"))
            guard flips else { continue }
            #expect(machine.code.flipped)
            #expect(machine.code.mode != mode)
            for again in [7_000_218, 700_025] {
              var after = machine
              #expect(
                Self.word(after.take(Self.refused("invalid_client", again), now: Self.now))
                  == "end refused")
            }
          }
        }
      }
    }
    #expect(
      ClientMode.flip(
        .public, after: OAuthRefusal(status: 400, error: "invalid_grant", codes: [7_000_218]),
        hasSecret: true) == nil)
  }

  @Test("slow_down adds five seconds for all polls after it")
  func slowDown() {
    var machine = Self.machine()
    #expect(machine.first == .wait(.seconds(5), why: .pending, changed: false))
    _ = machine.take(Self.refused("slow_down"), now: Self.now)
    _ = machine.take(Self.refused("slow_down"), now: Self.now)
    #expect(
      machine.take(Self.refused("authorization_pending"), now: Self.now)
        == .wait(.seconds(15), why: .pending, changed: false))
  }

  @Test("polls without a reply become rarer, up to a minute, until one comes")
  func backOff() {
    var machine = Self.machine()
    var waits: [String] = []
    for _ in 0..<6 { waits.append(Self.word(machine.take(.lost(Self.lost), now: Self.now))) }
    #expect(
      waits == [
        "wait 10 lost", "wait 20 lost", "wait 40 lost", "wait 60 lost", "wait 60 lost",
        "wait 60 lost",
      ])
    #expect(machine.lost == 6)
    for event in [Self.refused("slow_down"), Self.unusable(503), Self.refused("server_error")] {
      var heard = machine
      _ = heard.take(event, now: Self.now)
      #expect(heard.lost == 0)
    }
  }

  @Test("the last wait ends with the code, for one more poll")
  func deadline() {
    var machine = Self.machine()
    #expect(
      machine.take(Self.refused("authorization_pending"), now: Self.now + .seconds(898))
        == .wait(.seconds(2), why: .pending, changed: false))
    #expect(
      machine.take(Self.refused("authorization_pending"), now: Self.now + .milliseconds(899_900))
        == .wait(.seconds(1), why: .pending, changed: false))
  }

  @Test("a Retry-After without end does not outlast the code")
  func retryAfter() {
    var machine = Self.machine()
    #expect(
      Self.word(machine.take(Self.unusable(429, after: 86_400), now: Self.now))
        == "wait 900 trouble")
  }
}
