import Foundation

/// The accounts a private server runs under, which depend on who runs the tests.
struct ServerAccount {
  /// The owner of the mail, by number.
  let mailUser: uid_t
  /// The group of the mail, by number.
  let mailGroup: gid_t
  /// Settings that replace the accounts and cages that only root can give.
  let settings: String

  /// For the account this process runs under. Root hands its rights to Dovecot's own accounts and
  /// the mail to nobody; anyone else keeps all in their own name.
  static func current() -> ServerAccount {
    guard getuid() != 0 else {
      return ServerAccount(mailUser: 65534, mailGroup: 65534, settings: "")
    }
    let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
    let group = getgrgid(getgid()).map { String(cString: $0.pointee.gr_name) } ?? "\(getgid())"
    let uncaged = ["anvil", "ipc", "old-stats", "pop3-login"]
    return ServerAccount(
      mailUser: getuid(), mailGroup: getgid(),
      settings: """
        default_login_user = \(user)
        default_internal_user = \(user)
        default_internal_group = \(group)
        \(uncaged.map { "service \($0) {\n  chroot =\n}" }.joined(separator: "\n"))
        """)
  }
}
