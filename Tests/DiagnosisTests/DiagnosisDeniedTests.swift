import Testing

@testable import Core
@testable import Diagnosis

@Suite("Green but denied")
struct DiagnosisDeniedTests {
  static let denial = "-ERR Authentication failure: unknown user name or bad password."
  static let now = Moment(seconds: 1_795_000_000)

  /// The right person, permission and audience, a short and fresh token: nothing left to see.
  static var blameless: Problem.Context {
    var context = Problem.Context()
    context.mailbox = "support"
    context.interface = "acme"
    context.popAccount = "support@acme.example"
    context.popServer = "outlook.office365.com"
    context.identity = Identity(username: "Support@acme.example")
    context.match = .same
    context.scopes = ["https://outlook.office.com/POP.AccessAsUser.All"]
    context.token = TokenShape(
      length: 1800, audience: "https://outlook.office.com", scopes: ["POP.AccessAsUser.All"],
      issued: now - .seconds(60), expires: now + .seconds(3600))
    context.now = now
    return context
  }

  private func denied(_ context: Problem.Context) throws -> Problem {
    try #require(Problem.of(access: .denied(.auth2, said: Self.denial), context: context))
  }

  @Test("with nothing held against any cause it says that they cannot be told apart")
  func undecidable() throws {
    let problem = try denied(Self.blameless)
    #expect(problem.undecidable)
    #expect(problem.owner == .tenantAdmin)
    #expect(
      problem.decider
        == Problem.Decider(
          check: "`Get-CASMailbox -Identity support@acme.example | Format-List PopEnabled`",
          owner: .tenantAdmin))
    #expect(
      problem.undecidedNotice
        == "Cannot be told apart from here. What decides: `Get-CASMailbox -Identity "
        + "support@acme.example | Format-List PopEnabled` (your Microsoft 365 admin)")
    #expect(
      problem.causes.map { "\($0.likelihood.rawValue): \($0.text)" } == [
        "open: POP is switched off for this mailbox.",
        "open: There is no mailbox behind the address, or it has no Exchange Online licence.",
        "open: Conditional Access, or a policy of Exchange, keeps this app or place out.",
        "unlikely: The rights were granted after the token was made, or are not in force yet.",
        "ruled-out: Another person signed in than the one the mailbox expects, with no full "
          + "access to it.",
        "ruled-out: The token lacks the permission POP.AccessAsUser.All.",
        "ruled-out: The token is for another service than Exchange Online.",
        "ruled-out: The token had run out.",
        "ruled-out: The token is longer than 4096 characters.",
        "ruled-out: The Pop Account is an alias, and the server wants the user's own name.",
        "ruled-out: The mailbox is shared, and the person who signed in has no FullAccess to it.",
      ])
    for cause in problem.causes where cause.likelihood >= .unlikely {
      #expect(!cause.evidenceAgainst.isEmpty && cause.evidenceFor.isEmpty)
    }
  }

  @Test("with nothing known at all the set stands in book order")
  func nothingKnown() throws {
    let problem = try denied(Problem.Context())
    #expect(problem.undecidable)
    #expect(problem.causes.map(\.text) == ErrorCatalog.deniedCandidates.map(\.text))
    #expect(problem.causes.allSatisfy { $0.likelihood == .open })
    #expect(problem[detail: "as techmail would say"] == nil)
  }

  /// A change of the blameless case, and the cause that it must bring to the top.
  struct Trouble: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout Problem.Context) -> Void
    var top: Int
    var likelihood: Problem.Likelihood
    var evidence: String
    var owner: Problem.Owner
  }

  static let troubles: [Trouble] = [
    Trouble(
      testDescription: "another person",
      change: {
        $0.identity = Identity(username: "admin@acme.example")
        $0.match = .other
      }, top: 0, likelihood: .shown,
      evidence: "admin@acme.example signed in; support@acme.example was expected.", owner: .you),
    Trouble(
      testDescription: "no permission for POP",
      change: { $0.token?.scopes = ["IMAP.AccessAsUser.All", "SMTP.Send"] }, top: 1,
      likelihood: .shown,
      evidence:
        "The token carries no POP.AccessAsUser.All, only: IMAP.AccessAsUser.All SMTP.Send.",
      owner: .tenantAdmin),
    Trouble(
      testDescription: "a token for Graph",
      change: { $0.token?.audience = "https://graph.microsoft.com" }, top: 2, likelihood: .shown,
      evidence: "The token is for Microsoft Graph: https://graph.microsoft.com.", owner: .you),
    Trouble(
      testDescription: "a token for something else",
      change: { $0.token?.audience = "https://vault.azure.net" }, top: 2, likelihood: .likely,
      evidence: "The token is for https://vault.azure.net, which is not Exchange Online.",
      owner: .tenantAdmin),
    Trouble(
      testDescription: "a token that has ended",
      change: { $0.token?.expires = now - .seconds(1) }, top: 3, likelihood: .shown,
      evidence: "The token ended at \(MessageTemplate.time(now - .seconds(1))).", owner: .you),
    Trouble(
      testDescription: "a long token", change: { $0.token?.length = 4097 }, top: 4,
      likelihood: .likely, evidence: "The token has 4097 characters, more than 4096.",
      owner: .tenantAdmin),
    Trouble(
      testDescription: "an alias",
      change: {
        $0.identity = Identity(username: "s.upport@acme.example")
        $0.match = .alias
      }, top: 7, likelihood: .likely,
      evidence:
        "support@acme.example is an address of s.upport@acme.example, not the sign-in name.",
      owner: .tenantAdmin),
    Trouble(
      testDescription: "a delegate",
      change: {
        $0.identity = Identity(username: "clerk@acme.example")
        $0.match = .exception
      }, top: 8, likelihood: .likely,
      evidence: "clerk@acme.example signed in for support@acme.example.", owner: .tenantAdmin),
  ]

  @Test("what evidence points to comes first, with its evidence and its owner", arguments: troubles)
  func ranked(_ trouble: Trouble) throws {
    var context = Self.blameless
    trouble.change(&context)
    let problem = try denied(context)
    let first = try #require(problem.causes.first)
    #expect(first.text == ErrorCatalog.deniedCandidates[trouble.top].text)
    #expect(first.likelihood == trouble.likelihood)
    #expect(first.evidenceFor == [trouble.evidence])
    #expect(first.evidenceAgainst.isEmpty)
    #expect(problem.owner == trouble.owner)
    #expect(problem.undecidable == (trouble.likelihood != .shown))
    #expect((problem.decider == nil) == !problem.undecidable)
    #expect(problem.causes.map(\.likelihood) == problem.causes.map(\.likelihood).sorted())
    #expect(problem.causes.count == ErrorCatalog.deniedCandidates.count)
  }

  @Test("of two shown causes the one earlier in the book leads")
  func twoShown() throws {
    var context = Self.blameless
    context.token?.audience = "00000003-0000-0000-c000-000000000000"
    context.match = .other
    let problem = try denied(context)
    #expect(
      problem.causes.prefix(2).map(\.text) == [0, 2].map { ErrorCatalog.deniedCandidates[$0].text })
    #expect(
      problem.nextStep
        == "Sign in as support@acme.example in a private window: `greenbox authenticate support "
        + "--new-sign-in`.")
  }

  @Test("a token of exactly 4096 characters is not too long")
  func length() throws {
    var context = Self.blameless
    context.token?.length = 4096
    let cause = try denied(context).causes.first { $0.text.contains("4096") }
    #expect(cause?.likelihood == .ruledOut)
  }

  @Test("the accepted audiences are those of the cloud as well")
  func audiences() {
    var context = Problem.Context()
    context.cloud = Cloud.named("china")
    context.token = TokenShape(length: 1, audience: "https://partner.outlook.cn")
    #expect(context.audienceWrong.likelihood == .ruledOut)
    context.token?.audience = "https://microsoftgraph.chinacloudapi.cn"
    #expect(context.audienceWrong.likelihood == .shown)
  }

  @Test("an overridden scope is not judged by Exchange's names")
  func overriddenScope() {
    var context = Self.blameless
    context.overridden = ["scope"]
    context.token?.scopes = ["mail"]
    context.token?.audience = "dovecot"
    #expect(context.scopeMissing == .open)
    #expect(context.audienceWrong == .open)
  }

  @Test("the line reads as the product's mail fetcher would write it")
  func techmail() throws {
    #expect(
      try denied(Self.blameless)[detail: "as techmail would say"]
        == "acme: Mailbox support@acme.example: Unable to generate new access token:"
        + "-ERR Authentication failure: unknown user name or bad password.")
  }

  @Test("a protocol error with a long token is the token's length; with a short one it is not")
  func protocolError() throws {
    let access = Access.serverTrouble(.auth1, said: "-ERR Protocol error. Connection is closed. 10")
    var context = Self.blameless
    context.token?.length = 5000
    let long = try #require(Problem.of(access: access, context: context))
    #expect(long.causes.map(\.likelihood) == [.shown, .unlikely])
    let short = try #require(Problem.of(access: access, context: Self.blameless))
    #expect(short.causes.map(\.likelihood) == [.unlikely, .ruledOut])
  }
}
