import Core
import Foundation
import Practice
import Presentation
import TestKit
import Testing

/// A state has one set of words, whichever verb says it (requirements §4.1).
@Suite(.serialized)
struct BadgeTests {
  private struct Row: Decodable {
    var mailbox: String?
    var state: String?
    var badge: String?
    var markdown: String?
  }

  private func rows(_ run: Run) throws -> [Row] {
    try run.lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
  }

  @Test("status in text and JSON, verify and report call a mailbox's state the same")
  func sameEverywhere() throws {
    let server = try PracticeServer("--authenticated")
    try server.client.revoke(["billing"])
    try server.setFaults("in-use=sales")
    let verified = try rows(server.greenbox("verify", "--all", "--json"))
    let text = try server.greenbox("status").lines
    let found = try rows(server.greenbox("status", "--json")).filter { $0.mailbox != nil }
    #expect(
      Set(found.compactMap(\.state)) == [
        "unauthenticated", "verified", "secret_expired", "access_denied", "unreachable",
      ])
    for row in found {
      let (name, badge) = (try #require(row.mailbox), try #require(row.badge))
      #expect(verified.first { $0.mailbox == name }?.badge == badge)
      // The word that lists and counts say is in it.
      let state = try #require(DisplayState.samples.first { $0.word == row.state })
      #expect(badge.contains(state.name) || badge.contains(state.counted), "\(badge)")
      #expect(text.contains { $0.contains(" \(name) ") && $0.hasSuffix(badge) }, "\(badge)")
      let page = try #require(try rows(server.greenbox("report", name, "--json")).first?.markdown)
      // The report is read elsewhere: its times are whole and in UTC.
      let words = badge.replacing(/\ \d\d:\d\d$/, with: "")
      #expect(page.contains("State: \(words)"), "\(name): \(badge)")
    }
  }
}
