internal import Glibc

/// Where everything that the program writes is.
struct Home: Equatable, Sendable {
  /// The folder of vault, key and locks.
  let data: String
  /// The file of settings.
  let config: String

  private init(data: String, config: String) {
    self.data = data
    self.config = config
  }

  /// A home that is one folder.
  init(folder: String) {
    self.init(data: folder, config: folder + "/config.toml")
  }

  /// `$GREENBOX_HOME`, else the XDG folders.
  ///
  /// - Returns: nil where neither it nor a home folder is known.
  init?(environment: [String: String]) {
    let given = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let home = given("GREENBOX_HOME") {
      self.init(folder: home)
      return
    }
    guard let user = given("HOME") else { return nil }
    self.init(
      data: (given("XDG_DATA_HOME") ?? user + "/.local/share") + "/greenbox",
      config: (given("XDG_CONFIG_HOME") ?? user + "/.config") + "/greenbox/config.toml")
  }
}

/// The process's environment.
enum ProcessEnvironment {
  /// All variables by name.
  static let all: [String: String] = {
    var found: [String: String] = [:]
    // The block is read once, at first use, before anything could change it.
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry)
      if let mark = text.firstIndex(of: "=") {
        found[String(text[..<mark])] = String(text[text.index(after: mark)...])
      }
      place += 1
    }
    return found
  }()
}

/// Who is at the keyboard.
enum Person {
  /// `SUDO_USER`, else the login name: with one service account through sudo, the person behind it.
  static let name: String = {
    if let user = ProcessEnvironment.all["SUDO_USER"], !user.isEmpty { return user }
    if let entry = getpwuid(getuid()) { return String(cString: entry.pointee.pw_name) }
    return "uid \(getuid())"
  }()
}
