import Core

/// C-POP-4: after a refusal, the same token once more under the other name it could be for.
///
/// An alias' token is its user's, a shared mailbox' token its delegate's, and the server never says
/// which name it wanted. One more try tells; more would look like an attack on the account.
struct OtherNameProbe {
  /// The name to try: the signed-in person's own.
  let name: String

  /// How long to wait before the second try.
  static let pause = Duration.seconds(2)

  /// A refresh check, where the first try was denied and there is another name to try.
  init?(_ mailbox: Mailbox, _ grant: GrantFacts, after access: Access) {
    guard case .denied = access, let name = grant.identity?.username, !name.isEmpty,
      name.lowercased() != mailbox.popAccount.lowercased()
    else { return nil }
    self.name = name
  }

  /// Tries it, and adds what came of it to the probe's detail.
  ///
  /// - Throws: `.cancelled`.
  func run(
    _ world: World, _ server: PopServer, _ token: Secret, after detail: ProbeDetail
  ) async throws(Failure) -> ProbeDetail {
    try await world.sleep(OtherNameProbe.pause)
    let probed = await world.probe(
      ProbeRequest(
        host: server.host, port: server.port, login: .init(address: name, token: token)), { _ in })
    if probed.outcome == .cancelled { throw .cancelled }
    let access = Access(probed, user: name, server: server)
    var opened = false
    if case .verified = access { opened = true }
    var detail = detail
    detail.other = ProbeDetail.OtherName(name: name, opened: opened, said: access.said)
    detail.transcript += ["-- once more, as \(name) --"] + probed.transcript
    return detail
  }
}
