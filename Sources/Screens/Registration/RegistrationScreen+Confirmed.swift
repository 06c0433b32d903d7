import Canvas
import Core
import Presentation

/// What a person confirms: the settings on each interface, and an admin's consent.
extension RegistrationScreen {
  func drawMatrix(on grid: inout Grid, in rect: Rect) {
    let registration = registration
    let matrix = SettingsMatrix(of: registration)
    var lines: [Line] = []
    lines.add(
      "In the product: Configuration > Site Configuration > Configuration Settings, on every "
        + "interface. \(key(.open)) confirms what you saw there; on an interface's own line all "
        + "three.", .muted, width: rect.columns)
    lines.append(.blank)
    if matrix.interfaces.isEmpty {
      lines.add(
        "No interface is named: \(key(.addInterface)) adds one.", .warning, width: rect.columns)
    }
    var focus = lines.count
    for (place, interface) in matrix.interfaces.enumerated() {
      let chosen = state.index == place * 4
      if chosen { focus = lines.count }
      lines.append(
        Line("\(chosen ? ">" : " ") \(Printable.text(interface))", chosen ? .selection : .heading))
      for (number, cell) in matrix.cells.filter({ $0.interface == interface }).enumerated() {
        let chosen = state.index == place * 4 + number + 1
        if chosen { focus = lines.count }
        lines.append(cellLine(cell, registration, chosen))
      }
    }
    let top = max(0, min(focus - rect.rows + 2, lines.count - rect.rows))
    Page(top: top).draw(lines, on: &grid, in: rect)
    grid.cursor = Position(
      row: rect.row + max(0, min(focus - top, rect.rows - 1)), column: rect.column)
  }

  private func cellLine(
    _ cell: SettingsMatrix.Cell, _ registration: Registration, _ chosen: Bool
  ) -> Line {
    let mark = cell.state.mark
    // One column of words, as the names are of different lengths.
    let longest = SettingName.allCases.map(\.rawValue.count).max() ?? 0
    let name = Columns.padded(cell.setting.rawValue, to: longest + 2)
    return Line([
      Span(chosen ? ">   " : "    ", chosen ? .selection : .text),
      Span(mark.sign + " ", mark.role),
      Span(cell.setting.rawValue, chosen ? .selection : .text),
      Span(
        name.dropFirst(cell.setting.rawValue.count)
          + Printable.text(cell.state.words(local: app.clock.short)), mark.role),
    ])
  }

  func drawConsent(on grid: inout Grid, in rect: Rect) {
    let lines = consent(rect.columns)
    let focus = lines.firstIndex { $0.spans.contains { $0.role == .selection } } ?? 0
    let top = max(0, min(focus - rect.rows + 2, lines.count - rect.rows))
    Page(top: top).draw(lines, on: &grid, in: rect)
    grid.cursor = Position(row: rect.row + focus - top, column: rect.column)
  }

  private func consent(_ width: Int) -> [Line] {
    var lines: [Line] = []
    lines.add(RegistrationScreen.consentRule, .muted, width: width)
    lines.append(.blank)
    let tenants = registration.consentTenants
    if tenants.isEmpty { lines.append(Line("No tenant is known yet.", .warning)) }
    for (row, tenant) in tenants.enumerated() {
      let isChosen = row == state.index
      let consent = registration.consents.first { $0.tenant == tenant }
      let role: Role = isChosen ? .selection : consent == nil ? .muted : .good
      lines.append(
        Line([
          Span(isChosen ? "> " : "  ", isChosen ? .selection : .text),
          Span(
            "\((consent == nil ? Mark.open : .good).sign) tenant \(Printable.text(tenant))", role),
        ]))
      lines.add(words(of: consent), consent == nil ? .muted : .good, width: width, indent: 4)
    }
    lines.append(.blank)
    lines.add("notes that an admin has consented", width: width, lead: "\(key(.open))  ")
    lines.add("copies a message for the admin", width: width, lead: "\(key(.copy))  ")
    return lines
  }

  static let consentRule =
    "Where a tenant lets only admins allow apps, an admin consents once for everybody. A user's "
    + "own success proves only that user's consent."

  var registration: Registration {
    state.kept.flatMap { app.snapshot.registrations[$0] } ?? state.draft
  }

  package func words(of consent: TenantConsent?) -> String {
    consent.map { Printable.text($0.words(local: app.clock.long)) } ?? "no consent is recorded"
  }
}

extension Registration {
  /// The tenants in which an admin may have to consent: its own, then those of the mailboxes.
  var consentTenants: [String] {
    var tenants: [String] = []
    for tenant in [tenantID] + domains.values.sorted() + consents.map(\.tenant)
    where !tenant.isEmpty && !tenants.contains(tenant) {
      tenants.append(tenant)
    }
    return tenants
  }
}
