internal import ArgumentParser
internal import Core
internal import Practice

extension PracticeVerb {
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Play the person at the browser: enter a code, sign in, accept or decline.")
    @Argument(help: "The user code.")
    var code: String
    @Option(name: .customLong("as"), help: "Who signs in.")
    var address: String
    @Flag(help: "Decline.")
    var deny = false
    @Flag(help: "As an admin, tick \"Consent on behalf of your organization\".")
    var consentOrganization = false
    @OptionGroup var common: CommonOptions

    func run() {
      let options = self
      Program.runBare(json: common.json) { (_, output) throws(Failure) in
        let client = try PracticeHome.client()
        do throws(PracticeError) {
          let words = try client.answer(
            code: options.code, as: options.address,
            consentsForOrganization: options.consentOrganization, denies: options.deny)
          output.object(["said": .string(words)])
          output.line(words)
          return .holds
        } catch {
          throw Failure(error)
        }
      }
    }
  }

  struct NewSecret: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new client secret in the running tenant; prints Value and Secret ID.")
    @Option(help: "The day it expires, YYYY-MM-DD; 180 days from now without it.")
    var expires: String?
    @Option(help: "The registration; the first one without it.")
    var registration: String?
    @OptionGroup var common: CommonOptions

    func run() {
      let (expires, registration) = (expires, registration)
      Program.runBare(json: common.json) { (_, output) throws(Failure) in
        let bytes = try order { client throws(PracticeError) in
          try client.newSecret(expires: expires, registration: registration)
        }
        let made = JSONValue(bytes)
        guard let value = made?["value"]?.string, let id = made?["secret_id"]?.string,
          let day = made?["expires"]?.string, let name = made?["registration"]?.string
        else {
          throw Failure(PracticeError.noAnswer("its reply cannot be read"))
        }
        output.object([
          "value": .string(value), "secret_id": .string(id), "expires": .string(day),
          "registration": .string(name),
        ])
        output.line("Value      \(value)")
        output.line("Secret ID  \(id)")
        output.line("Expires    \(day)")
        output.next(
          "greenbox settings set --registration \(name.shellWord) --secret-file FILE")
        return .holds
      }
    }
  }

  struct DeleteSecret: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete-secret", abstract: "Delete a client secret by its Secret ID.")
    @Argument(help: "The Secret ID.")
    var id: String
    @OptionGroup var common: CommonOptions

    func run() {
      let id = id
      Program.runBare(json: common.json) { (_, output) throws(Failure) in
        _ = try order { client throws(PracticeError) in try client.deleteSecret(id) }
        output.object(["deleted": .string(id)])
        output.line("Deleted secret \(id) in the practice tenant.")
        return .holds
      }
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Revoke the sign-ins of mailboxes' users, as an admin would.")
    @Argument(help: "Mailbox names or addresses.")
    var names: [String]
    @OptionGroup var common: CommonOptions

    func run() {
      let names = names
      Program.runBare(json: common.json) { (_, output) throws(Failure) in
        _ = try order { client throws(PracticeError) in try client.revoke(names) }
        output.object(["revoked": JSONValue(names)])
        output.line("Revoked in the practice tenant: \(names.joined(separator: ", "))")
        return .holds
      }
    }
  }

  struct Faults: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the faults, or set and clear them in the running tenant.")
    @Option(help: "A fault to put in force: NAME, or NAME=MAILBOX,…")
    var set: [String] = []
    @Option(help: "A fault to end; all ends every one.")
    var clear: [String] = []
    @OptionGroup var common: CommonOptions

    func run() {
      let (set, clear) = (set, clear)
      Program.runBare(json: common.json) { (_, output) throws(Failure) in
        if set.isEmpty, clear.isEmpty {
          for (name, summary) in PracticeFault.all {
            output.object(["fault": .string(name), "summary": .string(summary)])
          }
          output.table(["FAULT", "WHAT IT DOES"], PracticeFault.all.map { [$0.name, $0.summary] })
          return .holds
        }
        _ = try order { client throws(PracticeError) in
          try client.faults(
            set: try set.map { text throws(PracticeError) in try PracticeFault(parsing: text) },
            clear: clear)
        }
        output.object(["set": JSONValue(set), "cleared": JSONValue(clear)])
        output.line("Done.")
        return .holds
      }
    }
  }

  /// Gives an order to the tenant that runs in `$GREENBOX_HOME`.
  static func order(
    _ give: (PracticeClient) throws(PracticeError) -> [UInt8]
  ) throws(Failure) -> [UInt8] {
    let client = try PracticeHome.client()
    do throws(PracticeError) {
      return try give(client)
    } catch {
      throw Failure(error)
    }
  }
}
