/// C-OFF-9: the three custom settings on every interface, and who confirmed which value.
///
/// The product cannot be asked, so a cell knows only what a person confirmed, and whether the value
/// here has changed since.
package struct SettingsMatrix: Equatable, Sendable {
  /// What is known of one setting on one interface.
  package enum State: Equatable, Hashable, Sendable {
    /// Confirmed, and the value is still the same.
    case confirmed(who: String, at: Moment)
    /// Confirmed of a value that is no longer the one here (E7).
    case outdated(who: String, at: Moment)
    /// Nobody has confirmed it.
    case missing
  }

  /// One setting on one interface.
  package struct Cell: Equatable, Hashable, Sendable {
    package var interface: String
    package var setting: SettingName
    package var state: State
  }

  /// The interfaces in order, by host where the name is one.
  package let interfaces: [String]
  /// All cells: interface by interface, the settings in their order.
  package let cells: [Cell]

  /// The matrix of a registration as it is now.
  package init(of registration: Registration) {
    var seen: Set<String> = []
    interfaces = registration.interfaces.map(SettingsMatrix.key)
      .filter { seen.insert($0).inserted }
    var ticks: [String: [SettingName: Attestation]] = [:]
    for (interface, settings) in registration.attested {
      ticks[SettingsMatrix.key(interface), default: [:]].merge(settings) { $0.at > $1.at ? $0 : $1 }
    }
    cells = interfaces.flatMap { interface in
      SettingName.allCases.map { setting in
        Cell(
          interface: interface, setting: setting,
          state: SettingsMatrix.state(
            ticks[interface]?[setting],
            now: SettingsMatrix.value(of: setting, in: registration)))
      }
    }
  }

  /// What a tick confirms, to be kept in `Attestation.of`: the id itself, or the secret's
  /// fingerprint. Nil while there is no value.
  package static func value(of setting: SettingName, in registration: Registration) -> String? {
    let value: String? =
      switch setting {
      case .clientID: GUID(registration.clientID)?.text ?? registration.clientID
      case .tenant: GUID(registration.tenantID)?.text ?? registration.tenantID
      case .clientSecret: registration.secret?.fingerprint
      }
    return value?.isEmpty == true ? nil : value
  }

  /// The interface under which ticks are kept: its host, or the text itself where it is none.
  package static func key(_ interface: String) -> String {
    InterfaceName.host(interface) ?? interface
  }

  /// The cells of one setting.
  package func cells(of setting: SettingName) -> [Cell] { cells.filter { $0.setting == setting } }

  /// Whether every cell is confirmed and there is one at all.
  package var isComplete: Bool {
    !cells.isEmpty
      && cells.allSatisfy {
        if case .confirmed = $0.state { true } else { false }
      }
  }

  /// One finding for each setting that is not confirmed everywhere, naming the interfaces.
  package var findings: [Finding] {
    if interfaces.isEmpty {
      return [
        Finding(
          rule: .interfaces, field: FieldLabel.interface, .warning,
          "No interface is listed, so that nobody can confirm the three settings on it.",
          advice: "Add every interface of the site; the settings are kept on each of them.")
      ]
    }
    return SettingName.allCases.flatMap { setting -> [Finding] in
      let cells = cells(of: setting)
      let old = cells.filter { if case .outdated = $0.state { true } else { false } }
      let open = cells.filter { $0.state == .missing }
      var found: [Finding] = []
      if !old.isEmpty {
        found.append(
          Finding(
            rule: .interfaces, field: setting.rawValue, .warning,
            "The value here has changed since it was confirmed on "
              + "\(Quantity.shortList(old.map(\.interface))).",
            advice: "Enter the new value there and confirm it; with the old one mailboxes stop "
              + "about an hour after they were authenticated."))
      }
      if !open.isEmpty {
        found.append(
          Finding(
            rule: .interfaces, field: setting.rawValue, .notice,
            "Nobody has confirmed this setting on \(Quantity.shortList(open.map(\.interface))).",
            advice: "Look at it there and confirm that it holds the value shown here."))
      }
      return found
    }
  }

  private static func state(_ tick: Attestation?, now value: String?) -> State {
    guard let tick else { return .missing }
    // A tick that does not say of what proves nothing about the value of today.
    guard let of = tick.of, of == value else { return .outdated(who: tick.who, at: tick.at) }
    return .confirmed(who: tick.who, at: tick.at)
  }
}
