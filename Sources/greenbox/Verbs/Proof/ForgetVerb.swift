internal import ArgumentParser
internal import Core
internal import Operations
internal import Presentation

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
      let before = Forgetting(name, in: try await session.world.part(name))
      try await AdminEdit.perform([.forget(mailbox: name)], session.world)
      session.output.object([
        "forgotten": .string(name), "held": .bool(!before.isNothing),
      ])
      session.output.line(before.done)
      session.output.next("greenbox authenticate \(name.shellWord)")
      return .holds
    }
  }
}
