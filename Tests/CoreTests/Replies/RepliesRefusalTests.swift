import Core
import Testing

@Suite("OAuth refusals")
struct RepliesRefusalTests {
  typealias Samples = RepliesSamples

  @Test("Every decoder throws a refusal whole, whatever the status")
  func whole() {
    let description =
      "AADSTS50173: The grant has been revoked.\r\nTrace ID: trace-1\r\nCorrelation ID: corr-1"
      + "\r\nTimestamp: 2026-10-29 17:16:31Z"
    for (_, _, decode) in Samples.decoders {
      for status in [200, 400, 401, 503] {
        let expected = OAuthRefusal(
          status: status, error: "invalid_grant", description: description, codes: [50173],
          suberror: "bad_token", traceID: "trace-1", correlationID: "corr-1",
          timestamp: "2026-10-29 17:16:31Z", claims: #"{"access_token":{}}"#, retryAfter: 9)
        #expect(throws: Failure.refused(expected)) {
          try decode(Samples.reply(status, Samples.refusal, retryAfter: "9"))
        }
      }
    }
  }

  @Test("Without fields, numbers and ids are read out of the description, on lines or on one")
  func description() {
    for gap in ["\\r\\n", " "] {
      let text =
        "AADSTS90002: Tenant 'x' not found, see AADSTS90002 and AADSTS500011.\(gap)Trace ID: t-1"
        + "\(gap)Correlation ID: c-1\(gap)Timestamp: 2026-08-02 11:19:53Z"
      let refusal = OAuthRefusal(
        Samples.reply(400, #"{"error":"invalid_request","error_description":"\#(text)"}"#))
      #expect(refusal?.codes == [90002, 500_011])
      #expect(refusal?.traceID == "t-1")
      #expect(refusal?.correlationID == "c-1")
      #expect(refusal?.timestamp == "2026-08-02 11:19:53Z")
    }
  }

  @Test("Only error is needed; fields of a wrong kind are passed over")
  func least() {
    #expect(
      OAuthRefusal(Samples.reply(400, #"{"error":"authorization_pending"}"#))
        == OAuthRefusal(status: 400, error: "authorization_pending"))
    #expect(
      OAuthRefusal(
        Samples.reply(
          400,
          #"{"error":"x","error_description":7,"error_codes":["70016",2.5,null],"claims":{}}"#))
        == OAuthRefusal(status: 400, error: "x", codes: [70016, 2]))
    for body in [#"{"error":""}"#, #"{"error":{}}"#, "[]", "", #""error""#, "<html>"] {
      #expect(OAuthRefusal(Samples.reply(400, body)) == nil)
    }
    #expect(
      OAuthRefusal(
        Samples.reply(400, #"{"error":"x","error_description":"AADSTS Trace ID: Timestamp:"}"#))
        == OAuthRefusal(
          status: 400, error: "x", description: "AADSTS Trace ID: Timestamp:",
          traceID: "Timestamp"))
  }

  @Test("A description of a megabyte is cut, and its numbers are still read")
  func long() {
    let long = String(repeating: "AADSTS1 ", count: 100_000)
    let refusal = OAuthRefusal(
      Samples.reply(400, #"{"error":"x","error_description":"\#(long)"}"#))
    #expect(
      refusal
        == OAuthRefusal(
          status: 400, error: "x", description: String(long.prefix(8192)), codes: [1]))
  }
}
