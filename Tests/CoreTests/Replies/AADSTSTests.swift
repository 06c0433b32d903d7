import Testing
@testable import Core

@Suite("AADSTS numbers")
struct AADSTSTests {
  @Test("The numbers of a text are read each once, in capitals or not")
  func codes() {
    #expect(
      AADSTS.codes(in: "AADSTS50173: x (aadsts50173), then Aadsts7000222.") == [50173, 7_000_222])
    #expect(AADSTS.codes(in: "AADSTS: none; AADSTSx; AADST50173; AADSTS") == [])
    #expect(AADSTS.codes(in: "é AADSTS\u{0661} AADSTS53003é") == [53003])
    #expect(AADSTS.codes(in: "AADSTS99999999999999999999999") == [])
    #expect(AADSTS.places(in: "aAADSTS1 aadsts").count == 2)
  }

  @Test("They are written as people search for them")
  func words() {
    #expect(AADSTS.name(50173) == "AADSTS50173")
    let refusal = OAuthRefusal(
      status: 400, error: "invalid_grant", description: "AADSTS50173: a. AADSTS700082: b.",
      codes: [700_082])
    #expect(refusal.words == "invalid_grant AADSTS700082")
    #expect(refusal.allCodes == [700_082, 50173])
    #expect(OAuthRefusal(status: 400, error: "invalid_grant").words == "invalid_grant")
  }

  @Test("The ids beside a number are read to the end of their word")
  func ids() {
    let ids = AADSTS.Ids(
      of:
        "AADSTS50173: x.\r\nTrace ID: 1a-2b\r\nCorrelation ID: 3c-4d\", \r\nTimestamp: 2026-11-30 01:02:03Z,"
    )
    #expect(ids.trace == "1a-2b")
    #expect(ids.correlation == "3c-4d")
    #expect(ids.timestamp == "2026-11-30 01:02:03Z")
    #expect(AADSTS.Ids(of: "Timestamp: 2026-11-30T01:02:03Z").timestamp == "2026-11-30T01:02:03Z")
    #expect(AADSTS.Ids(of: "Trace ID:").trace == nil)
  }
}
