package import Core
import Glibc

/// The one thread that knows a network: HTTPS requests, POP3 probes and waits, all on one libcurl
/// multi handle.
///
/// It starts with the first job, and while there is none it lies in `poll` without an end: nothing
/// ticks. Every signal is blocked in it. Its callers may be on any thread.
package final class Engine: Sendable {
  private let inbox = Inbox()
  private let settings: WireSettings

  /// An engine that has not started yet.
  package init(settings: WireSettings = WireSettings()) {
    self.settings = settings
  }

  deinit { _ = post(.stop(grace: 0)) }

  /// Sends one HTTPS request and returns whatever was answered, of any status.
  ///
  /// TLS 1.2 at least, with the certificate checked; no redirect is followed, no cookie kept.
  ///
  /// - Parameters:
  ///   - request: What to send.
  ///   - mustFinish: Whether it runs on once the first byte is sent. A cancelled caller then still
  ///     gets the reply, when it has come; before that byte nothing is sent and nothing lost.
  ///   - onFirstByte: Called on the engine's thread just before the first byte of the request goes
  ///     out. It must not block.
  /// - Returns: The reply as it came, not yet judged.
  /// - Throws: `.network`, or `.cancelled` when the caller gave up or the engine has ended.
  package func exchange(
    _ request: HTTPRequest, mustFinish: Bool = false,
    onFirstByte: (@Sendable () -> Void)? = nil
  ) async throws(Failure) -> HTTPReply {
    let ticket = inbox.ticket()
    let result: Result<HTTPReply, Failure> = await withTaskCancellationHandler {
      await withCheckedContinuation { caller in
        let order = ExchangeOrder(
          ticket: ticket, request: request, mustFinish: mustFinish, onFirstByte: onFirstByte,
          caller: caller)
        if !post(.exchange(order)) { caller.resume(returning: .failure(.cancelled)) }
      }
    } onCancel: {
      cancel(ticket)
    }
    return try result.get()
  }

  /// Climbs the probe ladder of a POP3S server; a failure is a finding, never thrown.
  ///
  /// Reads only: CAPA, AUTH, STAT and QUIT are all it ever sends. The report comes with the
  /// verdict; the engine then ends the session by itself and QUIT holds nobody up.
  ///
  /// - Parameters:
  ///   - request: Where to, with which token, and how long.
  ///   - report: Called on the engine's thread as each stage ends. It must not block.
  /// - Returns: Every stage, and what they come to; `.cancelled` when the caller gave up.
  package func probe(
    _ request: ProbeRequest, report: @escaping @Sendable (StageResult) -> Void = { _ in }
  ) async -> ProbeReport {
    let ticket = inbox.ticket()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { caller in
        let order = ProbeOrder(ticket: ticket, request: request, report: report, caller: caller)
        if !post(.probe(order)) { caller.resume(returning: .cancelled) }
      }
    } onCancel: {
      cancel(ticket)
    }
  }

  /// Waits.
  ///
  /// - Parameter length: How long; nothing, when it is not positive.
  /// - Throws: `.cancelled`, when the caller gave up or the engine has ended.
  package func sleep(_ length: Duration) async throws(Failure) {
    let ticket = inbox.ticket()
    let end = MonotonicClock.after(length, from: MonotonicClock.now)
    let result: Result<Void, Failure> = await withTaskCancellationHandler {
      await withCheckedContinuation { caller in
        let order = SleepOrder(ticket: ticket, end: end, caller: caller)
        if !post(.sleep(order)) { caller.resume(returning: .failure(.cancelled)) }
      }
    } onCancel: {
      cancel(ticket)
    }
    try result.get()
  }

  /// Awaits one redirect of a browser, on this machine's loopback only. Whoever else comes is answered
  /// and forgotten; once it has come, or is awaited no more, nothing listens.
  ///
  /// - Parameters:
  ///   - request: Where, and how long.
  ///   - listening: Called on the engine's thread with the port, once it is listened on. It must not
  ///     block.
  /// - Returns: The query of the redirect, as it was sent.
  /// - Throws: `.network` where the port cannot be had, or nothing came in time; `.cancelled` when the
  ///   caller gave up or the engine has ended.
  package func redirect(
    _ request: RedirectRequest, listening: @escaping @Sendable (Int) -> Void
  ) async throws(Failure) -> String {
    let ticket = inbox.ticket()
    let result: Result<String, Failure> = await withTaskCancellationHandler {
      await withCheckedContinuation { caller in
        let order = RedirectOrder(
          ticket: ticket, request: request, listening: listening, caller: caller)
        if !post(.redirect(order)) { caller.resume(returning: .failure(.cancelled)) }
      }
    } onCancel: {
      cancel(ticket)
    }
    return try result.get()
  }

  /// Ends the engine: what has not sent anything is cancelled at once, what must finish is waited for.
  /// Whoever asks, and however often, goes on only when the engine's thread has let go of libcurl.
  ///
  /// - Parameter grace: How long transfers that must finish are waited for.
  package func shutdown(grace: Duration = .seconds(2)) async {
    if inbox.closeUnstarted() { return }
    _ = post(.stop(grace: MonotonicClock.nanoseconds(grace)))
    await withCheckedContinuation { inbox.whenEnded($0) }
  }

  private func cancel(_ ticket: Ticket) {
    ticket.cancel()
    _ = post(.cancel(ticket.number))
  }

  /// False when the engine has ended. A first job that only takes something back starts no thread.
  private func post(_ job: EngineOrder) -> Bool {
    switch job {
    case .cancel, .stop: if !inbox.isStarted { return true }
    case .exchange, .probe, .sleep, .redirect: break
    }
    switch inbox.post(job) {
    case .taken: return true
    case .closed: return false
    case .first:
      EngineThread.start(settings: settings, inbox: inbox)
      return true
    }
  }
}

extension ProbeReport {
  /// A probe that never began.
  static var cancelled: ProbeReport {
    ProbeReport(
      stages: ProbeStage.allCases.map { StageResult($0, ms: nil, .skipped, said: "cancelled") },
      outcome: .cancelled)
  }

  /// A probe that broke off before its first stage.
  static func broken(_ detail: String, _ request: ProbeRequest) -> ProbeReport {
    ProbeLedger(start: MonotonicClock.now) { _ in }.report(
      .broken(
        NetworkFailure(
          .other, host: request.host, port: request.port, stage: .dns, detail: detail)))
  }
}
