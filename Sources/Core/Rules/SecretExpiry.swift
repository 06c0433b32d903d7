/// C-OFF-8: what is known of the day on which a client secret ends.
package enum SecretExpiry: Equatable, Hashable, Sendable {
  /// No secret is stored.
  case none
  /// A secret without a date.
  case unknown
  /// It ends after that many days; 0 is today.
  case left(days: Int)
  /// Its date passed that many days ago.
  case expired(days: Int)
  /// The identity server itself said that it has expired (7000222).
  case saidExpired
  /// Its date has passed, yet the identity server accepted it after that day.
  case dateWrong

  /// The days at which the countdown speaks up, longest first (R26).
  package static let thresholds = [60, 30, 14, 7, 1]

  /// Judges a secret by the calendar, in UTC, and by what the identity server said last.
  package init(of secret: SecretFacts?, now: Moment) {
    guard let secret else {
      self = .none
      return
    }
    if let said = secret.saidExpired, said >= secret.stored,
      said > secret.worked ?? Moment(milliseconds: .min)
    {
      self = .saidExpired
      return
    }
    guard let expires = secret.expires else {
      self = .unknown
      return
    }
    let days = Int(expires.number - Day(of: now).number)
    if days >= 0 {
      self = .left(days: days)
    } else if let worked = secret.worked, Day(of: worked) > expires {
      self = .dateWrong
    } else {
      self = .expired(days: -days)
    }
  }

  /// The nearest threshold that has been reached; nil while there is time.
  package var threshold: Int? {
    guard case .left(let days) = self else { return nil }
    return SecretExpiry.thresholds.last { days <= $0 }
  }

  /// Whether mailboxes must be shown as *Secret expired* (S10).
  package var isExpired: Bool {
    switch self {
    case .expired, .saidExpired: true
    case .none, .unknown, .left, .dateWrong: false
    }
  }

  /// The state in a few words: "12 days left".
  package var words: String {
    switch self {
    case .none: "no secret"
    case .unknown: "expiry unknown"
    case .left(0): "expires today"
    case .left(let days): "\(Quantity.count(days, "day", "days")) left"
    case .expired(let days): "expired \(Quantity.count(days, "day", "days")) ago"
    case .saidExpired: "expired"
    case .dateWrong: "expiry date wrong"
    }
  }
}

extension SecretExpiry {
  /// What is wrong with a day that was typed; nil for one of the form YYYY-MM-DD. The fix is the day
  /// that is meant, where there is no doubt of it.
  package static func finding(typed text: String) -> Finding? {
    if Day(iso: text) != nil { return nil }
    return Finding(
      rule: .secretExpiry, field: FieldLabel.secretExpires, .error,
      "The expiry day is not of the form YYYY-MM-DD.",
      advice: "Write year, month and day as numbers.", fix: Day(meantBy: text)?.iso)
  }

  /// What to tell of it. With overridden discovery an unknown date is a notice only: other servers
  /// need not end their secrets.
  package static func findings(for secret: SecretFacts?, now: Moment, opaque: Bool) -> [Finding] {
    let expiry = SecretExpiry(of: secret, now: now)
    func made(_ severity: Finding.Severity, _ message: String, _ advice: String) -> [Finding] {
      [
        Finding(
          rule: .secretExpiry, field: FieldLabel.secretExpires, severity, message, advice: advice)
      ]
    }
    let renew =
      "Make a new client secret, enter it here and in CUSTOM_CFG_MAILBOX_OA_CLIENT_SECRET on "
      + "every interface, then authenticate the mailboxes again."
    switch expiry {
    case .none:
      return []
    case .unknown:
      return made(
        opaque ? .notice : .warning, "The day on which the client secret expires is not known.",
        "Copy \"Expires\" from Certificates & secrets.")
    case .left(let days):
      guard let threshold = expiry.threshold else { return [] }
      let when = days == 0 ? "expires today" : "has \(expiry.words)"
      return made(
        threshold > 30 ? .notice : .warning,
        "The client secret \(when); every mailbox under it stops then.", renew)
    case .expired:
      return made(.error, "The client secret \(expiry.words).", renew)
    case .saidExpired:
      return made(.error, "Microsoft says that the client secret has expired.", renew)
    case .dateWrong:
      return made(
        .warning,
        "The client secret was accepted after its expiry day: the date held here is wrong.",
        "Copy \"Expires\" from Certificates & secrets.")
    }
  }
}
