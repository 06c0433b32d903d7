import Foundation
import TestKit

/// What one call of the program came to.
struct Run {
  let exit: Int32
  let output: String
  let errors: String

  init(_ result: ChildProcess.Result) {
    exit = result.exitCode ?? -1
    output = result.output
    errors = result.errors
  }

  /// The output's lines.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The output with all that differs from run to run named by its kind.
  var masked: [String] { lines.map(Run.mask) }

  /// The names of the events, in order.
  var names: [String] {
    lines.map { line in
      line.firstMatch(of: /^\{"greenbox":1,"event":"([^"]+)"/).map { String($0.1) }
        ?? "no event: \(line)"
    }
  }

  /// A value of the event of that name, found by the path of its keys.
  func value(_ name: String, _ path: String...) -> String? {
    guard
      let line = lines.first(where: { $0.hasPrefix("{\"greenbox\":1,\"event\":\"\(name)\",") }),
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
    else { return nil }
    var found: Any? = (object as? [String: Any])?[name]
    for key in path { found = (found as? [String: Any])?[key] }
    return found.flatMap { $0 is NSNull ? nil : "\($0)" }
  }

  /// One line with all that differs from run to run named by its kind.
  static func mask(_ line: String) -> String {
    line
      .replacing(/"user_code":"[^"]+"/, with: "\"user_code\":\"CODE\"")
      .replacing(/127\.0\.0\.1:\d+/, with: "HOST")
      .replacing(/"expires_in":(89\d|900)/, with: "\"expires_in\":900")
      .replacing(/"pending":"[0-9a-f]{24}"/, with: "\"pending\":\"ID\"")
      .replacing(/was \d+ s ago/, with: "was N s ago")
      .replacing(/"ms":[0-9.e-]+/, with: "\"ms\":0")
      .replacing(/redacted \d+ bytes/, with: "redacted n bytes")
      .replacing(/\d{4}-\d\d-\d\dT[0-9:.]+Z/, with: "TIME")
      .replacing(/Verified \d\d:\d\d/, with: "Verified NOW")
      .replacing(/\[UABS[A-Za-z0-9+\/=]+\]/, with: "[NAME]")
  }

  /// The mask that leaves only the words: for text with times of stages.
  static func maskText(_ line: String) -> String {
    mask(line).replacing(/\ +[0-9.]+\ ms/, with: " N ms")
  }
}
