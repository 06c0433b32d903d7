import CCurl
import Core

/// One HTTPS request on the engine thread, from its order to its reply.
final class HTTPSTransfer {
  /// The longest body that is taken.
  static let bodyCap = 1_048_576
  /// The most bytes of headers that are taken.
  static let headerCap = 65_536

  let easy: EasyHandle
  private let order: ExchangeOrder
  private let address: ServerAddress
  private let proxy: String?
  private let watch: ConnectionWatch
  // Kept until the transfer goes: libcurl reads the body where it lies.
  private let form: WipedBytes?
  private var isSending = false
  private var head = ReplyHead()
  private var headerBytes = 0
  private var body: [UInt8] = []
  private var overflowed = false

  /// A transfer for the multi handle; nil when the order was answered at once, for nothing is sent.
  init?(
    _ order: ExchangeOrder, settings: WireSettings, trust: TrustStore,
    share: UnsafeMutableRawPointer?
  ) {
    let request = order.request
    func refuse(_ failure: NetworkFailure) {
      order.caller.resume(returning: .failure(.network(failure)))
    }
    guard let address = ServerAddress(url: request.url) else {
      refuse(NetworkFailure(.badAddress, host: "", port: 0, detail: request.url))
      return nil
    }
    if let file = trust.badFile {
      refuse(
        NetworkFailure(.badAuthorityFile, host: address.host, port: address.port, detail: file))
      return nil
    }
    guard let easy = EasyHandle() else {
      refuse(NetworkFailure(.other, host: address.host, port: address.port))
      return nil
    }
    self.order = order
    self.address = address
    self.easy = easy
    proxy = ProxyChoice.https(
      host: address.host, configured: settings.proxy, environment: settings.environment)
    watch = ConnectionWatch(trust: trust, wantsFacts: false)
    form = request.form.map { WipedBytes($0.encoded) }
    configure(settings, share)
    if easy.refused != CURLE_OK {
      refuse(failure(easy.refused))
      return nil
    }
  }

  /// The job's number.
  var number: UInt64 { order.ticket.number }

  /// Whether giving up may end it: nothing is sent yet, or nothing is lost with it.
  var mayBeDropped: Bool { !isSending || !order.mustFinish }

  /// The reply, or why there is none.
  func result(_ code: CURLcode) -> Result<HTTPReply, Failure> {
    if code == CURLE_ABORTED_BY_CALLBACK, order.ticket.isCancelled { return .failure(.cancelled) }
    guard code == CURLE_OK, !overflowed else { return .failure(.network(failure(code))) }
    return .success(
      HTTPReply(
        status: easy.number(CURLINFO_RESPONSE_CODE), body: body, contentType: head.contentType,
        date: head.date, retryAfter: head.retryAfter,
        times: HTTPReply.Times(
          dns: easy.milliseconds(CURLINFO_NAMELOOKUP_TIME_T),
          connected: easy.milliseconds(CURLINFO_CONNECT_TIME_T),
          secured: easy.milliseconds(CURLINFO_APPCONNECT_TIME_T),
          total: easy.milliseconds(CURLINFO_TOTAL_TIME_T)),
        proxy: proxy.map(ProxyChoice.named)))
  }

  /// Gives the caller the outcome; once.
  func deliver(_ result: Result<HTTPReply, Failure>) { order.caller.resume(returning: result) }

  /// Tells the caller that it was given up.
  func cancelled() { deliver(.failure(.cancelled)) }

  private func configure(_ settings: WireSettings, _ share: UnsafeMutableRawPointer?) {
    let request = order.request
    let this = Unmanaged.passUnretained(self).toOpaque()
    let timeout = max(1, Int(clamping: request.timeout.wholeMilliseconds))
    easy.set(CURLOPT_URL, request.url)
    easy.set(CURLOPT_TIMEOUT_MS, timeout)
    easy.set(
      CURLOPT_CONNECTTIMEOUT_MS,
      max(1, min(timeout, Int(clamping: settings.connectTimeout.wholeMilliseconds))))
    easy.set(CURLOPT_USERAGENT, settings.userAgent)
    easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    easy.set(CURLOPT_SHARE, share)
    easy.setProxy(proxy)
    easy.setWatch(watch)
    easy.set(CURLOPT_WRITEDATA, this)
    easy.set(CURLOPT_WRITEFUNCTION, HTTPSTransfer.takeBody)
    easy.set(CURLOPT_HEADERDATA, this)
    easy.set(CURLOPT_HEADERFUNCTION, HTTPSTransfer.takeHeader)
    easy.setBeforeRequest(HTTPSTransfer.beforeRequest, this)
    var headers = ["Accept: application/json"]
    if let form {
      easy.set(CURLOPT_POST, 1)
      easy.set(CURLOPT_POSTFIELDSIZE, form.count)
      easy.set(CURLOPT_POSTFIELDS, form.pointer)
      // On a kept connection that has died, libcurl sends a request again by itself; a form that
      // redeems a grant must not go out twice.
      easy.set(CURLOPT_FRESH_CONNECT, 1)
      headers.append("Expect:")
    }
    easy.setHeaders(headers, bearer: request.bearer)
  }

  private func failure(_ code: CURLcode) -> NetworkFailure {
    let broken = BrokenTransfer(
      code: code, phase: isSending ? .exchanging : watch.phase,
      errno: easy.number(CURLINFO_OS_ERRNO),
      connectStatus: easy.number(CURLINFO_HTTP_CONNECTCODE), verifyError: watch.verifyError,
      throughProxy: proxy != nil, overflowed: overflowed, text: easy.words(for: code, proxy: proxy))
    return NetworkFailure(
      broken.kind, host: address.host, port: address.port, proxy: proxy.map(ProxyChoice.named),
      detail: broken.text)
  }

  private static func of(_ context: UnsafeMutableRawPointer) -> HTTPSTransfer {
    Unmanaged<HTTPSTransfer>.fromOpaque(context).takeUnretainedValue()
  }

  private static let beforeRequest: curl_prereq_callback = { context, _, _, _, _ in
    guard let context else { return CURL_PREREQFUNC_ABORT }
    let this = of(context)
    guard !this.order.ticket.isCancelled else { return CURL_PREREQFUNC_ABORT }
    this.isSending = true
    this.order.onFirstByte?()
    return CURL_PREREQFUNC_OK
  }

  private static let takeBody: curl_write_callback = { data, size, count, context in
    guard let data, let context else { return 0 }
    let this = of(context)
    guard this.body.count + size * count <= bodyCap else {
      this.overflowed = true
      return 0
    }
    this.body.append(contentsOf: UnsafeRawBufferPointer(start: data, count: size * count))
    return size * count
  }

  private static let takeHeader: curl_write_callback = { data, size, count, context in
    guard let data, let context else { return 0 }
    let this = of(context)
    this.headerBytes += size * count
    guard this.headerBytes <= headerCap else {
      this.overflowed = true
      return 0
    }
    this.head.take(
      String(
        decoding: UnsafeRawBufferPointer(start: data, count: size * count), as: UTF8.self))
    return size * count
  }
}
