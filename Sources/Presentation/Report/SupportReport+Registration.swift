import Core
import Operations

extension SupportReport {
  /// The part on a registration: its values, its checks, the settings matrix.
  func write(_ registration: Registration, to page: inout Markdown) {
    page.heading(2, "Registration \(registration.name)")
    page.table(["Setting", "Value"], settings(registration))
    let findings =
      RegistrationRules.findings(for: registration, endpoints: endpoints, now: now)
      + registration.warnings
    page.list(findings.map { "\($0.headline) \($0.remedy)" })
    page.heading(3, "Checks without a user")
    page.table(["Check", "When", "Endpoint", "Verdict", "Does not prove"], checks(registration))
    let matrix = SettingsMatrix(of: registration)
    if !matrix.cells.isEmpty {
      page.heading(3, "Custom configurations in the product, as attested")
      page.table(
        ["Interface", "Setting", "Attested"],
        matrix.cells.map { [$0.interface, $0.setting.rawValue, $0.state.words { $0.iso }] })
    }
  }

  private func settings(_ registration: Registration) -> [[String]] {
    let secret = registration.secret
    var rows = [
      ["Application (client) ID", SupportReport.cell(registration.clientID)],
      ["Directory (tenant) ID", SupportReport.cell(registration.tenantID)],
      ["Account type", registration.accountType.rawValue],
      ["Cloud", registration.cloudRow.title],
      ["Client mode", registration.clientMode.rawValue],
      ["Client secret", secretWords(secret)],
      ["Secret ID", SupportReport.cell(secret?.secretID)],
      ["Secret last accepted", SupportReport.cell(secret?.worked?.iso)],
      ["Bound to", SupportReport.cell(registration.binding?.discovery)],
    ]
    rows += RedirectURI.all(for: registration).map { ["Redirect URI", $0] }
    rows += registration.consents.map {
      [
        "Consent for the organization",
        "tenant \($0.tenant), " + $0.words { $0.iso },
      ]
    }
    return rows
  }

  // Eight digits of a keyed fingerprint tell two secrets apart and give nothing away.
  private func secretWords(_ secret: SecretFacts?) -> String {
    guard let secret else { return "none stored" }
    return "stored \(secret.stored.iso), fingerprint \(secret.fingerprint.prefix(8))…, "
      + SecretExpiry(of: secret, now: now).words
  }

  private func checks(_ registration: Registration) -> [[String]] {
    let checks = registration.checks
    var rows: [[String]] = []
    func add(_ name: String, _ check: CheckResult?, _ unproven: String) {
      rows.append([
        name, SupportReport.cell(check?.at.iso), SupportReport.cell(check?.endpoint),
        check.map { words($0.verdict) } ?? "not checked", unproven,
      ])
    }
    add("Tenant exists (C-IDP-1)", checks.discovery, Check.tenant.unproven)
    add("Secret alive (C-IDP-3)", checks.secret, Check.secret.unproven)
    if let graph = checks.graph {
      add("Graph tells who the user is (C-GR-1)", graph, Check.graph.unproven)
    }
    for (server, check) in checks.pop.sorted(by: { $0.key < $1.key }) {
      rows.append([
        "Pop Server to CAPA", check.at.iso, server,
        check.failure.map { "\($0.kind.rawValue): \(SupportReport.cell($0.detail))" } ?? "passed",
        Check.capabilities.unproven,
      ])
    }
    if let skew = checks.clockSkew {
      rows.append([
        "Clock (E38)", "–", "–", "the server's clock is \(skew) s ahead of this one", "–",
      ])
    }
    return rows
  }

  private func words(_ verdict: CheckResult.Verdict) -> String {
    let told: String? =
      switch verdict {
      case .passed: nil
      case .failed(.refused(let refusal)):
        SupportReport.cell(refusal.error + " " + refusal.description)
      case .failed(let failure): failure.words
      case .skipped(let reason): reason
      }
    return verdict.word + (told.map { ": \($0)" } ?? "")
  }
}
