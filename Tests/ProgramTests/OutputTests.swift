import Foundation
import TestKit
import Testing

/// Output that does not arrive, and readers that do not read.
@Suite(.serialized)
struct OutputTests {
  private let server: PracticeServer

  init() throws {
    server = try PracticeServer("--mailboxes", "12", "--authenticated")
    try server.setFaults("strict-rotation")
  }

  private var environment: [String: String] {
    Greenbox.environment.merging(server.environment) { $1 }
  }

  private func shell(_ line: String) throws -> ChildProcess {
    let shell = try ChildProcess(
      ["/bin/bash", "-c", "greenbox() { '\(Greenbox.path)' \"$@\"; }; \(line)"],
      environment: environment, session: true)
    shell.closeInput()
    return shell
  }

  // Every plain mailbox is verified with the token that is kept, and the server saw no dead one.
  private func expectNothingIsLost() throws {
    let run = try server.greenbox("mailbox", "list", "--json")
    let all = run.lines.compactMap { $0.firstMatch(of: /"mailbox":"([^"]+)"/).map { String($0.1) } }
    let plain = all.filter { !["events", "returns", "legacy"].contains($0) }
    #expect(plain.count > 12)
    let process = try server.start(["verify"] + plain + ["--jobs", "8", "--json"])
    process.closeInput()
    let end = Run(process.wait())
    #expect(end.exit == 0, "\(end.output)")
    #expect(try server.log().dead_token_uses == 0)
  }

  private func waitForRedemption() throws {
    for _ in 0..<200 where try server.log().outcomes(of: "refresh_token").isEmpty {
      usleep(10_000)
    }
  }

  @Test(
    "a full disk behind standard output is exit 74 and a word, whatever the verb",
    arguments: [
      "--help", "--version", "verify --help", "man", "status", "status --json", "mailbox list",
      "mailbox show support", "registration list",
      "settings show --registration 'Oracle B2C Service Email'",
      "checklist support", "report support", "report --all", "explain AADSTS50173",
      "practice faults", "verify support", "verify support --no-refresh --json",
    ])
  func fullDisk(verb: String) throws {
    let end = try shell("greenbox \(verb) >/dev/full").wait()
    #expect(end.exitCode == 74)
    #expect(
      end.errors.hasSuffix("The output did not arrive whole: No space left on device.\n"),
      "\(end.errors)")
  }

  @Test("standard output that is closed, or only for reading, is exit 74 and harms no file")
  func closed() throws {
    for way in [">&-", "1</dev/null"] {
      let end = try shell("greenbox status \(way)").wait()
      #expect(end.exitCode == 74)
      #expect(end.errors == "The output did not arrive whole: Bad file descriptor.\n")
    }
    #expect(try shell("greenbox status >/dev/null 2>&- <&-").wait().exitCode == 3)
    #expect(try server.greenbox("mailbox", "list").exit == 0)
  }

  @Test("what others write to the same file stays in its place")
  func appended() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("all")
    let end = try shell(
      "(echo first; greenbox --version; echo last) >'\(file)'; greenbox --version >>'\(file)'"
    ).wait()
    #expect(end.exitCode == 0)
    #expect(try folder.read("all") == "first\n0.1.0\nlast\n0.1.0\n")
  }

  @Test("a pipe that others made non-blocking, and that is read slowly, gets every byte")
  func nonBlocking() throws {
    let whole = try server.greenbox("man").output
    // Perl's core is on every Debian.
    let set = "fcntl(STDOUT, F_SETFL, fcntl(STDOUT, F_GETFL, 0) | O_NONBLOCK)"
    let slow = "while (sysread(STDIN, $b, 3000)) { print $b; select(undef, undef, undef, 0.005) }"
    let end = try shell(
      "perl -MFcntl -e '\(set); exec @ARGV' '\(Greenbox.path)' man | perl -e '\(slow)'; "
        + "exit ${PIPESTATUS[0]}"
    ).wait()
    #expect(end.exitCode == 0)
    #expect(end.output == whole)
    #expect(end.errors == "")
  }

  @Test(
    "a pipe that nobody reads holds up no commit and no signal",
    arguments: [SIGTERM, SIGINT, SIGHUP])
  func unread(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let fifo = folder.file("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    let held = open(fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    defer { close(held) }
    let rest = [UInt8](repeating: 10, count: 4096)
    while write(held, rest, rest.count) > 0 {}
    let process = try shell(
      "exec '\(Greenbox.path)' verify --all --jobs 8 --json >'\(fifo)' 2>'\(fifo)'")
    try waitForRedemption()
    process.kill(signal)
    let began = ContinuousClock.now
    #expect(process.wait(timeout: 8).end == .exited(128 + signal))
    #expect(ContinuousClock.now - began < .seconds(4))
    try expectNothingIsLost()
  }

  @Test("a reader that leaves after the first line costs no grant")
  func head() throws {
    for _ in 0..<4 {
      let end = try shell(
        "greenbox verify --all --jobs 8 --json | head -1 >/dev/null; exit ${PIPESTATUS[0]}"
      ).wait()
      // Whoever reads may also have been slower than all that was written.
      #expect([141, 6].contains(end.exitCode), "\(end)")
      #expect(end.errors == "")
    }
    try expectNothingIsLost()
  }

  @Test("a second signal does not skip what a server has answered")
  func impatient() throws {
    let process = try server.start(["verify", "--all", "--jobs", "2", "--json"])
    process.closeInput()
    #expect(process.readLine() != nil)
    server.goSilent()
    process.kill(SIGTERM)
    usleep(200_000)
    process.kill(SIGTERM)
    usleep(200_000)
    process.kill(SIGINT)
    usleep(400_000)
    server.speak()
    let end = process.wait(timeout: 8).end
    #expect([.exited(143), .exited(130)].contains(end), "\(end)")
    try expectNothingIsLost()
  }
}
