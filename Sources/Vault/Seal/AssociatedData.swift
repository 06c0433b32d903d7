import Core

/// Where a sealed value lives (table, row and column) and what it is bound to: the hosts it may be sent
/// to, and what is shown or used with it. It is the associated data of the seal, so that a ciphertext
/// does not open at another place, nor beside a host that was rewritten.
struct AssociatedData {
  var table: String
  /// Whatever tells the row from all others, in a fixed order.
  var row: [String]
  var column: String
  /// What the value is bound to, in a fixed order; nil for what is not known or not there.
  var bound: [String?] = []

  /// The place as bytes; no two places read the same.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    AssociatedData.append([table, column], to: &bytes)
    AssociatedData.append(row, to: &bytes)
    AssociatedData.append(bound, to: &bytes)
    return bytes
  }

  /// Appends texts: their number, and each after its length, nil as a length that no text has.
  static func append(_ parts: [String?], to bytes: inout [UInt8]) {
    append(parts.count, to: &bytes)
    for part in parts {
      guard var part else {
        append(Int(UInt32.max), to: &bytes)
        continue
      }
      part.withUTF8 { utf8 in
        append(utf8.count, to: &bytes)
        bytes.append(contentsOf: utf8)
      }
    }
  }

  private static func append(_ count: Int, to bytes: inout [UInt8]) {
    let count = UInt32(truncatingIfNeeded: count)
    for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
  }
}

extension AssociatedData {
  /// A client secret, bound to the hosts of its facts.
  static func clientSecret(
    _ registration: String, _ place: SecretPlace, fingerprint: String, _ hosts: HostBinding
  ) -> AssociatedData {
    AssociatedData(
      table: "registration_secret", row: [registration, StoredWords.place[place], fingerprint],
      column: "value", bound: [hosts.discovery, hosts.token])
  }

  /// The device code of a sign-in, bound to where it is polled and to what a person is shown.
  static func deviceCode(of login: PendingSignIn) -> AssociatedData {
    AssociatedData(
      table: "sign_in", row: [login.mailbox, login.id], column: "device_code",
      bound: login.addresses)
  }

  /// A token of a grant, bound to the grant's hosts. The column is `access` or `refresh`.
  static func token(
    _ column: String, _ mailbox: String, _ slot: GrantSlot, grant: String, _ hosts: HostBinding
  ) -> AssociatedData {
    AssociatedData(
      table: "grants", row: [mailbox, StoredWords.slot[slot], grant], column: column,
      bound: [hosts.discovery, hosts.token])
  }
}

extension PendingSignIn {
  /// The address that is polled, and what a person is sent to and enters there.
  var addresses: [String?] {
    switch stage {
    case .awaitingLogin(.deviceCode(let code)):
      [tokenEndpoint, code.userCode, code.verificationURI, code.verificationURIComplete]
    case .awaitingAdminConsent, .awaitingOK: [tokenEndpoint]
    }
  }
}
