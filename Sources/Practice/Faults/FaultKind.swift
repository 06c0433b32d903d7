/// One way for the practice tenant to misbehave.
enum FaultKind: Hashable, Sendable {
  /// The reply never comes; the connection stays open.
  case stall(PracticeStage)
  /// The connection ends instead of the reply, or in the middle of it.
  case cut(PracticeStage)
  /// Bytes that belong to no protocol come instead of the reply.
  case garbage(PracticeStage)
  /// An HTTP reply of the right status with a body that is no JSON object.
  case spoilt(SpoiltBody, PracticeStage)
  case named(NamedFault)

  /// A body a JSON client must survive.
  enum SpoiltBody: String, CaseIterable, Sendable {
    case html, empty
    case badJSON = "bad-json"

    var summary: String {
      switch self {
      case .html: "an HTML page comes"
      case .empty: "an empty body comes"
      case .badJSON: "JSON that breaks off comes"
      }
    }
  }

  /// Every fault there is, in the order help shows them.
  static let all: [FaultKind] =
    NamedFault.allCases.map(FaultKind.named)
    + SpoiltBody.allCases.flatMap { body in
      [PracticeStage.token, .discovery, .devicecode, .me].map { .spoilt(body, $0) }
    }
    + PracticeStage.allCases.map(FaultKind.stall)
    + PracticeStage.allCases.map(FaultKind.cut)
    + PracticeStage.allCases.map(FaultKind.garbage)

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  init?(name: String) {
    guard let kind = Self.byName[name] else { return nil }
    self = kind
  }

  var name: String {
    switch self {
    case .stall(let stage): "stall-\(stage.rawValue)"
    case .cut(let stage): "cut-\(stage.rawValue)"
    case .garbage(let stage): "garbage-\(stage.rawValue)"
    case .spoilt(.badJSON, .token): "bad-json"
    case .spoilt(let body, .token): "\(body.rawValue)-reply"
    case .spoilt(let body, let stage): "\(body.rawValue)-\(stage.rawValue)"
    case .named(let fault): fault.rawValue
    }
  }

  var summary: String {
    switch self {
    case .stall(let stage): "silence instead of \(stage.reply)"
    case .cut(let stage): "the connection ends instead of \(stage.reply)"
    case .garbage(let stage): "meaningless bytes instead of \(stage.reply)"
    case .spoilt(let body, let stage): "\(body.summary) instead of \(stage.reply)"
    case .named(let fault): fault.summary
    }
  }

  var usualTimes: Int? {
    guard case .named(let fault) = self else { return nil }
    return fault.usualTimes
  }
}
