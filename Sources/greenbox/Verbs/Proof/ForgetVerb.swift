internal import ArgumentParser
internal import Core

/// `greenbox forget`: erases a mailbox's tokens here.
struct ForgetVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erase a mailbox's tokens here. Microsoft is not told; nothing is revoked there.")
  @Argument(help: "The mailbox.")
  var name: String
  @OptionGroup var common: CommonOptions

  func run() {
    let name = name
    Program.run(json: common.json) { session async throws(Failure) in
      _ = try await MailboxVerb.find(name, session)
      let world = session.world
      try await world.apply(
        MailboxTransition.changes(
          for: .forget, mailbox: name, in: try await world.part(name), at: world.now(),
          who: world.who))
      session.output.object(["forgotten": .string(name)])
      session.output.line(
        "The tokens of \(name) are erased here. Microsoft is not told: the grant there lives on "
          + "until it expires or is revoked.")
      session.output.next("greenbox authenticate \(name)")
      return .holds
    }
  }
}
