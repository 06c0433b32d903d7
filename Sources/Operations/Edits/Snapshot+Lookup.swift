package import Core

extension Snapshot {
  /// A mailbox by its name.
  ///
  /// - Throws: `.settings(.unknown)` with the names that there are.
  package func mailbox(_ name: String) throws(Failure) -> Mailbox {
    guard let found = mailboxes[name] else {
      throw .settings(.unknown(kind: "mailbox", name: name, known: mailboxes.keys.sorted()))
    }
    return found
  }

  /// A registration by its name; without one, the only one that there is.
  ///
  /// - Throws: `.settings(.unknown)` with the names that there are.
  package func registration(_ name: String?) throws(Failure) -> Registration {
    let found =
      if let name { registrations[name] } else {
        registrations.count == 1 ? registrations.values.first : nil
      }
    guard let found else {
      throw .settings(
        .unknown(kind: "registration", name: name ?? "", known: registrations.keys.sorted()))
    }
    return found
  }
}
