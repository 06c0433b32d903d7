import Testing

@testable import Core
@testable import Diagnosis

@Suite("The diagnosis book")
struct ErrorCatalogTests {
  /// Every AADSTS number that the program is to know, theme by theme.
  static let known: [Int] =
    tenantCodes + clientCodes + redirectCodes + consentCodes + userCodes + policyCodes
    + deviceCodes + serviceCodes

  private static let tenantCodes = [
    90002, 900023, 90019, 50059, 50128, 90038, 900439, 900432, 900382, 700016, 700038, 700011,
    7000229, 70001, 7000112, 1000031, 50194, 90130, 9001023, 90124, 9002332, 90133, 700005,
    7000012, 70000121, 7000110, 65002,
  ]
  private static let clientCodes = [
    7000218, 700025, 7000215, 7000222, 70002, 700027, 50012, 700030, 50048, 50013, 500133, 90014,
    900144, 90023, 9002313, 90004, 900561, 901002, 70003, 1002016,
  ]
  private static let redirectCodes = [
    50011, 900971, 500113, 70004, 9002325, 9002326, 9002327, 501481, 50147, 501491, 54005, 70008,
    50058, 16000, 50199, 50089,
  ]
  private static let consentCodes = [
    65001, 65004, 90094, 90095, 90008, 65005, 650056, 650057, 650053, 70011, 28002, 28003, 700022,
    28000, 700023, 50001, 500011, 650052, 650054, 90009, 50105, 90099,
  ]
  private static let userCodes =
    [
      50034, 51004, 50020, 16003, 500208, 50014, 90072, 500571, 500212, 500213, 50057, 50053,
      50055, 50144, 50056, 50126, 50125, 50135, 50132, 50133, 50173, 50197, 50085,
    ] + Array(80001...80014)
  private static let policyCodes = [
    50072, 50079, 50074, 50076, 50078, 50087, 50088, 50097, 50155, 50129, 50005, 50131, 50158,
    53000, 53001, 53002, 530002, 530003, 53003, 530032, 530035, 530036, 530034, 53011, 53004,
    53010, 70043, 50002, 500021, 500022,
  ]
  private static let deviceCodes = [70016, 70018, 70019, 70020, 90119, 90120, 50134]
  private static let serviceCodes = [
    70000, 700082, 700084, 50196, 90055, 90006, 90024, 90033, 90012, 50033, 70012, 50000,
  ]

  @Test("What a step does is an action: no text of the catalogue has a command of its own")
  func actions() {
    var named: Set<ProblemAction> = []
    for entry in ErrorCatalog.entries {
      let steps = [entry.nextStep] + entry.candidates.compactMap { $0.remedy?.nextStep }
      for text in steps + [entry.title, entry.meaning] + entry.candidates.map(\.text) {
        #expect(!text.contains("greenbox "), "\(entry.id): \(text)")
      }
      for step in steps {
        let template = MessageTemplate(Problem.Context())
        let actions = template.actions(of: step)
        named.formUnion(actions)
        let words = template.fill(step)
        for action in actions {
          #expect(words.contains(action.command()), "\(entry.id): \(words)")
        }
        // What is not filled in later, by the failure at hand, is an action or known.
        for hole in ["{authenticate", "{verify", "{new-", "{edit-", "{check-", "{show-"] {
          #expect(!words.contains(hole), "\(entry.id): \(words)")
        }
      }
    }
    // A finding of the settings names this one.
    #expect(Set(ProblemAction.allCases).subtracting(named) == [.confirmPopServer])
  }

  @Test("A problem tells what its step does, in its order, the shown cause's remedy included")
  func problemActions() {
    let expired = Problem.of(
      refusal: OAuthRefusal(status: 401, error: "invalid_client", codes: [7_000_222]))
    #expect(expired.actions == [.newSecret, .verifyAll])
    let finding = Finding(
      rule: .popServer, field: "Pop Server", .error, "m", advice: "If it is yours, confirm it.",
      next: .init(.confirmPopServer, "it's"))
    let problem = Problem.of(.settings(.findings([finding])))
    #expect(problem.actions == [.confirmPopServer])
    #expect(
      problem.nextStep
        == "If it is yours, confirm it. Run `greenbox registration edit --confirm-pop-server 'it'\\''s'`."
    )
  }

  @Test("knows every listed AADSTS number and no other")
  func codes() {
    #expect(ErrorCatalog.codes == Self.known.sorted())
  }

  @Test("answers a number by the entry that lists it, whatever the error value", arguments: known)
  func code(_ code: Int) {
    let problem = Problem.of(
      refusal: OAuthRefusal(status: 400, error: "invalid_grant", codes: [code]))
    #expect(ErrorCatalog.entry(problem.id).codes.contains(code))
    #expect(problem[detail: "codes"] == "AADSTS\(code)")
  }

  @Test("explain answers a pasted number with the words of its own entry", arguments: known)
  func explained(_ code: Int) {
    let found = Explainer.explain("AADSTS\(code): words of the server.").found
    let entry = ErrorCatalog.entries.first { $0.codes.contains(code) }
    #expect(found.map(\.problem.id) == [entry?.id])
    #expect(found.first?.problem[detail: "codes"] == "AADSTS\(code)")
  }

  @Test("lists no number, error value or slug twice")
  func unique() {
    let codes = ErrorCatalog.entries.flatMap(\.codes)
    let errors = ErrorCatalog.entries.flatMap(\.errors)
    #expect(Set(codes).count == codes.count)
    #expect(Set(errors).count == errors.count)
    #expect(Set(ErrorCatalog.ids).count == ErrorCatalog.ids.count)
  }

  @Test("has all parts in every entry", arguments: ErrorCatalog.ids)
  func parts(_ id: String) {
    let entry = ErrorCatalog.entry(id)
    #expect(entry.id == id)
    #expect(id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
    #expect(!entry.title.isEmpty && entry.title.count <= 72)
    #expect(entry.meaning.hasSuffix(".") || entry.meaning.hasSuffix("below."))
    #expect(!entry.candidates.isEmpty)
    #expect(entry.candidates.allSatisfy { $0.text.hasSuffix(".") })
    #expect(entry.candidates.allSatisfy { $0.remedy.map { !$0.nextStep.isEmpty } ?? true })
    #expect(!entry.nextStep.isEmpty)
    #expect(entry.decider.map { !$0.check.isEmpty } ?? true)
  }

  @Test("says nothing unfinished and nothing a terminal would obey", arguments: ErrorCatalog.ids)
  func clean(_ id: String) {
    for text in Self.texts(of: ErrorCatalog.entry(id)) {
      #expect(!text.contains("TODO"))
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(!text.contains("  "))
    }
  }

  @Test("gives every entry a next step of its own")
  func nextSteps() {
    let steps = ErrorCatalog.entries.map(\.nextStep)
    #expect(Set(steps).count == steps.count)
    let filled = ErrorCatalog.entries.map { MessageTemplate(Problem.Context()).fill($0.nextStep) }
    #expect(Set(filled).count == filled.count)
  }

  @Test("asks of no braces but those that are filled somewhere", arguments: ErrorCatalog.ids)
  func braces(_ id: String) {
    var template = MessageTemplate(Problem.Context())
    for name in Self.filledByFailures { template[name] = "x" }
    for text in Self.texts(of: ErrorCatalog.entry(id)) {
      let filled = template.fill(text)
      #expect(!filled.contains("{") && !filled.contains("}"))
    }
  }

  @Test("lists a decider only where more than one cause can remain")
  func deciders() {
    for entry in ErrorCatalog.entries where entry.decider != nil {
      #expect(entry.candidates.count > 1, "\(entry.id)")
    }
  }

  /// Words that a failure brings along, beside those of the context.
  private static let filledByFailures = [
    "policies", "lifetime", "wait", "host", "hostArg", "port", "document", "status", "path",
    "found", "known", "kind", "name", "quoted", "message", "advice", "what", "bound", "asked",
    "address", "place", "file", "home", "which", "cutOff", "edit", "then",
    "mode", "folder", "owner", "account",
  ]

  private static func texts(of entry: CatalogEntry) -> [String] {
    [entry.title, entry.meaning, entry.nextStep, entry.decider?.check ?? ""]
      + entry.candidates.flatMap { [$0.text, $0.remedy?.nextStep ?? ""] }
  }
}
