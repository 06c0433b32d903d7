import Core
import Fixtures
import Testing

@testable import Presentation

@Suite("Times, columns and ticks")
struct WordsTests {
  @Test("columns are as wide as their widest cell, counted in cells of a terminal")
  func columns() {
    #expect(
      Columns.lines([["", "NAME", "STATE"], ["✓", "支払い", "Verified"], ["x", "a", "Stale"]]) == [
        "   NAME    STATE", "✓  支払い  Verified", "x  a       Stale",
      ])
    #expect(Columns.lines([]) == [])
    #expect(Columns.padded("Cloud", to: 8) + "|" == "Cloud   |")
    #expect(Columns.padded("longer than that", to: 8) + "|" == "longer than that |")
  }

  @Test(
    "what is left of a code goes in steps of five seconds, in single ones in the last minute",
    arguments: [
      (899, "14:55 left"), (65, "1:05 left"), (61, "1:00 left"), (60, "60 s left"),
      (1, "1 s left"), (0, nil), (-5, nil),
    ] as [(Int64, String?)])
  func left(seconds: Int64, words: String?) {
    #expect(TimeFormatter.left(seconds) == words)
  }

  @Test("a time of another day has its day, a long one its offset")
  func times() {
    let clock = TimeFormatter(
      offset: 19_800, now: Moment(iso: "2026-11-23T01:05:40Z") ?? .init(seconds: 0))
    #expect(clock.short(clock.now) == "06:35")
    #expect(clock.short(clock.now + .seconds(-86_400)) == "11-22 06:35")
    #expect(clock.long(clock.now) == "2026-11-23 06:35 +05:30")
  }

  @Test("ticks, confirmations and consents say who and when")
  func ticks() {
    let tick = Attestation(who: "ann", at: RulesSamples.now)
    let local = { (_: Moment) in "12:00" }
    #expect(
      [ChecklistRow.EditorMark.attested(tick), .open, .cleared(tick)].map { $0.words(local: local) }
        == [
          "ticked by ann, 12:00", "not ticked",
          "ticked by ann before the secret or an ID was changed; to be done there again",
        ])
    let states: [SettingsMatrix.State] = [
      .confirmed(who: "ann", at: RulesSamples.now), .outdated(who: "ann", at: RulesSamples.now),
      .missing,
    ]
    #expect(
      states.map { $0.words(local: local) } == [
        "confirmed by ann, 12:00", "changed since ann confirmed it", "not confirmed",
      ])
    #expect(states.map(\.mark.sign) == ["✓", "↻", "·"])
    let consent = TenantConsent(tenant: "t", source: .graph, who: "ann", at: RulesSamples.now)
    #expect(consent.words(local: local) == "told by Graph, ann, 12:00")
  }

  @Test("no two marks have one sign or one word")
  func marks() {
    #expect(Set(Mark.allCases.map(\.sign)).count == Mark.allCases.count)
    #expect(Set(Mark.allCases.map(\.word)).count == Mark.allCases.count)
    #expect(
      Mark.legend
        == "Marks: ✓ verified, x failed, ! wrong, ↻ stale, … awaiting, ? unreachable, · not yet.")
  }
}
