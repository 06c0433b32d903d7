import Core

/// The evidence that bears on a suspect: which facts held here to look at.
enum EvidenceCheck: Sendable {
  // Who signed in.
  case identityDiffers, graphRefused, alias, sharedMailbox, tenantDiffers, noMailbox, keptOut
  // The token.
  case scopeMissing, audienceWrong, tokenLong, tokenTooLong, tokenExpired, tokenOlderThanRights
  // The secret.
  case secretMistyped, secretDeleted, secretTooNew, secretPastItsDate, secretOver, secretDateWrong,
    noSecret
  case publicMode, secretMode
  // The registration's values.
  case clientNotGUID, tenantNotGUID, tenantIsWord, sameIDs, singleTenant, multiTenant
  case overridden, loginOverridden, discoveryOverridden, popOverridden, scopeOverridden
  // The way there.
  case proxy, noProxy, popGoesDirect, clock
  // What the answer itself says, or what was done here.
  case told, doneHere
  /// What the facts say; nil when the suspect has no place in this case.
  func read(_ template: MessageTemplate) -> Assessment? {
    let context = template.context
    return switch self {
    case .identityDiffers: context.identityDiffers
    case .graphRefused: context.graphRefused
    case .alias: context.alias
    case .sharedMailbox: context.sharedMailbox
    case .tenantDiffers: context.tenantDiffers
    case .noMailbox: context.noMailbox
    case .keptOut: context.keptOut
    case .scopeMissing: context.scopeMissing
    case .audienceWrong: context.audienceWrong
    case .tokenLong: context.tokenLength(over: .likely)
    case .tokenTooLong: context.tokenLength(over: .shown)
    case .tokenExpired: context.tokenExpired
    case .tokenOlderThanRights: context.tokenOlderThanRights
    case .secretMistyped: context.secretMistyped
    case .secretDeleted: context.secretDeleted
    case .secretTooNew: context.secretTooNew
    case .secretPastItsDate: context.secretPastItsDate
    case .secretOver: context.secretOver
    case .secretDateWrong: context.secretDateWrong
    case .noSecret: context.noSecret
    case .publicMode: context.mode(.public)
    case .secretMode: context.mode(.secret)
    case .clientNotGUID: context.notGUID(context.clientID, "Client ID")
    case .tenantNotGUID: context.notGUID(context.tenantID, "Tenant ID")
    case .tenantIsWord: context.tenantIsWord
    case .sameIDs: context.sameIDs
    case .singleTenant: context.accountType(.single)
    case .multiTenant: context.accountType(.multi)
    case .overridden: context.overrides(of: nil)
    case .loginOverridden: context.overrides(of: ["discovery", "authority"])
    case .discoveryOverridden:
      context.discoveryOverridden(document: template["document"])
    case .popOverridden: context.overrides(of: ["pop_server", "pop_port"])
    case .scopeOverridden: context.overrides(of: ["scope"], .likely)
    case .proxy: context.throughProxy
    case .noProxy: context.withoutProxy
    case .popGoesDirect: template.isHTTPS == true ? nil : context.withoutProxy
    case .clock: context.clock
    case .told: Assessment(.shown, "The server's answer says so.")
    case .doneHere: Assessment(.shown, "It was answered so here.")
    }
  }
}

/// What the facts say of a suspect.
struct Assessment: Equatable {
  var likelihood: Problem.Likelihood
  /// Lines against it when it is unlikely or ruled out, else for it.
  var lines: [String]

  init(_ likelihood: Problem.Likelihood, _ lines: String...) {
    self.likelihood = likelihood
    self.lines = lines
  }

  static let open = Assessment(.open)
}
