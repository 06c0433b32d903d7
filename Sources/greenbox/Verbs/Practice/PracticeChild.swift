internal import Core
internal import Glibc
internal import Synchronization

/// The practice servers in a process of their own, so that the console shares neither time nor memory
/// with them. The child lives as long as this object, and no longer than this process: it ends when
/// its standard input does.
final class PracticeChild: Sendable {
  /// What the child announced.
  let said: Announcement
  private let process: pid_t
  private let input: Int32
  private let stopped = Mutex(false)

  /// The servers' addresses and the home that is set up for them.
  struct Announcement: Sendable {
    var home: String
    var environment: [String: String]
    var sign_in_page: String
    var mailboxes: [Box]

    /// A practice mailbox and the people who visit its sign-in page.
    struct Box: Sendable {
      var name: String
      var pop_account: String
      var story: String
      var people: [String]
    }

    /// Reads the line; nil for anything else.
    init?(_ line: [UInt8]) {
      guard let json = JSONValue(line), let home = json["home"]?.string,
        let page = json["sign_in_page"]?.string,
        case .object(let variables) = json["environment"], let boxes = json["mailboxes"]?.array
      else { return nil }
      self.home = home
      sign_in_page = page
      environment = Dictionary(
        variables.members.compactMap { member in member.value.string.map { (member.name, $0) } },
        uniquingKeysWith: { first, _ in first })
      mailboxes = boxes.compactMap { Box($0) }
      guard environment.count == variables.members.count, mailboxes.count == boxes.count else {
        return nil
      }
    }
  }

  /// Starts the servers; returns when they answer and their home is set up.
  static func start(_ arguments: [String], loop: Loop) async throws(Failure) -> PracticeChild {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw trouble(errno) }
    for end in [toChild[1], fromChild[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This process reads its signals by descriptor and keeps them blocked; the child must not.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // A session of its own: the keys of this terminal are not for the servers.
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | newSession)
    let words =
      ["/proc/self/exe", "practice", "--serve", "--json", "--until-input-ends"] + arguments
    let texts = words.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var process: pid_t = 0
    let failed = posix_spawn(
      &process, "/proc/self/exe", &actions, &attributes, texts + [nil], environ)
    close(toChild[0])
    close(fromChild[1])
    guard failed == 0 else { throw trouble(failed) }
    defer { close(fromChild[0]) }
    var line: [UInt8] = []
    while !line.contains(10), await loop.readable(fromChild[0]) {
      var block = [UInt8](repeating: 0, count: 65_536)
      let count = read(fromChild[0], &block, block.count)
      guard count > 0 else { break }
      line += block[..<count]
    }
    guard let said = Announcement(line) else {
      close(toChild[1])
      throw .settings(
        .text(
          source: "practice tenant", line: nil, column: nil,
          message: "the practice servers did not start"))
    }
    return PracticeChild(said: said, process: process, input: toChild[1])
  }

  private init(said: Announcement, process: pid_t, input: Int32) {
    self.said = said
    self.process = process
    self.input = input
  }

  deinit { stop() }

  /// Ends the servers and waits until their home is removed.
  func stop() {
    let isFirst = stopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    close(input)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  private static func trouble(_ number: Int32) -> Failure {
    .settings(
      .text(
        source: "practice tenant", line: nil, column: nil,
        message: "the practice servers did not start: \(String(cString: strerror(number)))"))
  }
}

extension PracticeChild.Announcement.Box {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let account = json["pop_account"]?.string,
      let story = json["story"]?.string, let listed = json["people"]?.array
    else { return nil }
    let people = listed.compactMap(\.string)
    guard people.count == listed.count else { return nil }
    self.init(name: name, pop_account: account, story: story, people: people)
  }
}
