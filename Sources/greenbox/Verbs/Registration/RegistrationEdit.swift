internal import ArgumentParser
internal import Core

/// A change of a registration's plain values, by the keys of `settings set`.
enum RegistrationEdit {
  /// The keys, in the order in which help and errors list them.
  static let keys = [
    "name", "account-type", "cloud", "client-id", "tenant-id", "secret-expires", "secret-id",
    "interface", "client-mode", "confirm-pop-server",
  ]

  /// Reads `KEY=VALUE`.
  static func pair(_ text: String) throws(Failure) -> (key: String, value: String) {
    guard let mark = text.firstIndex(of: "=") else {
      throw wrong("\(shown(text)): not KEY=VALUE")
    }
    let key = String(text[..<mark])
    guard keys.contains(key) else {
      throw wrong("\(shown(key)): no such key; the keys are \(keys.joined(separator: ", "))")
    }
    return (key, String(text[text.index(after: mark)...]))
  }

  /// Sets one value.
  ///
  /// - Throws: What is wrong with it, by its key; the registration is then as it was.
  static func set(
    _ key: String, _ value: String, in registration: inout Registration
  ) throws(Failure) {
    switch key {
    case "name":
      guard !value.isEmpty else { throw wrong("name: empty") }
      registration.name = value
    case "account-type":
      registration.accountType = try choice(key, value, AccountType.allCases)
    case "cloud":
      guard Cloud.named(value) != nil else {
        throw wrong(
          "cloud: no cloud \(value); known: \(Cloud.all.map(\.name).joined(separator: ", "))")
      }
      registration.cloud = value
    case "client-id": registration.clientID = tidied(value)
    case "tenant-id": registration.tenantID = tidied(value)
    case "secret-expires":
      guard value.isEmpty || Day(iso: value) != nil else {
        let meant = Day(meantBy: value).map { "; did you mean \($0.iso)?" } ?? ""
        throw wrong("secret-expires: \(shown(value)) is not of the form YYYY-MM-DD\(meant)")
      }
      guard registration.secret != nil else {
        throw wrong("secret-expires: no client secret is stored yet; give --secret-file with it")
      }
      registration.secret?.expires = Day(iso: value)
    case "secret-id":
      guard registration.secret != nil else {
        throw wrong("secret-id: no client secret is stored yet; give --secret-file with it")
      }
      registration.secret?.secretID = value.isEmpty ? nil : tidied(value)
    case "interface":
      registration.interfaces = value.split(separator: ",").map { tidied(String($0)) }
    case "client-mode":
      registration.clientMode = try choice(key, value, ClientModeSetting.allCases)
    case "confirm-pop-server":
      let host = tidied(value).lowercased()
      if !registration.confirmedPopServers.contains(host) {
        registration.confirmedPopServers.append(host)
      }
    default: throw wrong("\(key): no such key")
    }
  }

  /// Refuses what can be seen to be wrong without the vault, as a fault of the command line.
  static func validate(_ values: [String]) throws {
    let zero = Moment(milliseconds: 0)
    var scratch = Registration(name: "", at: zero)
    // A day or an id may come before the secret that it belongs to: the vault tells.
    scratch.secret = SecretFacts(
      fingerprint: "", stored: zero, proof: .unproved, binding: HostBinding(discovery: ""))
    try usage { () throws(Failure) in
      for value in values {
        let (key, text) = try pair(value)
        try set(key, text, in: &scratch)
      }
    }
  }

  /// Turns a wrong value into a fault of the command line.
  static func usage(_ body: () throws(Failure) -> Void) throws {
    do throws(Failure) { try body() } catch {
      guard case .settings(.text(_, _, _, let message)) = error else { throw error }
      throw ValidationError(message)
    }
  }

  /// A wrong value on the command line.
  static func wrong(_ message: String) -> Failure {
    .settings(.text(source: "command line", line: nil, column: nil, message: message))
  }

  // A secret that was typed in the wrong place is not shown again.
  private static func shown(_ text: String) -> String {
    SecretShape.looksLikeSecret(text) ? "a text that looks like a client secret" : text
  }

  // A GUID in braces is the GUID; anything else is kept as typed but for the blanks around it.
  private static func tidied(_ value: String) -> String {
    let text = UnsafeText.cleaned(value)
    return GUID(pasted: text)?.text ?? text
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ key: String, _ value: String, _ all: [Choice]
  ) throws(Failure) -> Choice {
    guard let made = Choice(rawValue: value) else {
      throw wrong(
        "\(key): \(value) is none of \(all.map(\.rawValue).joined(separator: ", "))")
    }
    return made
  }
}
