import Foundation
import TestKit
import Testing

@Suite("greenbox report and explain, as a program")
struct ReportProgramTests {
  @Test("a report on everything holds no secret and no token, and names what is wrong")
  func report() throws {
    let practice = try PracticeServer("--authenticated")
    let secret = try practice.newSecret()
    let folder = try TemporaryFolder()
    let file = try folder.write("secret", secret)
    let stored = try practice.greenbox(
      "settings", "set", "--registration", "Oracle B2C Service Email", "--secret-file", file)
    #expect(stored.exit == 0, "\(stored.errors)")
    _ = try practice.greenbox("verify", "support", "returns")
    let report = try practice.greenbox("report", "--all")
    #expect(report.exit == 0)
    #expect(report.errors == "")
    #expect(!report.output.contains(secret))
    #expect(!report.output.contains("eyJ"))
    #expect(report.output.contains("## Mailbox returns"))
    #expect(report.output.contains("What is wrong: Signed in, but the mailbox refuses the token"))
    #expect(report.output.contains("C: <redacted "))
    #expect(report.output.contains("| Secret exercised | yes |"))
  }

  @Test("the letter names app id, consent link and the POP switch of each mailbox")
  func letter() throws {
    let practice = try PracticeServer()
    let letter = try practice.greenbox("report", "support", "--letter", "--json")
    #expect(letter.exit == 0)
    #expect(letter.lines.count == 1)
    let line = try #require(letter.lines.first)
    #expect(line.hasPrefix(#"{"greenbox":1,"registration":"Oracle B2C Service Email","#))
    #expect(line.contains(#""consent_links":["https://login.microsoftonline.com/"#))
    #expect(line.contains(#""allow_public_client_flows":false"#))
    #expect(line.contains("Set-CASMailbox -Identity support@practice.example -PopEnabled $true"))
  }

  @Test("a name that is not there is a wrong setting")
  func unknown() throws {
    let practice = try PracticeServer()
    #expect(try practice.greenbox("report", "nobody").exit == 6)
    #expect(try practice.greenbox("report").exit == 64)
  }

  @Test("explain needs no vault: argument, file and standard input give the same answer")
  func explain() throws {
    let folder = try TemporaryFolder()
    let text = "curl: (6) Could not resolve host: login.microsoftonline.com"
    try text.write(toFile: folder.path + "/log", atomically: true, encoding: .utf8)
    func call(_ arguments: [String], input: String = "") throws -> Run {
      // No home at all: nothing may be opened.
      let process = try ChildProcess(
        [Greenbox.path, "explain"] + arguments, environment: ["PATH": "/usr/bin:/bin"],
        session: true)
      process.write(input)
      process.closeInput()
      return Run(process.wait(timeout: 20))
    }
    let argument = try call([text])
    #expect(argument.exit == 0)
    #expect(argument.errors == "")
    #expect(argument.lines.first == "The name login.microsoftonline.com was not found")
    #expect(try call(["--file", folder.path + "/log"]).output == argument.output)
    #expect(try call(["-"], input: text).output == argument.output)
    #expect(try call([], input: text).output == argument.output)
    #expect(
      try call(["--json", "nothing known"]).lines.last
        == #"{"greenbox":1,"summary":{"known":false,"errors":1}}"#)
  }
}
