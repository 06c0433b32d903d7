internal import ArgumentParser
internal import Core
internal import Operations

/// `greenbox watch`: the same mailboxes over an hour and a half, past their access tokens' end.
struct WatchVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch mailboxes past the end of their access tokens, about 100 minutes.",
    discussion: """
      Probes at once, five minutes before the access token ends, just after its end with a refresh, \
      and half an hour later. A failure before the end is one of rights; at the refresh, of secret \
      or grant. The refresh check of greenbox verify makes most of this unnecessary: it redeems the \
      refresh token with the secret in force at once. What is left are rights that change meanwhile.
      ^C ends it; nothing is lost by that.
      """)
  @Argument(help: "The mailboxes; every one with a sign-in kept, without any.")
  var names: [String] = []
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func run() {
    let given = names
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let snapshot = try await session.world.snapshot()
      let names = given.isEmpty ? snapshot.grants.keys.sorted() : given
      for name in names { _ = try await MailboxVerb.find(name, session) }
      guard !names.isEmpty else {
        session.output.line("No mailbox has a sign-in that could be watched.")
        session.output.next("greenbox authenticate NAME")
        return .signIn
      }
      session.output.progress(
        "greenbox verify has the refresh check, which shows at once most of what this waits for.")
      return try await WatchVerb.watch(names, session)
    }
  }

  private static func watch(
    _ names: [String], _ session: Session
  ) async throws(Failure) -> ExitCode {
    let results = await withTaskGroup(of: Result<ExitCode, Failure>.self) { group in
      for name in names {
        group.addTask {
          let text = WatchText(name, session)
          let driver = WatchDriver(session.world, fresh: session.fresh) { text.say($0) }
          do throws(Failure) {
            return .success(text.conclude(try await driver.watch(name)))
          } catch {
            return .failure(error)
          }
        }
      }
      var results: [Result<ExitCode, Failure>] = []
      for await result in group { results.append(result) }
      return results
    }
    var codes: [ExitCode] = []
    for result in results { codes.append(try result.get()) }
    let code = ExitCode.of(codes)
    session.output.next(code == .holds ? "greenbox checklist NAME" : code.next)
    return code
  }
}

/// A watch's events for people and for programs.
struct WatchText: Sendable {
  let name: String
  let session: Session

  init(_ name: String, _ session: Session) {
    self.name = name
    self.session = session
  }

  func say(_ event: WatchDriver.Event) {
    let output = session.output
    switch event {
    case .waiting(let phase, let until):
      output.event(
        "waiting",
        [
          "mailbox": .string(name), "for": .string(phase.rawValue), "until": .string(until.iso),
        ])
      output.line("\(name): next look at \(Clock.local(until)), \(phase.words)")
    case .looked(let look):
      let text = VerificationText(look.found, session)
      output.event(
        "looked",
        [
          "mailbox": .string(name), "phase": .string(look.phase.rawValue),
          "at": .string(look.at.iso), "access": .string(look.found.access.rawValue),
          "auth": .string(look.found.facets.auth.word), "problem": JSONValue(text.problem),
        ])
      output.line("\(name): \(look.phase.words), \(Clock.local(look.at))")
      text.show(stages: false)
    }
  }

  func conclude(_ watched: WatchDriver.Watched) -> ExitCode {
    session.output.event(
      "watched",
      [
        "mailbox": .string(name), "verdict": .string(watched.verdict.rawValue),
        "looks": JSONValue(watched.looks.count), "words": .string(watched.verdict.words),
      ])
    session.output.line("\(name): \(watched.verdict.words)")
    guard let last = watched.decided ?? watched.looks.last else { return .signIn }
    return ExitCode(last.found)
  }
}

extension WatchDriver.Phase {
  /// The look in words.
  var words: String {
    switch self {
    case .atOnce: "at once"
    case .beforeExpiry: "five minutes before the access token ends"
    case .afterRefresh: "after the access token's end, with a refresh"
    case .halfAnHourLater: "half an hour after the refresh"
    }
  }
}
