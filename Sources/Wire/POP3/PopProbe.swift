import CCurl
import Core
import Glibc

/// One probe on the engine thread: libcurl makes the TLS connection, `PopDialogue` the conversation,
/// and this moves bytes and time between them.
final class PopProbe {
  let easy: EasyHandle
  private let order: ProbeOrder
  private let settings: WireSettings
  private let watch: ConnectionWatch
  private let deadline: UInt64
  private var ledger: ProbeLedger
  private var dialogue: PopDialogue
  private var lines = LineBuffer()
  private var output = PopOutput()
  private var ending: PopDialogue.Ending?
  private var peer: String?

  /// The connection's socket; -1 before there is one.
  private(set) var socket: Int32 = -1
  /// When the engine has to call `timedOut`.
  private(set) var timer: UInt64
  /// Whether the caller has the report.
  private(set) var isDelivered = false
  /// Whether nothing more is to be done; the connection closes with the handle.
  private(set) var isOver = false

  /// How long a server may take over QUIT, while nobody waits.
  static let farewell = Duration.seconds(2)

  /// A probe for the multi handle; nil when the order was answered at once.
  init?(
    _ order: ProbeOrder, settings: WireSettings, trust: TrustStore,
    share: UnsafeMutableRawPointer?
  ) {
    let request = order.request
    let now = MonotonicClock.now
    var ledger = ProbeLedger(start: now, report: order.report)
    func refuse(_ kind: NetworkFailure.Kind, _ detail: String) {
      ledger.end(.dns, .failed, said: detail)
      let failure = NetworkFailure(
        kind, host: request.host, port: request.port, stage: .dns, detail: detail)
      order.caller.resume(returning: ledger.report(.broken(failure)))
    }
    let bracketed = request.host.contains(":") && !request.host.hasPrefix("[")
    let url = "https://\(bracketed ? "[\(request.host)]" : request.host):\(request.port)/"
    guard let address = ServerAddress(url: url), address.port == request.port,
      address.host.lowercased() == (bracketed ? "[\(request.host)]" : request.host).lowercased()
    else {
      refuse(.badAddress, request.host)
      return nil
    }
    if let file = trust.badFile {
      refuse(.badAuthorityFile, file)
      return nil
    }
    guard let easy = EasyHandle() else {
      refuse(.other, "")
      return nil
    }
    self.order = order
    self.settings = settings
    self.easy = easy
    self.ledger = ledger
    watch = ConnectionWatch(trust: trust, wantsFacts: true)
    dialogue = PopDialogue(hasToken: request.login != nil)
    deadline = MonotonicClock.after(request.deadline, from: now)
    timer = deadline
    configure(url, share)
    if easy.refused != CURLE_OK {
      refuse(.other, easy.words(for: easy.refused, proxy: nil))
      return nil
    }
  }

  /// The job's number.
  var number: UInt64 { order.ticket.number }

  /// What to poll the socket for; nil while libcurl still connects.
  var awaited: Int16? {
    guard socket >= 0, !isOver else { return nil }
    return Int16(CURL_WAIT_POLLIN) | (output.isEmpty ? 0 : Int16(CURL_WAIT_POLLOUT))
  }

  private var proxy: String? { settings.popProxy.flatMap { $0.isEmpty ? nil : $0 } }

  private func configure(_ url: String, _ share: UnsafeMutableRawPointer?) {
    let connect = min(
      settings.connectTimeout.wholeMilliseconds, order.request.deadline.wholeMilliseconds)
    easy.set(CURLOPT_URL, url)
    easy.set(CURLOPT_CONNECT_ONLY, 1)
    easy.set(CURLOPT_SSL_ENABLE_ALPN, 0)
    easy.set(CURLOPT_FRESH_CONNECT, 1)
    // Not FORBID_REUSE, which would close the connection as soon as it is made. Nobody else is ever
    // given a CONNECT_ONLY connection, and it closes when the handle leaves the multi handle.
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(clamping: connect)))
    easy.set(CURLOPT_SHARE, share)
    easy.setProxy(proxy)
    easy.setWatch(watch)
    watch.began = { [weak self] phase in
      self?.ledger.end(phase == .connecting ? .dns : .tcp, .passed)
    }
  }

  /// libcurl has connected, or given up.
  func connected(_ code: CURLcode) {
    guard code == CURLE_OK else { return fail(code) }
    socket = easy.socket
    guard socket >= 0 else { return fail(CURLE_RECV_ERROR) }
    peer = easy.text(CURLINFO_PRIMARY_IP)
    watch.secured()
    ledger.end(.tls, .passed, said: watch.facts?.version ?? "")
    wait(.ordinary)
    pump()
  }

  /// Sends what is to be sent and takes what has come. TLS may hold bytes the socket no longer shows,
  /// so it reads until there is nothing.
  func pump() {
    output.flush(easy)
    var buffer = [UInt8](repeating: 0, count: 16_384)
    reading: while !isOver {
      var count = 0
      let code = curl_easy_recv(easy.raw, &buffer, buffer.count, &count)
      switch (code, count) {
      case (CURLE_AGAIN, _): break reading
      case (CURLE_OK, 1...):
        lines.append(buffer.prefix(count))
        converse()
      default:
        handle(.closed(lines.rest))
      }
    }
    deliverIfConcluded()
  }

  /// The stage's timer, or the probe's, has run out.
  func timedOut() {
    if socket < 0 {
      fail(CURLE_OPERATION_TIMEDOUT)
    } else {
      handle(.silence)
      deliverIfConcluded()
    }
  }

  /// Tells the caller that it was given up.
  func cancelled() {
    isOver = true
    deliver(.cancelled)
  }

  private func converse() {
    while !isOver {
      switch lines.next() {
      case .more: return
      case .overlong: handle(.overlong)
      case .line(let line):
        ledger.heard(line)
        handle(.line(line))
      }
    }
  }

  private func handle(_ event: PopDialogue.Event) {
    for action in dialogue.handle(event) {
      switch action {
      case .send(let commands):
        for command in commands { ledger.said(output.add(command, login: order.request.login)) }
        output.flush(easy)
      case .wait(let patience): wait(patience)
      case .ended(let stage, let verdict, let said): ledger.end(stage, verdict, said: said)
      case .conclude(let ending): self.ending = ending
      case .close: isOver = true
      }
    }
  }

  private func wait(_ patience: PopDialogue.Patience) {
    let now = MonotonicClock.now
    timer =
      switch patience {
      case .ordinary: min(deadline, MonotonicClock.after(order.request.patience, from: now))
      case .auth: min(deadline, MonotonicClock.after(order.request.authPatience, from: now))
      case .farewell: MonotonicClock.after(PopProbe.farewell, from: now)
      }
  }

  private func fail(_ code: CURLcode) {
    isOver = true
    let broken = BrokenTransfer(
      code: code, phase: watch.phase, errno: easy.number(CURLINFO_OS_ERRNO),
      connectStatus: easy.number(CURLINFO_HTTP_CONNECTCODE), verifyError: watch.verifyError,
      throughProxy: proxy != nil, text: easy.words(for: code, proxy: proxy))
    let stage: ProbeStage =
      switch watch.phase {
      case .resolving: .dns
      case .connecting: .tcp
      case .securing, .exchanging: .tls
      }
    ledger.end(stage, .failed, said: broken.text)
    deliver(.broken(failure(broken.kind, stage, broken.text)))
  }

  private func deliverIfConcluded() {
    guard let ending, !isDelivered else { return }
    switch ending {
    case .opened(let messages, let octets): deliver(.opened(messages: messages, octets: octets))
    case .capable: deliver(.capable)
    case .notOffered(let said): deliver(.notOffered(said: said))
    case .refused(let kind, let stage, let said): deliver(.refused(kind, at: stage, said: said))
    case .broken(let kind, let stage, let said): deliver(.broken(failure(kind, stage, said)))
    }
  }

  private func deliver(_ outcome: ProbeReport.Outcome) {
    isDelivered = true
    var report = ledger.report(outcome)
    report.tls = watch.facts
    report.proxy = proxy.map(ProxyChoice.named)
    report.peer = peer
    order.caller.resume(returning: report)
  }

  private func failure(
    _ kind: NetworkFailure.Kind, _ stage: ProbeStage, _ detail: String
  ) -> NetworkFailure {
    NetworkFailure(
      kind, host: order.request.host, port: order.request.port, stage: stage,
      proxy: proxy.map(ProxyChoice.named), detail: detail)
  }
}
