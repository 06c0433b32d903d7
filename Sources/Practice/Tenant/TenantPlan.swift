/// What a practice tenant is to contain and how it is to behave.
package struct TenantPlan: Sendable {
  /// The domain of the mail addresses.
  package static let domain = "practice.example"
  /// The domain every Microsoft tenant starts with.
  package static let initialDomain = "contosopractice.onmicrosoft.com"

  /// The mailboxes to set up.
  package var mailboxes: [PracticeMailbox] = []
  /// The users, the mailboxes' owners among them.
  package var people: [PracticePerson] = []
  /// The faults in force from the start.
  package var faults: [PracticeFault] = []
  /// The identity server's port; 0 lets the kernel choose.
  package var identityPort: UInt16 = 0
  /// The mail server's port; 0 lets the kernel choose.
  package var popPort: UInt16 = 0
  /// Seconds a device code lives.
  package var codeLifetime = 900
  /// Seconds between two polls (Microsoft asks for 5).
  package var pollInterval = 1
  /// Seconds an access token lives; nil draws 60 to 90 minutes for each, as Microsoft does.
  package var accessTokenLifetime: Int?
  /// The value of the first registration's secret; nil makes one in Microsoft's shape.
  package var secretValue: String?
  /// Days the first registration's secret is still valid.
  package var secretDays = 180
  /// Keeps every byte of the mail server's dialogues, tokens included; for comparing them.
  package var recordsDialogues = false
  /// Seconds the tenant's clock is ahead of the computer's.
  package var clockOffset = 0
  /// The name of the first registration.
  package var registrationName = "Oracle B2C Service Email"
  /// The directory (tenant) id.
  package var tenantID = GUID.derived(from: "practice tenant")
  /// The application (client) id of the first registration.
  package var clientID = GUID.derived(from: "first registration")

  /// An empty tenant with an admin.
  package init() {
    people = [
      PracticePerson(
        userPrincipalName: "admin@\(Self.domain)", displayName: "Ada Admin", mail: nil,
        isAdmin: true)
    ]
  }

  /// The tenant with six mailboxes, each with its own trouble.
  package static let standard = TenantPlan().withStandardMailboxes()

  /// The standard tenant and a number of plain mailboxes that work.
  package static func mailboxes(count: Int) -> TenantPlan {
    var plan = TenantPlan.standard
    plan.addPlainMailboxes(count)
    return plan
  }

  /// Adds mailboxes `box-0001`, `box-0002`, … that work at once.
  package mutating func addPlainMailboxes(_ count: Int) {
    let before = mailboxes.count { $0.name.hasPrefix("box-") }
    for number in before..<(before + max(0, count)) {
      let digits = String(number + 1)
      let name = "box-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      add(
        name: name,
        PracticePerson(
          userPrincipalName: "\(name)@\(Self.domain)", displayName: "Box \(number + 1)",
          mail: "\(name)@\(Self.domain)", messageSizes: [512, 2048, 1024 + number]))
    }
  }

  /// Adds a mailbox and its owner.
  ///
  /// - Parameters:
  ///   - name: the mailbox's short name.
  ///   - owner: its owner; the Pop Account is the primary address unless another is given.
  ///   - popAccount: the address in the field Pop Account.
  ///   - registration: the registration it is set up under.
  ///   - visits: the sign-ins to play; by default the owner signs in and it works.
  ///   - story: the trouble in it, in one line.
  package mutating func add(
    name: String, _ owner: PracticePerson, popAccount: String? = nil,
    registration: PracticeMailbox.Registration = .first, visits: [PracticeVisit]? = nil,
    story: String = "works at once"
  ) {
    people.append(owner)
    mailboxes.append(
      PracticeMailbox(
        name: name, popAccount: popAccount ?? owner.mail ?? owner.userPrincipalName,
        owner: owner, registration: registration, visits: visits, story: story))
  }
}
