internal import ArgumentParser
internal import Core
internal import Operations

/// `greenbox authenticate`: step 8, 9 and 10 for one mailbox.
struct AuthenticateVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authenticate",
    abstract: "Sign a mailbox in with a device code, then check its refresh and probe it.",
    discussion: """
      A Stale mailbox whose secret changed is first tried silently; a code is shown only where that \
      fails. A sign-in that is under way is taken up again; --new-sign-in drops it for a new code. Without --ok and without a terminal it stops when OK is needed (exit code 3), and \
      greenbox resume --ok completes it. Where another sign-in of the mailbox was kept meanwhile it says \
      so and ends with 0; one that took its place is named (3), and greenbox resume takes it up.
      """)
  @Argument(help: "The mailbox.")
  var name: String
  @OptionGroup var answers: SignInOptions
  @Flag(help: "Show a code even where a silent refresh would do.")
  var newSignIn = false
  @Flag(help: "Show a code even while the settings check fails.")
  var anyway = false
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func run() {
    let (name, answers, newSignIn, anyway) = (name, answers, newSignIn, anyway)
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let start: Authentication.Start =
        newSignIn ? .begin(anyway: anyway) : .choice(anyway: anyway)
      return try await SignInPrompter(mailbox: name, session: session, answers: answers)
        .run(from: start)
    }
  }
}

/// `greenbox resume`: takes up a sign-in that was left.
struct ResumeVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Take up a sign-in that was left: the same code while it lasts, or the OK.")
  @Argument(help: "The mailbox; not needed when only one sign-in is under way.")
  var name: String?
  @OptionGroup var answers: SignInOptions
  @Flag(help: "Drop the sign-in instead.")
  var drop = false
  @OptionGroup var endpoints: EndpointOptions
  @OptionGroup var common: CommonOptions

  func run() {
    let (given, answers, drop) = (name, answers, drop)
    Program.run(json: common.json, endpoints: endpoints) { session async throws(Failure) in
      let pending = try await session.world.snapshot().pending
      guard let name = given ?? (pending.count == 1 ? pending.keys.first : nil) else {
        for login in pending.values.sorted(by: { $0.mailbox < $1.mailbox }) {
          session.output.line("\(login.mailbox): begun \(Clock.local(login.began)) by \(login.who)")
        }
        throw .settings(
          .unknown(kind: "sign-in under way", name: "", known: pending.keys.sorted()))
      }
      if drop {
        if let id = pending[name]?.id {
          try await AcceptDriver.refuse(mailbox: name, id: id, session.world)
        }
        session.output.object(["dropped": .string(name)])
        session.output.line("The sign-in of \(name) was dropped; nothing else was changed.")
        session.output.next("greenbox authenticate \(name.shellWord)")
        return .holds
      }
      return try await SignInPrompter(mailbox: name, session: session, answers: answers)
        .run(from: .resume)
    }
  }
}
