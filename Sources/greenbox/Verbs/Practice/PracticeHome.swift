internal import Config
internal import Core
internal import FoundationEssentials
internal import Glibc
internal import Practice
internal import Vault
internal import Wire

/// The temporary home of a practice tenant: its authority, its control key, and a `config.toml` that
/// points the program at it.
struct PracticeHome: Sendable {
  /// The folder, 0700, removed at the end.
  let path: String

  /// What another call needs to give orders to a running tenant.
  struct Contact: Equatable {
    var url: String
    var controlKey: String
    var caFile: String

    /// As it is in `practice.json`.
    var text: String {
      JSONValue.object([
        "url": .string(url), "controlKey": .string(controlKey), "caFile": .string(caFile),
      ]).text
    }

    init(url: String, controlKey: String, caFile: String) {
      (self.url, self.controlKey, self.caFile) = (url, controlKey, caFile)
    }

    /// Reads `practice.json`; nil for anything else.
    init?(_ bytes: [UInt8]) {
      guard let json = JSONValue(bytes), let url = json["url"]?.string,
        let key = json["controlKey"]?.string, let file = json["caFile"]?.string
      else { return nil }
      self.init(url: url, controlKey: key, caFile: file)
    }
  }

  /// Makes a home in the folder for temporary files.
  static func make() throws(Failure) -> PracticeHome {
    let folder = ProcessEnvironment.all["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var name = Array(
      (folder + "/greenbox-practice-" + String(repeating: "X", count: 6)).utf8CString)
    let made = name.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else {
      let words = String(cString: strerror(errno))
      throw .vault(.input(path: folder, detail: words))
    }
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return PracticeHome(path: path)
  }

  /// Writes what points the program, and other calls, at the tenant.
  func write(_ tenant: PracticeTenant) throws(Failure) {
    try write("ca.pem", tenant.caPEM)
    try write(
      "config.toml",
      """
      # A practice tenant: nothing here leads to Microsoft.
      discovery = "\(tenant.discoveryURL)"
      graph = "\(tenant.graphURL)"
      pop_server = "\(tenant.popHost)"
      pop_port = \(tenant.popPort)
      ca_file = "\(path)/ca.pem"

      """)
    let contact = Contact(
      url: tenant.identityURL, controlKey: tenant.controlKey, caFile: path + "/ca.pem")
    try write("practice.json", contact.text)
  }

  /// The variables that point any other call at the tenant.
  func environment(_ tenant: PracticeTenant) -> KeyValuePairs<String, String> {
    [
      "GREENBOX_HOME": path, "GREENBOX_DISCOVERY": tenant.discoveryURL,
      "GREENBOX_GRAPH": tenant.graphURL, "GREENBOX_POP_SERVER": tenant.popHost,
      "GREENBOX_POP_PORT": "\(tenant.popPort)", "GREENBOX_CA_FILE": path + "/ca.pem",
    ]
  }

  /// What the tenant gives in place of a cloud.
  func overrides(_ tenant: PracticeTenant) -> Overrides {
    var given = Overrides()
    given.endpoints.discovery = .init(tenant.discoveryURL, .config)
    given.endpoints.graph = .init(tenant.graphURL, .config)
    given.endpoints.popServer = .init(tenant.popHost, .config)
    given.endpoints.popPort = .init(Int(tenant.popPort), .config)
    given.endpoints.caFile = .init(path + "/ca.pem", .config)
    return given
  }

  /// Removes the home and all in it.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The running tenant that `$GREENBOX_HOME` belongs to.
  static func client() throws(Failure) -> PracticeClient {
    let home = try Session.home()
    let path = home.data + "/practice.json"
    let contact: Contact
    let pem: [UInt8]
    do throws(FileFault) {
      guard let read = Contact(try InputFile.read(path, .key, limit: 65_536)) else {
        throw .missing(path: path)
      }
      contact = read
      pem = try InputFile.read(contact.caFile, .settings, limit: AuthorityFile.longest)
    } catch {
      if case .missing = error { throw .settings(.noPractice(home: home.data)) }
      throw .settings(.file(error))
    }
    do throws(PracticeError) {
      return try PracticeClient(
        url: contact.url, caPEM: String(decoding: pem, as: UTF8.self),
        controlKey: contact.controlKey)
    } catch {
      throw Failure(error)
    }
  }

  private func write(_ name: String, _ text: String) throws(Failure) {
    do throws(VaultFailure) {
      try PrivateFile(path: path + "/" + name).replace(with: Array(text.utf8))
    } catch {
      throw .vault(error)
    }
  }
}

extension Failure {
  /// A practice tenant's trouble.
  init(_ error: PracticeError) {
    self = .settings(
      .text(source: "practice tenant", line: nil, column: nil, message: error.words))
  }
}

extension PracticeError {
  /// What is wrong, for the person who practises.
  var words: String {
    switch self {
    case .refused(_, let words): PracticeError.refusal(words)
    case .unknownFault(let name):
      "there is no fault \(name); greenbox practice faults lists them"
    case .unknownMailbox(let name): "the practice tenant has nobody called \(name)"
    case .unknownRegistration(let name): "the practice tenant has no registration \(name)"
    case .foreignAddress(let url): "\(url) is not a practice tenant on this computer"
    case .noAnswer(let words): "the practice tenant does not answer: \(words)"
    default: "\(self)"
    }
  }

  // An order is refused in JSON, the sign-in page in text.
  private static func refusal(_ words: String) -> String {
    JSONValue(words.utf8)?["error"]?.string ?? words
  }
}
