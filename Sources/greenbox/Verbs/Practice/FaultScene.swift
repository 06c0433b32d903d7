internal import Practice

/// Where a fault is played: at which mailbox, by whom, and what else is the case.
struct FaultScene: Sendable {
  let fault: String
  /// The mailbox it is played at, by its name in the plan.
  private(set) var mailbox: String
  /// Who signs in, where a sign-in shows it; the mailbox' own user unless told otherwise.
  private(set) var person: String
  /// What is ordered beside the fault, without which it would not show.
  private(set) var also: [String] = []
  /// The admin signs in first, box ticked, and no consent is left from before.
  private(set) var adminFirst = false
  /// Whether the code is entered at all.
  private(set) var isAnswered = true
  /// What shows it is a sign-in, though the mailbox is verified at once.
  private(set) var isSignIn = false

  /// The scene of a fault, at a mailbox of its own but for those that need a special one.
  ///
  /// - Parameters:
  ///   - fault: The name of the fault.
  ///   - number: Counts the scenes from 0; the plan has as many plain mailboxes.
  init(_ fault: String, number: Int) {
    let digits = String(number + 1)
    self.fault = fault
    mailbox = "box-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    person = "\(mailbox)@\(TenantPlan.domain)"
    switch fault {
    case "rfc-denied": also = ["decline"]
    case "challenge": also = ["pop-off=\(mailbox)"]
    case "alias-refused": mailbox = "sales"
    case "consent-self-only":
      (mailbox, person) = ("billing", "billing@\(TenantPlan.domain)")
      (adminFirst, isSignIn) = (true, true)
    case "short-code": isAnswered = false
    // Graph is asked only where the id_token names another person than the Pop Account.
    case let name where name == "no-user-read" || name.hasSuffix("-me"):
      (mailbox, person) = ("sales", "sam.porter@\(TenantPlan.initialDomain)")
      isSignIn = true
    default: break
    }
  }

  /// Moves the scene to a mailbox and a person.
  mutating func play(at mailbox: String, as person: String) {
    (self.mailbox, self.person) = (mailbox, person)
  }

  /// From now on the code is entered in time.
  mutating func answer() { isAnswered = true }

  /// Every order of it. Throttled once, and no longer after the wait that the server asks for.
  var orders: [String] { [fault == "throttle" ? "throttle:1" : fault] + also }
}
