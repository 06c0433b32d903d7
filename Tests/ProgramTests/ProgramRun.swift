import Foundation
import TestKit
@testable import Core
@testable import Diagnosis

/// One JSON line of the program, as far as tests look at it.
struct ProgramLine: Decodable {
  struct Problem: Decodable { var id: String }
  struct Stage: Decodable {
    var name: String
    var verdict: String
    var said: String
  }
  struct Access: Decodable {
    var access: String
    var messages: Int?
    var octets: Int?
  }
  struct DeviceCode: Decodable { var user_code: String }
  struct Authenticated: Decodable { var how: String }

  var mailbox: String?
  var auth: String?
  var access: String?
  var messages: Int?
  var octets: Int?
  var stages: [Stage]?
  var transcript: [String]?
  var problem: Problem?
  var deviceCode: DeviceCode?
  var authenticated: Authenticated?
  /// What an `access` object holds; in a verify's line `access` is a word.
  var end: Access?
  /// The name of the object's one member besides `greenbox` and `event`, in order.
  var name = ""

  private enum Key: String, CodingKey, CaseIterable {
    case mailbox, auth, access, messages, octets, stages, transcript, problem, authenticated
    case deviceCode = "device-code"
  }

  init?(_ line: String) {
    guard let made = try? JSONDecoder().decode(ProgramLine.self, from: Data(line.utf8)) else {
      return nil
    }
    self = made
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    let names = try decoder.singleValueContainer().decode([String: Ignored].self).keys
    name = names.filter { $0 != "greenbox" && $0 != "event" }.sorted().joined(separator: ",")
    mailbox = try? all.decode(String.self, forKey: .mailbox)
    auth = try? all.decode(String.self, forKey: .auth)
    access = try? all.decode(String.self, forKey: .access)
    end = try? all.decode(Access.self, forKey: .access)
    messages = try? all.decode(Int.self, forKey: .messages)
    octets = try? all.decode(Int.self, forKey: .octets)
    stages = try? all.decode([Stage].self, forKey: .stages)
    transcript = try? all.decode([String].self, forKey: .transcript)
    problem = try? all.decode(Problem.self, forKey: .problem)
    deviceCode = try? all.decode(DeviceCode.self, forKey: .deviceCode)
    authenticated = try? all.decode(Authenticated.self, forKey: .authenticated)
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }
}

/// What a call of the program with `--json` came to.
struct ProgramRun {
  let exitCode: Int32?
  let lines: [ProgramLine]
  /// All it wrote, for messages.
  let words: String

  init(_ result: ChildProcess.Result) {
    exitCode = result.exitCode
    lines = result.output.split(separator: "\n").compactMap { ProgramLine(String($0)) }
    words = "\(result.end)\n\(result.output)\n\(result.errors)"
  }

  /// The names of the lines' objects, in order.
  var names: [String] { lines.map(\.name) }

  /// The line about a mailbox in a verify.
  func mailbox(_ name: String) -> ProgramLine? { lines.first { $0.mailbox == name } }

  /// What a sign-in ended with.
  var end: ProgramLine.Access? { lines.lazy.compactMap(\.end).last }
}

/// A verdict of `verify`: exit code and the word of access.
struct Verdict: Equatable {
  var exitCode: Int32?
  var access: String?
  var messages: Int?
  var octets: Int?

  static let denied = Verdict(exitCode: 4, access: "denied")
  static let unreachable = Verdict(exitCode: 5, access: "unreachable")

  static func verified(messages: Int, octets: Int) -> Verdict {
    Verdict(exitCode: 0, access: "verified", messages: messages, octets: octets)
  }
}

extension ProgramRun {
  /// The verdict on the run's only mailbox.
  var verdict: Verdict {
    let line = lines.first { $0.mailbox != nil }
    return Verdict(
      exitCode: exitCode, access: line?.access, messages: line?.messages, octets: line?.octets)
  }
}
