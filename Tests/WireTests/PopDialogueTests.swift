import Core
import Testing

@testable import Wire

@Suite("The POP3 conversation, as a value")
struct PopDialogueTests {
  typealias Action = PopDialogue.Action

  /// Lines that bring a fresh conversation to each state.
  static let ways: [(name: String, lines: [String])] = [
    ("greeting", []),
    ("capa", ["+OK hello"]),
    ("listing", ["+OK hello", "+OK", "TOP"]),
    ("goAhead", ["+OK hello", "+OK", "SASL PLAIN XOAUTH2", "."]),
    ("verdict", ["+OK hello", "+OK", "SASL XOAUTH2", ".", "+ "]),
    ("challenged", ["+OK hello", "+OK", "SASL XOAUTH2", ".", "+", "+ e30="]),
    ("stat", ["+OK hello", "+OK", "SASL XOAUTH2", ".", "+", "+OK in"]),
    ("farewell", ["+OK hello", "+OK", "SASL XOAUTH2", ".", "+", "+OK in", "+OK 3 99"]),
    (
      "over",
      ["+OK hello", "+OK", "SASL XOAUTH2", ".", "+", "+OK in", "+OK 3 99", "+OK bye"]
    ),
  ]

  func after(_ lines: [String], hasToken: Bool = true) -> PopDialogue {
    var dialogue = PopDialogue(hasToken: hasToken)
    for line in lines { _ = dialogue.handle(.line(line)) }
    return dialogue
  }

  func broken(_ kind: NetworkFailure.Kind, _ at: ProbeStage, _ said: String = "") -> [Action] {
    [
      .ended(at, .failed, said: said), .conclude(.broken(kind, at: at, said: said)), .close,
    ]
  }

  func refused(
    _ kind: ServerRefusal, _ at: ProbeStage, _ said: String, quit: Bool = true
  ) -> [Action] {
    [.ended(at, .failed, said: said)] + (quit ? [.send([.quit])] : [])
      + [.conclude(.refused(kind, at: at, said: said)), .wait(.farewell)]
  }

  /// The whole table: for each state, what each event gives.
  @Test("Every state answers every event as the table says")
  func table() {
    let no = "-ERR Authentication failure: unknown user name or bad password."
    let challengeRefusal: [Action] = [
      .ended(.auth2, .failed, said: "+ e30="),
      .conclude(.refused(.denied, at: .auth2, said: "+ e30=")), .close,
    ]
    let events: [PopDialogue.Event] = [
      .line("+OK"), .line(no), .line("+ "), .line("."), .line("220 mail"), .line(""),
      .overlong, .closed("half"), .silence,
    ]
    let list: [Action] = [.wait(.ordinary)]
    let bye: [Action] = [.ended(.quit, .skipped, said: ""), .close]
    let badBye: (String) -> [Action] = { [.ended(.quit, .failed, said: $0), .close] }
    let expected: [String: [[Action]]] = [
      "greeting": [
        [.ended(.greeting, .passed, said: "+OK"), .send([.capa]), .wait(.ordinary)],
        refused(.temporary, .greeting, no), broken(.garbage, .greeting, "+ "),
        broken(.garbage, .greeting, "."), broken(.garbage, .greeting, "220 mail"),
        broken(.garbage, .greeting), broken(.tooLong, .greeting),
        broken(.cut, .greeting, "half"), broken(.timeout, .greeting),
      ],
      "capa": [
        list,
        [
          .ended(.capa, .failed, said: no), .send([.quit]), .conclude(.notOffered(no)),
          .wait(.farewell),
        ],
        broken(.garbage, .capa, "+ "), broken(.garbage, .capa, "."),
        broken(.garbage, .capa, "220 mail"), broken(.garbage, .capa), broken(.tooLong, .capa),
        broken(.cut, .capa, "half"), broken(.timeout, .capa),
      ],
      "listing": [
        list, list, list,
        [
          .ended(.capa, .failed, said: ""), .send([.quit]), .conclude(.notOffered("")),
          .wait(.farewell),
        ],
        list, list, broken(.tooLong, .capa), broken(.cut, .capa, "half"),
        broken(.timeout, .capa),
      ],
      "goAhead": [
        broken(.garbage, .auth1, "+OK"), refused(.denied, .auth1, no),
        [.ended(.auth1, .passed, said: "+ "), .send([.token]), .wait(.auth)],
        broken(.garbage, .auth1, "."), broken(.garbage, .auth1, "220 mail"),
        broken(.garbage, .auth1), broken(.tooLong, .auth1), broken(.cut, .auth1, "half"),
        broken(.timeout, .auth1),
      ],
      "verdict": [
        [.ended(.auth2, .passed, said: "+OK"), .send([.stat]), .wait(.ordinary)],
        refused(.denied, .auth2, no), [.send([.empty]), .wait(.auth)],
        broken(.garbage, .auth2, "."), broken(.garbage, .auth2, "220 mail"),
        broken(.garbage, .auth2), broken(.tooLong, .auth2), broken(.cut, .auth2, "half"),
        broken(.timeout, .auth2),
      ],
      "challenged": [
        [.ended(.auth2, .passed, said: "+OK"), .send([.stat]), .wait(.ordinary)],
        refused(.denied, .auth2, no), broken(.garbage, .auth2, "+ "),
        broken(.garbage, .auth2, "."), broken(.garbage, .auth2, "220 mail"),
        broken(.garbage, .auth2), broken(.tooLong, .auth2), challengeRefusal, challengeRefusal,
      ],
      "stat": [
        broken(.garbage, .stat, "+OK"), refused(.denied, .stat, no),
        broken(.garbage, .stat, "+ "), broken(.garbage, .stat, "."),
        broken(.garbage, .stat, "220 mail"), broken(.garbage, .stat), broken(.tooLong, .stat),
        broken(.cut, .stat, "half"), broken(.timeout, .stat),
      ],
      "farewell": [
        [.ended(.quit, .passed, said: "+OK"), .close], badBye(no), badBye("+ "), badBye("."),
        badBye("220 mail"), badBye(""), bye, bye, bye,
      ],
      "over": Array(repeating: [], count: 9),
    ]
    for way in PopDialogueTests.ways {
      for (index, event) in events.enumerated() {
        var dialogue = after(way.lines)
        #expect(dialogue.handle(event) == expected[way.name]?[index], "\(way.name) × \(event)")
      }
    }
  }

  @Test("STAT and QUIT go together exactly where CAPA lists PIPELINING")
  func pipelining() {
    var dialogue = after(["+OK", "+OK", "PIPELINING", "SASL XOAUTH2", ".", "+"])
    #expect(
      dialogue.handle(.line("+OK in")) == [
        .ended(.auth2, .passed, said: "+OK in"), .send([.stat, .quit]), .wait(.ordinary),
      ])
    #expect(
      dialogue.handle(.line("+OK 3 99 and more")) == [
        .ended(.stat, .passed, said: "+OK 3 99 and more"),
        .conclude(.opened(messages: 3, octets: 99)), .wait(.farewell),
      ])
    var other = after(["+OK", "+OK", "PIPELINING", "SASL XOAUTH2", ".", "+", "+OK in"])
    #expect(
      other.handle(.line("-ERR [IN-USE] busy"))
        == refused(.locked, .stat, "-ERR [IN-USE] busy", quit: false))
  }

  @Test("With no token the conversation ends after CAPA")
  func capable() {
    var dialogue = after(["+OK", "+OK", "sasl plain xoauth2"], hasToken: false)
    #expect(
      dialogue.handle(.line(".")) == [
        .ended(.capa, .passed, said: "SASL PLAIN XOAUTH2"), .send([.quit]), .conclude(.capable),
        .wait(.farewell),
      ])
  }

  @Test(
    "No token is sent where XOAUTH2 is not a word of the SASL line",
    arguments: ["SASL PLAIN", "XOAUTH2", "SASL NTLM XOAUTH2-OLD", "SASLXOAUTH2", ""])
  func notOffered(line: String) {
    var dialogue = after(["+OK", "+OK", line])
    let actions = dialogue.handle(.line("."))
    #expect(!actions.contains(.send([.auth])))
    #expect(dialogue.state == .farewell)
  }

  @Test("The judgement of -ERR goes by the server's words, at every stage of sign-in")
  func judgement() {
    for (words, kind) in [
      ("-ERR [SYS/TEMP] Temporary authentication failure.", ServerRefusal.temporary),
      ("-ERR Server Unavailable. 21", .temporary), ("-ERR [IN-USE] busy", .locked),
      ("-ERR [AUTH] no", .denied), ("-ERR Protocol error. Connection is closed. 10", .protocol),
    ] {
      for (way, stage) in [(3, ProbeStage.auth1), (4, .auth2), (6, .stat)] {
        var dialogue = after(PopDialogueTests.ways[way].lines)
        #expect(dialogue.handle(.line(words)) == refused(kind, stage, words))
      }
    }
  }

  @Test("A CAPA list of 64 lines is taken, one of 65 is not")
  func capabilityCap() {
    let lines = (1...64).map { "X\($0)" }
    var dialogue = after(["+OK", "+OK"] + lines)
    #expect(dialogue.handle(.line("X65")) == broken(.tooLong, .capa, "X65"))
    var other = after(["+OK", "+OK"] + lines.dropLast() + ["SASL XOAUTH2"])
    #expect(other.handle(.line(".")).last == .wait(.auth))
  }

  @Test(
    "A count that is not two whole numbers is garbage",
    arguments: [
      "+OK", "+OK 3", "+OK three 9", "+OK -1 9", "+OK 1 99999999999999999999", "+OKAY 1 2",
    ])
  func badCount(line: String) {
    var dialogue = after(PopDialogueTests.ways[6].lines)
    #expect(dialogue.handle(.line(line)) == broken(.garbage, .stat, line))
  }

  @Test("A conversation never sends anything but its six commands, the token at most once")
  func tokenOnce() {
    for way in PopDialogueTests.ways {
      var dialogue = PopDialogue(hasToken: true)
      var tokens = 0
      for line in way.lines + ["+ ", "+ ", "+OK 1 1", "+ "] {
        for case .send(let commands) in dialogue.handle(.line(line)) {
          tokens += commands.filter { $0 == .token }.count
        }
      }
      #expect(tokens <= 1)
    }
  }
}
