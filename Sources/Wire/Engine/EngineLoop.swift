import CCurl
import Core
import Glibc

/// What the engine thread does: takes jobs in, moves transfers and dialogues on, and polls.
///
/// Confined to that thread from its making to its end.
final class EngineLoop {
  private let settings: WireSettings
  private let inbox: Inbox
  private let multi: UnsafeMutableRawPointer
  private let share: UnsafeMutableRawPointer?
  private lazy var trust = TrustStore(extra: settings.authorities)

  private var transfers: [UInt64: HTTPSTransfer] = [:]
  private var probes: [UInt64: PopProbe] = [:]
  private var sleepers: [UInt64: SleepOrder] = [:]
  private var listeners: [UInt64: RedirectListener] = [:]
  private var owners: [UnsafeMutableRawPointer: UInt64] = [:]
  private var stopAt: UInt64?

  /// libcurl's global state, set up by the first engine that runs.
  private static let library = curl_global_init(Int(CURL_GLOBAL_ALL))

  /// A loop with nothing to do; nil when libcurl cannot be set up.
  init?(settings: WireSettings, inbox: Inbox) {
    guard EngineLoop.library == CURLE_OK, let multi = curl_multi_init() else { return nil }
    self.settings = settings
    self.inbox = inbox
    self.multi = multi
    share = curl_share_init()
    if let share { ccurl_share_data(share, CURL_LOCK_DATA_SSL_SESSION) }
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 8)
  }

  /// Runs until it is told to stop.
  func run() {
    inbox.open(multi)
    while true {
      for job in inbox.take() { accept(job) }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      collect()
      expire()
      if let stopAt, transfers.isEmpty || MonotonicClock.now >= stopAt { break }
      poll()
    }
    end()
  }

  /// Ends jobs that no engine will do; with libcurl's absence as the reason, they say so.
  static func refuse(_ jobs: [EngineOrder], missing: String? = nil) {
    for job in jobs {
      switch job {
      case .exchange(let order):
        let failure = missing.map {
          Failure.network(NetworkFailure(.other, host: order.request.url, port: 0, detail: $0))
        }
        order.caller.resume(returning: .failure(failure ?? .cancelled))
      case .probe(let order):
        let report = missing.map { ProbeReport.broken($0, order.request) }
        order.caller.resume(returning: report ?? .cancelled)
      case .sleep(let order): order.caller.resume(returning: .failure(.cancelled))
      case .redirect(let order): order.caller.resume(returning: .failure(.cancelled))
      case .stop, .cancel: break
      }
    }
  }

  private func accept(_ job: EngineOrder) {
    switch job {
    case .cancel(let number): cancel(number)
    case .stop(let grace):
      let end = MonotonicClock.now.addingReportingOverflow(grace)
      stopAt = min(stopAt ?? .max, end.overflow ? .max : end.partialValue)
      let jobs =
        Array(transfers.keys) + Array(probes.keys) + Array(sleepers.keys) + Array(listeners.keys)
      for number in jobs { cancel(number) }
    case .exchange, .probe, .sleep, .redirect:
      if stopAt != nil { return EngineLoop.refuse([job]) }
      begin(job)
    }
  }

  private func begin(_ job: EngineOrder) {
    switch job {
    case .exchange(let order):
      guard !order.ticket.isCancelled else { return EngineLoop.refuse([job]) }
      guard
        let transfer = HTTPSTransfer(order, settings: settings, trust: trust, share: share)
      else { return }
      transfers[order.ticket.number] = transfer
      add(transfer.easy, order.ticket.number)
    case .probe(let order):
      guard !order.ticket.isCancelled else { return EngineLoop.refuse([job]) }
      guard let probe = PopProbe(order, settings: settings, trust: trust, share: share) else {
        return
      }
      probes[order.ticket.number] = probe
      add(probe.easy, order.ticket.number)
    case .sleep(let order):
      guard !order.ticket.isCancelled else { return EngineLoop.refuse([job]) }
      sleepers[order.ticket.number] = order
    case .redirect(let order):
      guard !order.ticket.isCancelled else { return EngineLoop.refuse([job]) }
      listeners[order.ticket.number] = RedirectListener(order)
    case .cancel, .stop: break
    }
  }

  private func cancel(_ number: UInt64) {
    if let sleeper = sleepers.removeValue(forKey: number) {
      sleeper.caller.resume(returning: .failure(.cancelled))
    } else if let listener = listeners.removeValue(forKey: number) {
      listener.cancelled()
    } else if let transfer = transfers[number], transfer.mayBeDropped {
      drop(transfer)
      transfer.cancelled()
    } else if let probe = probes[number], !probe.isDelivered {
      drop(probe)
      probe.cancelled()
    }
  }

  private func add(_ easy: EasyHandle, _ number: UInt64) {
    owners[easy.raw] = number
    curl_multi_add_handle(multi, easy.raw)
  }

  private func drop(_ transfer: HTTPSTransfer) {
    transfers[transfer.number] = nil
    owners[transfer.easy.raw] = nil
    curl_multi_remove_handle(multi, transfer.easy.raw)
  }

  private func drop(_ probe: PopProbe) {
    probes[probe.number] = nil
    owners[probe.easy.raw] = nil
    curl_multi_remove_handle(multi, probe.easy.raw)
  }

  /// Takes what libcurl has finished: replies, and connections on which POP3 can begin.
  private func collect() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      let code = ccurl_message_result(message)
      guard let easy = message.pointee.easy_handle, let number = owners[easy] else { continue }
      if let transfer = transfers[number] {
        // The verdict is read from the handle before it leaves the multi handle.
        let result = transfer.result(code)
        drop(transfer)
        transfer.deliver(result)
      } else if let probe = probes[number] {
        probe.connected(code)
        if probe.isOver { drop(probe) }
      }
    }
  }

  private func expire() {
    guard !sleepers.isEmpty || !probes.isEmpty || !listeners.isEmpty else { return }
    let now = MonotonicClock.now
    for (number, sleeper) in sleepers where sleeper.end <= now {
      sleepers[number] = nil
      sleeper.caller.resume(returning: .success(()))
    }
    for (number, listener) in listeners where listener.timer <= now {
      listener.timedOut()
      if listener.isOver { listeners[number] = nil }
    }
    for probe in Array(probes.values) where probe.timer <= now {
      probe.timedOut()
      if probe.isOver { drop(probe) }
    }
  }

  /// Waits for a socket, a wake-up or the next timer; with nothing to do, for nothing but a wake-up.
  private func poll() {
    var talking: [PopProbe] = []
    var sockets: [curl_waitfd] = []
    var next = stopAt ?? .max
    for probe in probes.values {
      next = min(next, probe.timer)
      guard let events = probe.awaited else { continue }
      talking.append(probe)
      sockets.append(curl_waitfd(fd: probe.socket, events: events, revents: 0))
    }
    for sleeper in sleepers.values { next = min(next, sleeper.end) }
    for listener in listeners.values {
      next = min(next, listener.timer)
      sockets += listener.sockets.map {
        curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      }
    }
    let now = MonotonicClock.now
    // Rounded up, so that the timer is due when the poll returns. libcurl takes no "for ever".
    let wait =
      next == .max ? UInt64(Int32.max) : next > now ? (next - now + 999_999) / 1_000_000 : 0
    curl_multi_poll(
      multi, &sockets, UInt32(sockets.count), Int32(min(wait, UInt64(Int32.max))), nil)
    if sockets.dropFirst(talking.count).contains(where: { $0.revents != 0 }) { listen() }
    for (probe, socket) in zip(talking, sockets) where socket.revents != 0 {
      probe.pump()
      if probe.isOver { drop(probe) }
    }
  }

  // There are few, and nothing of theirs blocks.
  private func listen() {
    for (number, listener) in listeners {
      listener.pump()
      if listener.isOver { listeners[number] = nil }
    }
  }

  private func end() {
    for transfer in Array(transfers.values) {
      drop(transfer)
      transfer.cancelled()
    }
    for probe in Array(probes.values) {
      drop(probe)
      if !probe.isDelivered { probe.cancelled() }
    }
    for listener in listeners.values { listener.cancelled() }
    listeners = [:]
    EngineLoop.refuse(sleepers.values.map { .sleep($0) })
    EngineLoop.refuse(inbox.close())
    curl_multi_cleanup(multi)
    if let share { curl_share_cleanup(share) }
  }
}
