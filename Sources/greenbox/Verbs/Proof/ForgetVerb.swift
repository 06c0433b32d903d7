internal import ArgumentParser
internal import Core
internal import Operations

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
      let held = !(try await AdminEdit.perform([.forget(mailbox: name)], session.world)).isEmpty
      session.output.object(["forgotten": .string(name), "held": .bool(held)])
      session.output.line(
        held
          ? "The tokens of \(name) are erased here. Microsoft is not told: the grant there lives on "
            + "until it expires or is revoked."
          : "No tokens were held for \(name) here.")
      session.output.next("greenbox authenticate \(name)")
      return .holds
    }
  }
}
