import Foundation
import TestKit
import Testing

/// What a home's store holds, as verbs show it, and the journal, as the console shows it.
struct FacesStore {
  /// Each value by whose it is and what it is called: `support: incoming.pop_account`.
  private var values: [String: String] = [:]
  /// The lines of the journal without their times, the newest first.
  private var journal: [String] = []

  /// Reads it.
  init(_ desk: FacesDesk, _ home: String, _ kind: FacesHome) throws {
    // Edits that a console has left would come before what is looked at.
    try? FileManager.default.removeItem(atPath: home + "/edits.json")
    let looks = [
      ["registration", "list"], ["mailbox", "list"], ["status"],
      ["checklist", kind == .consentAwaited ? "billing" : "support"],
      ["settings", "show", "--registration", FacesDesk.first],
    ]
    let shown = try desk.show(looks, home, kind)
    for var one in shown[0] {
      let name = one.removeValue(forKey: "registration") as? String ?? ""
      take(one, of: name == FacesDesk.first ? "registration" : name)
    }
    for var one in shown[1] {
      let name = one.removeValue(forKey: "mailbox") as? String ?? ""
      take(one, of: name)
    }
    for one in shown[2] {
      guard let name = one["mailbox"] as? String else { continue }
      let words = ["state", "auth", "access"].map { one[$0] as? String ?? "" }
      values["\(name): is"] = words.joined(separator: ", ")
    }
    for one in shown[3] {
      guard let step = one["step"] as? Int else { continue }
      values["steps: \(step) here"] = one["here"] as? String
      values["steps: \(step) there"] = one["editor"] as? String
    }
    for cell in shown[4].first?["settings"] as? [[String: Any]] ?? [] {
      let words = ["interface", "setting", "state"].map { cell[$0] as? String ?? "" }
      values["\(words[0]): \(words[1])"] = words[2]
    }
    let log = try desk.console(["L"], until: "", home, desk.environment(of: kind)).words
    journal = log.split(whereSeparator: \.isNewline).compactMap { line in
      line.firstMatch(of: /^(\d\d-\d\d )?\d\d:\d\d\ \ (.*?)(; by \S+)?$/).map { String($0.2) }
    }
  }

  /// What is here and was not there before, in the order of names; then the journal's new lines, the
  /// oldest first. What has gone altogether is named; what is all new and empty is not told. The same
  /// of several is told once.
  func news(since before: FacesStore) -> [String] {
    let subject = { (key: String) in String(key.prefix { $0 != ":" }) }
    let here = Set(values.keys.map(subject))
    let known = Set(before.values.keys.map(subject))
    var news: [String: [String]] = [:]
    for gone in known.subtracting(here) { news["gone", default: []].append(gone) }
    for (key, value) in values where before.values[key] != value {
      let isNew = !known.contains(subject(key))
      if isNew, ["", "none", "no", "0"].contains(value) { continue }
      let told = key.dropFirst(subject(key).count + 2) + "=" + value
      news[String(told), default: []].append(subject(key))
    }
    let told = news.map { "\($1.sorted().joined(separator: ", ")): \($0)" }
    let lines = journal.prefix(max(0, journal.count - before.journal.count)).reversed()
    return told.sorted() + lines.map { "journal: \($0)" }
  }

  private static let untold: Set<String> = [
    "greenbox", "findings", "redirect_uris", "stored", "worked", "at", "who",
  ]

  private mutating func take(_ value: Any, of subject: String, _ path: String = "") {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object where !FacesStore.untold.contains(key) {
        take(value, of: subject, path.isEmpty ? key : "\(path).\(key)")
      }
    case let list as [[String: Any]]:
      values["\(subject): \(path)"] = "\(list.count)"
      for (place, object) in list.enumerated() { take(object, of: subject, "\(path).\(place)") }
    case let list as [Any]:
      values["\(subject): \(path)"] = list.map { "\($0)" }.joined(separator: ", ")
    case let flag as Bool: values["\(subject): \(path)"] = flag ? "yes" : "no"
    default:
      // The tenant makes its ids and days anew for each run.
      let isOther =
        ["secret.secret_id", "secret.expires"].contains(path)
        && ![FacesDesk.secretID, FacesDesk.day].contains("\(value)")
      values["\(subject): \(path)"] =
        value is NSNull ? "none" : isOther ? "another" : Run.mask("\(value)")
    }
  }
}
