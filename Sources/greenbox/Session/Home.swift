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

/// Reads small files.
enum File {
  /// The bytes of a file of at most `limit` bytes, or the system's words for why not.
  static func read(_ path: String, limit: Int) -> Result<[UInt8], FileError> {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(FileError(number: errno)) }
    defer { close(file) }
    return read(file, limit: limit)
  }

  /// The first bytes of a file, of standard input for `-`.
  static func readStart(_ path: String, limit: Int) -> Result<[UInt8], FileError> {
    if path == "-" { return readStart(0, limit: limit) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(FileError(number: errno)) }
    defer { close(file) }
    return readStart(file, limit: limit)
  }

  private static func readStart(_ file: Int32, limit: Int) -> Result<[UInt8], FileError> {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < limit {
      let count = block.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        return .failure(FileError(number: number))
      }
      if count == 0 { break }
      bytes += block[..<count]
    }
    return .success(Array(bytes.prefix(limit)))
  }

  /// The bytes of an open descriptor up to its end.
  static func read(_ file: Int32, limit: Int) -> Result<[UInt8], FileError> {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = block.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        return .failure(FileError(number: number))
      }
      if count == 0 { break }
      bytes += block[..<count]
    }
    for index in block.indices { block[index] = 0 }
    return bytes.count > limit ? .failure(FileError(number: EFBIG)) : .success(bytes)
  }
}

/// Why a file could not be read.
struct FileError: Error, Equatable {
  let number: Int32

  /// The system's words.
  var words: String { String(cString: strerror(number)) }
}
