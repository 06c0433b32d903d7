import Core

/// What is asked of the engine thread.
enum EngineOrder: Sendable {
  case exchange(ExchangeOrder)
  case probe(ProbeOrder)
  case sleep(SleepOrder)
  case redirect(RedirectOrder)
  /// The caller of the job with this number gives up.
  case cancel(UInt64)
  /// End, leaving transfers that must finish this many nanoseconds.
  case stop(grace: UInt64)
}

/// An HTTPS request and whom to give the reply.
struct ExchangeOrder: Sendable {
  let ticket: Ticket
  let request: HTTPRequest
  /// Whether it runs on once its first byte is sent, whatever the caller does.
  let mustFinish: Bool
  /// Called on the engine thread just before the first byte of the request is sent.
  let onFirstByte: (@Sendable () -> Void)?
  let caller: CheckedContinuation<Result<HTTPReply, Failure>, Never>
}

/// A probe and whom to give the report.
struct ProbeOrder: Sendable {
  let ticket: Ticket
  let request: ProbeRequest
  let report: @Sendable (StageResult) -> Void
  let caller: CheckedContinuation<ProbeReport, Never>
}

/// A wait and whom to wake.
struct SleepOrder: Sendable {
  let ticket: Ticket
  /// When it ends, in nanoseconds of the monotonic clock.
  let end: UInt64
  let caller: CheckedContinuation<Result<Void, Failure>, Never>
}

/// A redirect that is awaited, and whom to give its query.
struct RedirectOrder: Sendable {
  let ticket: Ticket
  let request: RedirectRequest
  /// Told the port once it is listened on.
  let listening: @Sendable (Int) -> Void
  let caller: CheckedContinuation<Result<String, Failure>, Never>
}
