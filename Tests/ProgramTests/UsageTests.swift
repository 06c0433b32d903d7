import Foundation
import TestKit
import Testing

/// What a tired admin types.
@Suite(.serialized)
struct UsageTests {
  private let server: PracticeServer

  init() throws { server = try PracticeServer() }

  private func run(_ arguments: [String], adding: [String: String] = [:]) throws -> Run {
    let process = try server.start(arguments, adding: adding)
    process.closeInput()
    return Run(process.wait())
  }

  private static let verbs = [
    "settings", "registration", "mailbox", "checklist", "attest", "authenticate", "resume",
    "verify", "status", "forget", "practice",
  ]

  @Test("a wrong command line ends 64 and says what is wrong on stderr only")
  func usage() throws {
    let registration = "--registration=Oracle B2C Service Email"
    for words in [
      ["nosuchverb"], ["verify"], ["verify", "support", "--all"], ["verify", "--all", "--jobs=0"],
      ["verify", "--all", "--stop-after=0"], ["authenticate"], ["attest", "support", "11"],
      ["attest", "support"], ["attest", "--interface=x"], ["attest", "support", "2", "--client=x"],
      ["mailbox", "add"], ["mailbox", "edit", "support", "--incoming=maybe"],
      ["mailbox", "edit", "support", "--type=nonsense"], ["settings", "set", registration, "x=y"],
      ["settings", "set", registration, "client-id"],
      ["settings", "set", registration, "cloud=mars"],
      ["settings", "set", registration, "secret-expires=tomorrow"],
      ["registration", "edit", "Oracle B2C Service Email", "client-mode=x"],
      ["practice", "approve"], ["practice", "--mailboxes=-1"], ["status", "--nosuchflag"],
    ] {
      let found = try run(words)
      #expect(found.exit == 64, "\(words): \(found.errors)")
      #expect(found.output.isEmpty, "\(words)")
      #expect(found.errors.hasPrefix("Error: "), "\(words): \(found.errors)")
    }
  }

  @Test("a wrong name or file is a wrong setting, told in words and as a failed event")
  func wrongNames() throws {
    for (words, title) in [
      (["verify", "suport"], "There is no mailbox called suport"),
      (["checklist", "suport"], "There is no mailbox called suport"),
      (["forget", "suport"], "There is no mailbox called suport"),
      (["authenticate", "suport"], "There is no mailbox called suport"),
      (["mailbox", "show", "suport"], "There is no mailbox called suport"),
      (["mailbox", "remove", "suport"], "There is no mailbox called suport"),
      (["registration", "show", "nope"], "There is no registration called nope"),
      (["registration", "show"], "There is more than one registration; say which"),
      (["settings", "verify"], "There is more than one registration; say which"),
      (["explain", "--file=/no/file"], "The file cannot be read: /no/file"),
      (["resume"], "There is no sign-in under way yet"),
      (["resume", "support"], "No sign-in of support is under way"),
      (
        ["settings", "set", "--registration=Oracle B2C Service Email", "--secret-file=/no/file"],
        "The file cannot be read: /no/file"
      ),
    ] {
      let text = try run(words)
      #expect(text.exit == 6, "\(words)")
      #expect(text.errors.hasPrefix(title + "\n"), "\(words): \(text.errors)")
      #expect(text.output.isEmpty, "\(words)")
      let json = try run(words + ["--json"])
      #expect(json.exit == 6, "\(words)")
      #expect(json.names == ["failed"], "\(words)")
      #expect(json.value("failed", "problem", "title") == title)
    }
  }

  @Test("wrong surroundings are told: no home, a wrong variable, a missing authority file")
  func surroundings() throws {
    let bare = try ChildProcess.run(
      [Greenbox.path, "status"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(bare.exitCode == 6)
    #expect(bare.errors.contains("neither GREENBOX_HOME nor HOME is set"))
    let port = try run(["status"], adding: ["GREENBOX_POP_PORT": "abc"])
    #expect(port.exit == 6)
    #expect(port.errors.hasPrefix("A setting cannot be read: GREENBOX_POP_PORT\n"))
    let plain = try run(["status"], adding: ["GREENBOX_DISCOVERY": "http://example.com"])
    #expect(plain.exit == 6)
    let authority = try run(
      ["settings", "verify", "--registration", "Oracle B2C Service Email"],
      adding: ["GREENBOX_CA_FILE": "/no/file"])
    #expect(authority.exit == 6)
    #expect(!authority.output.contains("clock: within"))
  }

  @Test("every verb has help that ends 0, and its nouns have it too")
  func help() throws {
    for verb in Self.verbs {
      let found = try run([verb, "--help"])
      #expect(found.exit == 0)
      #expect(found.output.hasPrefix("OVERVIEW: "), "\(verb)")
    }
    let root = try run(["--help"])
    #expect(Self.verbs.allSatisfy { root.output.contains("\n  \($0) ") })
    #expect(root.output.contains("Exit codes: 0 all asked for holds"))
  }

  @Test("help names its source, its date and the new name, and both pages on permissions (R1, R54)")
  func source() throws {
    let help = try run(["--help"]).output.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    for words in [
      "answer ID 11864, review date 08/30/2024",
      "Azure Active Directory is now called Microsoft Entra ID", "#application-permissions",
      "describes application permissions",
      "how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
    ] {
      #expect(help.contains(words), "\(words)")
    }
  }

  @Test("single tenant is the default; multitenant says what it requires and wants a yes (R11)")
  func multitenant() throws {
    let name = "Oracle B2C Service Email"
    let show = ["settings", "show", "--registration=\(name)", "--json"]
    let multi = ["settings", "set", "--registration=\(name)", "account-type=multi"]
    #expect(try run(["registration", "add", "Fresh", "--json"]).exit == 0)
    #expect(try run(["registration", "show", "Fresh"]).output.contains("single"))
    let before = try run(show).output
    let refused = try run(multi)
    #expect(refused.exit == 6)
    #expect(refused.errors.contains("Microsoft Partner Network"))
    #expect(refused.errors.contains("--confirm-multitenant"))
    #expect(try run(show).output == before)
    let taken = try run(multi + ["--confirm-multitenant"])
    #expect(taken.exit == 0, "\(taken.errors)")
    #expect(taken.errors.contains("Microsoft Partner Network"))
    #expect(try run(["attest", "--publisher", "--registration=\(name)"]).exit == 0)
    #expect(
      try run(["registration", "show", name]).output.contains("Partner Network      confirmed by"))
  }

  @Test("a GREENBOX_ variable that nothing reads is refused, and the nearest one named")
  func variables() throws {
    let run = try run(["status"], adding: ["GREENBOX_POPSERVER": "mail.example"])
    #expect(run.exit == 6)
    #expect(run.errors.contains("GREENBOX_POPSERVER"))
    #expect(run.errors.contains("GREENBOX_POP_SERVER"))
  }

  @Test("the list shows interface, account, state and last check of every mailbox (R39)")
  func list() throws {
    let line = try #require(
      try run(["mailbox", "list"]).lines.first { $0.hasPrefix("support ") })
    for words in [
      "support@practice.example", "practice.custhelp.com", "Not authenticated", "never",
    ] {
      #expect(line.contains(words), "\(line)")
    }
    let none = try run(["mailbox", "show", "nobody"])
    #expect(none.exit == 6 && none.errors.contains("support"))
  }

  @Test("the editor's client is asked for, and .NET names the answer that enables it (R37, R38)")
  func editorClient() throws {
    #expect(try run(["attest", "support", "2", "--client=dotnet"]).exit == 0)
    #expect(
      try run(["checklist", "support"]).output
        .contains("the editor is opened in .NET, enabled as in answer 11837"))
    #expect(try run(["attest", "support", "2", "--client=browser-ui"]).exit == 0)
    #expect(
      try run(["checklist", "support"]).output.contains("the editor is opened in the Browser UI"))
  }

  @Test("before the code is entered it is said who is to sign in (R47, R48)")
  func whoSignsIn() throws {
    let process = try server.start(["authenticate", "support"])
    process.closeInput()
    var told = ""
    while !told.contains("Sign in as"), let line = process.readErrorLine() { told += line + "\n" }
    process.kill(SIGINT)
    _ = process.wait()
    #expect(told.contains("Sign in as support@practice.example; "))
  }

  @Test("--offline asks nobody: skipped (offline), never passed, never verified (D16, I8)")
  func offline() throws {
    let name = "--registration=Oracle B2C Service Email"
    #expect(try run(["settings", "verify", name]).exit == 0)
    #expect(try run(["settings", "verify", name]).output.contains("does not prove that a mailbox"))
    // The tenant's log counts the calls that read it, too.
    let asked = { try server.log().requests.filter { !$0.path.hasPrefix("/practice/") }.count }
    let before = try asked()
    let text = try run(["settings", "verify", name, "--offline"])
    #expect(text.exit == 0)
    for id in ["C-IDP-1", "C-IDP-2", "C-IDP-3", "C-POP-1", "C-POP-2", "C-POP-3"] {
      #expect(text.lines.contains { $0.hasPrefix(id) && $0.hasSuffix(": skipped (offline)") })
    }
    let json = try run(["settings", "verify", name, "--offline", "--json"])
    #expect(json.output.components(separatedBy: "\"skipped (offline)\"").count == 7)
    let mailbox = try run(["verify", "support", "--offline"])
    #expect(mailbox.exit != 0)
    #expect(mailbox.output.contains("skipped (offline)"))
    let found = try run(["verify", "--all", "--offline", "--json"])
    #expect(found.exit != 0)
    for run in [text, json, mailbox, found] {
      #expect(!run.output.contains("passed") && !run.output.contains("\"access\":\"verified\""))
    }
    #expect(try asked() == before)
  }

  @Test("the last line of every verb says what to do next")
  func next() throws {
    let name = "Oracle B2C Service Email"
    for words in [
      ["status"], ["mailbox", "list"], ["mailbox", "show", "support"], ["checklist", "support"],
      ["mailbox", "add", "Care", "--pop-account=care@practice.example", "--registration=\(name)"],
      ["mailbox", "edit", "Care", "--display-name=Care"], ["mailbox", "remove", "Care"],
      ["attest", "support", "3"], ["forget", "support"], ["verify", "support"],
      [
        "attest", "--interface=practice.custhelp.com", "--setting=all", "--registration=\(name)",
      ],
      ["registration", "list"], ["registration", "show", name],
      ["registration", "add", "Second", "client-id=x"], ["registration", "remove", "Second"],
      ["registration", "edit", name, "interface=practice.custhelp.com"],
      ["settings", "show", "--registration=\(name)"],
      ["settings", "set", "--registration=\(name)"],
      ["settings", "verify", "--registration=\(name)"],
    ] {
      let found = try run(words)
      #expect(found.lines.last?.hasPrefix("Next: ") == true, "\(words): \(found.output)")
    }
  }

  @Test("an empty home is no error, and each verb names the first step")
  func emptyHome() throws {
    let folder = try TemporaryFolder()
    let home = ["GREENBOX_HOME": folder.path]
    #expect(try run(["status"], adding: home).exit == 0)
    #expect(
      try run(["verify", "--all"], adding: home).lines.suffix(2)
        == ["There is no mailbox yet.", "Next: greenbox mailbox add NAME --pop-account ADDRESS"])
    let show = try run(["settings", "show"], adding: home)
    #expect(show.exit == 6)
    #expect(show.errors.hasPrefix("There is no registration yet\n"))
    #expect(show.errors.contains("greenbox settings set"))
  }

  @Test("a required value that is empty fails settings verify though other servers want none")
  func emptyClientID() throws {
    let name = "--registration=Oracle B2C Service Email"
    #expect(try run(["settings", "set", name, "client-id="]).exit == 0)
    let found = try run(["settings", "verify", name])
    #expect(found.exit == 6)
    #expect(found.output.contains("is empty."))
  }

  @Test("in the C locale nothing crashes, and the ten rows are there")
  func plainLocale() throws {
    let found = try run(["checklist", "support"], adding: ["LANG": "C", "LC_ALL": "C"])
    #expect(found.exit == 6)
    #expect(found.lines.count { $0.contains(/^[-+x] [0-9]+[.]/) } == 10)
  }
}
