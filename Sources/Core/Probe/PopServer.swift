/// A POP3S server by name and port.
package struct PopServer: Hashable, Comparable, Sendable {
  package var host: String
  package var port: Int

  /// A server at a port.
  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// The server that a mailbox's mail is fetched from.
  package init(of mailbox: Mailbox, _ endpoints: Endpoints) {
    let stamp = AccessStamp(of: mailbox, endpoints: endpoints)
    self.init(host: stamp.popServer, port: stamp.port)
  }

  /// `host:port`.
  package var name: String { "\(host):\(port)" }

  package static func < (a: PopServer, b: PopServer) -> Bool { a.name < b.name }

  /// The servers of every mailbox under a registration, or the cloud's own where there is none yet.
  package static func all(
    under registration: String, in snapshot: Snapshot, _ endpoints: Endpoints
  ) -> Set<PopServer> {
    let used = snapshot.mailboxes.values.filter { $0.registration == registration }
      .map { PopServer(of: $0, endpoints) }
    guard used.isEmpty else { return Set(used) }
    let cloud = snapshot.registrations[registration]?.cloudRow ?? .global
    return [
      PopServer(
        host: endpoints.popServer?.value ?? cloud.popHosts[0],
        port: endpoints.popPort?.value ?? 995)
    ]
  }

  /// Whether an access token of the registration may be sent to the server: one of its cloud's own,
  /// one that the admin confirmed for it, or one given by the admin in place of all.
  package func mayReceiveTokens(of registration: Registration, _ endpoints: Endpoints) -> Bool {
    let name = host.lowercased()
    return endpoints.popServer?.value == host
      || registration.cloudRow.popHosts.contains(name)
      || registration.confirmedPopServers.contains { $0.lowercased() == name }
  }
}

extension ProbeReport {
  /// Why a probe without a token did not come to CAPA with XOAUTH2; nil when it did.
  package func failure(of server: PopServer) -> NetworkFailure? {
    let make = { (kind: NetworkFailure.Kind, stage: ProbeStage, said: String) in
      NetworkFailure(
        kind, host: server.host, port: server.port, stage: stage, proxy: proxy, detail: said)
    }
    switch outcome {
    case .capable, .opened: return nil
    case .broken(let failure): return failure
    case .notOffered(let said): return make(.garbage, .capa, said)
    case .refused(_, let stage, let said): return make(.other, stage, said)
    case .cancelled: return make(.other, .dns, "cancelled")
    }
  }
}
