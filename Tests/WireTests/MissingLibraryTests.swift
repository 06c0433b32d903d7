import CCurl
import Core
import Testing

@testable import Wire

@Suite("Without libcurl")
struct MissingLibraryTests {
  @Test("libcurl is there, and opened at the first question")
  func there() {
    #expect(ccurl_missing() == nil)
  }

  @Test("a request and a probe tell why they never began, and a wait is given up")
  func refused() async throws {
    let inbox = Inbox()
    let words = "libcurl.so.4: cannot open shared object file"
    let reply = await withCheckedContinuation { caller in
      let order = ExchangeOrder(
        ticket: inbox.ticket(), request: HTTPRequest(url: "https://login.example/"),
        mustFinish: false, onFirstByte: nil, caller: caller)
      EngineLoop.refuse([.exchange(order)], missing: words)
    }
    guard case .failure(.server(.network(let failure))) = reply else {
      Issue.record("\(reply)")
      return
    }
    #expect(failure.kind == .other && failure.detail == words)
    let report = await withCheckedContinuation { caller in
      let order = ProbeOrder(
        ticket: inbox.ticket(), request: ProbeRequest(host: "pop.example", login: nil),
        report: { _ in }, caller: caller)
      EngineLoop.refuse([.probe(order)], missing: words)
    }
    #expect(
      report.outcome
        == .broken(
          NetworkFailure(.other, host: "pop.example", port: 995, stage: .dns, detail: words)))
    #expect(report.stages.map(\.verdict).allSatisfy { $0 == .skipped })
    let wait = await withCheckedContinuation { caller in
      EngineLoop.refuse(
        [.sleep(SleepOrder(ticket: inbox.ticket(), end: 0, caller: caller))], missing: words)
    }
    guard case .failure(.cancelled) = wait else {
      Issue.record("\(wait)")
      return
    }
  }
}
