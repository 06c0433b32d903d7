internal import Practice
internal import Screens
internal import Vault
internal import Wire

/// Who may be sent to the practice tenant's sign-in page by one key.
enum PracticeVisitor: String, CaseIterable {
  /// The person whose mailbox it is.
  case owner
  /// The admin, who consents for the organization.
  case admin
  /// The mailbox's person, declining.
  case decline

  /// As the app shows it.
  var visitor: Visitor {
    let label =
      switch self {
      case .owner: "sign in as the mailbox"
      case .admin: "as the admin, for all"
      case .decline: "decline"
      }
    return Visitor(id: rawValue, label: label)
  }
}

extension PracticeChild {
  /// Plays a person at the page, and returns what the page says.
  func visit(
    _ visitor: PracticeVisitor, _ box: Announcement.Box, _ code: String
  ) throws(PracticeError) -> String {
    let owner = box.people.last ?? box.pop_account
    let domain = box.pop_account.split(separator: "@").last.map(String.init) ?? ""
    let said = try client().answer(
      code: code, as: visitor == .admin ? "admin@\(domain)" : owner,
      consentsForOrganization: visitor == .admin, denies: visitor == .decline)
    return "The page says: " + said.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func client() throws(PracticeError) -> PracticeClient {
    guard let file = said.environment["GREENBOX_CA_FILE"],
      let pem = try? InputFile.read(file, .settings, limit: AuthorityFile.longest)
    else { throw .noAnswer("its certificate authority cannot be read") }
    return try PracticeClient(
      url: said.sign_in_page, caPEM: String(decoding: pem, as: UTF8.self))
  }
}
