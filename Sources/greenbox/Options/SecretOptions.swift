internal import ArgumentParser
internal import Core
internal import Vault

/// How a client secret comes in: never on the command line itself.
struct SecretOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Read the client secret's Value from a file that nobody else may read, or a pipe; - is \
      standard input.
      """))
  var secretFile: String?
  @Flag(help: "Ask for the client secret's Value here, without showing it.")
  var askSecret = false
  @Flag(help: "Take a secret even when it does not look like one.")
  var acceptSecretShape = false
  @Flag(help: "Keep a new secret, not proved, though the identity server gives no answer.")
  var unproved = false

  /// Whether any of them was given.
  var isGiven: Bool { secretFile != nil || askSecret || acceptSecretShape || unproved }

  /// The secret, or nil when none was given. The line's end is not part of it.
  func read(_ loop: Loop) async throws(Failure) -> Secret? {
    if let secretFile {
      var bytes = try await InputFile.given(secretFile, .secret, limit: 16_384, loop)
      defer { for index in bytes.indices { bytes[index] = 0 } }
      let end = bytes.lastIndex { $0 != 10 && $0 != 13 }.map { $0 + 1 } ?? 0
      return Secret(bytes[..<end])
    }
    guard askSecret else { return nil }
    guard let typed = await Prompt.secret("Client secret (Value): ", loop) else {
      throw RegistrationEdit.wrong("no client secret was typed")
    }
    return typed
  }
}
