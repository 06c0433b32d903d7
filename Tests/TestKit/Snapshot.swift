import Foundation
package import Testing

/// Compares lines with the text file `__Snapshots__/<test file>/<name>.txt` beside the test.
///
/// A missing file fails. With `RECORD_SNAPSHOTS=1` in the environment the file is written, and the
/// test fails all the same, so that no run that records can pass for one that checks.
package func expectSnapshot(
  _ lines: [String], named name: String, filePath: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let recording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  if let complaint = snapshotComplaint(
    lines, named: name, recording: recording, filePath: "\(filePath)")
  {
    Issue.record("\(complaint)", sourceLocation: sourceLocation)
  }
}

/// What is wrong with lines against their snapshot, or nil; when recording, the file is written and
/// that is the complaint.
package func snapshotComplaint(
  _ lines: [String], named name: String, recording: Bool, filePath: String
) -> String? {
  let test = URL(filePath: filePath)
  let file = test.deletingLastPathComponent().appending(path: "__Snapshots__")
    .appending(path: test.deletingPathExtension().lastPathComponent).appending(path: name + ".txt")
  let text = lines.map { $0 + "\n" }.joined()
  if recording {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return "recorded \(name)"
    } catch {
      return "cannot record \(name): \(error)"
    }
  }
  guard let kept = try? Data(contentsOf: file) else {
    return "no snapshot \(name); look at the output, then run with RECORD_SNAPSHOTS=1:\n\(text)"
  }
  guard kept != Data(text.utf8) else { return nil }
  let expected = String(decoding: kept, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false
  ).dropLast().map(String.init)
  return "\(name) differs:\n\(snapshotDifference(expected, lines).joined(separator: "\n"))"
}

/// Compares a text with its snapshot, as `expectSnapshot` of lines does.
package func expectSnapshot(
  _ text: String, named name: String, filePath: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectSnapshot(
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), named: name,
    filePath: filePath, sourceLocation: sourceLocation)
}

/// The lines that are not alike, each pair with its number, `-` for what is kept and `+` for what
/// came.
package func snapshotDifference(_ expected: [String], _ actual: [String]) -> [String] {
  (0..<max(expected.count, actual.count)).flatMap { index -> [String] in
    let old = index < expected.count ? expected[index] : nil
    let new = index < actual.count ? actual[index] : nil
    guard old != new else { return [] }
    return [old.map { "\(index + 1) - \($0)" }, new.map { "\(index + 1) + \($0)" }].compactMap(
      \.self)
  }
}
