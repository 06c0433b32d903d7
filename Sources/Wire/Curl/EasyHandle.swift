import CCurl
import Core
import Glibc

/// One transfer of libcurl. Lives on the engine's thread only, and is freed with its last reference.
final class EasyHandle {
  /// The handle, for the engine's multi handle.
  let raw: UnsafeMutableRawPointer
  /// The first option libcurl would not take.
  private(set) var refused: CURLcode = CURLE_OK
  private let errorText: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  /// A fresh handle with what every transfer of ours shares; nil when memory is out.
  init?() {
    guard let raw = curl_easy_init() else { return nil }
    self.raw = raw
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(errorText))
    set(CURLOPT_NOSIGNAL, 1)
    // Without it, giving up on a name blocks the whole engine until the name server answers.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, "https")
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    // The authorities come from `TrustStore`; libcurl need not parse the system's for nothing.
    for option in [
      CURLOPT_CAINFO, CURLOPT_CAPATH, CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAPATH,
    ] {
      set(option, String?.none)
    }
  }

  deinit {
    curl_easy_cleanup(raw)
    errorText.deallocate()
    for list in lists { EasyHandle.wipe(list) }
  }

  func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(raw, option, value)) }

  /// Sets a text, which libcurl copies; nil puts the option back to its default.
  func set(_ option: CURLoption, _ text: String?) { note(ccurl_set_string(raw, option, text)) }

  func set(_ option: CURLoption, _ pointer: UnsafeMutableRawPointer?) {
    note(ccurl_set_pointer(raw, option, pointer))
  }

  func set(_ option: CURLoption, _ sink: curl_write_callback) {
    note(ccurl_set_sink(raw, option, sink))
  }

  /// Sets header lines, and the one that carries a bearer; they are wiped when the handle goes.
  func setHeaders(_ headers: [String], bearer: Secret?) {
    var list: UnsafeMutablePointer<curl_slist>?
    for header in headers { list = curl_slist_append(list, header) }
    if let bearer {
      var secret = bearer.bytes
      var line = Array("Authorization: Bearer ".utf8)
      line.reserveCapacity(line.count + secret.count + 1)
      line += secret
      line.append(0)
      let kept = WipedBytes(wiping: &line)
      list = curl_slist_append(list, kept.pointer?.assumingMemoryBound(to: CChar.self))
      _ = WipedBytes(wiping: &secret)
    }
    if let list { lists.append(list) }
    note(ccurl_set_list(raw, CURLOPT_HTTPHEADER, list))
  }

  /// Has the watch see the connection being made.
  func setWatch(_ watch: ConnectionWatch) {
    let context = Unmanaged.passUnretained(watch).toOpaque()
    note(ccurl_set_open_socket(raw, ConnectionWatch.openSocket))
    set(CURLOPT_OPENSOCKETDATA, context)
    note(ccurl_set_tls_context(raw, ConnectionWatch.prepare))
    set(CURLOPT_SSL_CTX_DATA, context)
  }

  func setBeforeRequest(_ callback: curl_prereq_callback, _ context: UnsafeMutableRawPointer) {
    note(ccurl_set_before_request(raw, callback))
    set(CURLOPT_PREREQDATA, context)
  }

  /// Goes through a proxy, or through none whatever the environment says.
  func setProxy(_ proxy: String?) {
    set(CURLOPT_PROXY, proxy ?? "")
    set(CURLOPT_NOPROXY, proxy == nil ? "*" : "")
    if proxy != nil { set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1) }
  }

  /// A number about the transfer.
  func number(_ info: CURLINFO) -> Int {
    var value = 0
    return ccurl_get_long(raw, info, &value) == CURLE_OK ? value : 0
  }

  /// A time about the transfer in milliseconds.
  func milliseconds(_ info: CURLINFO) -> Double {
    var value: curl_off_t = 0
    return ccurl_get_offset(raw, info, &value) == CURLE_OK ? Double(value) / 1000 : 0
  }

  /// A text about the transfer.
  func text(_ info: CURLINFO) -> String? {
    var value: UnsafePointer<CChar>?
    guard ccurl_get_string(raw, info, &value) == CURLE_OK, let value else { return nil }
    return String(cString: value)
  }

  /// The socket of a `CONNECT_ONLY` connection; -1 when there is none.
  var socket: Int32 {
    var value: curl_socket_t = -1
    return ccurl_get_socket(raw, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? value : -1
  }

  /// libcurl's words for a code: those of this transfer where it left some, unless they repeat a
  /// proxy with a user name and password in it.
  func words(for code: CURLcode, proxy: String?) -> String {
    let general = String(cString: curl_easy_strerror(code))
    guard errorText.pointee != 0 else { return general }
    let words = String(cString: errorText)
    guard let proxy, ProxyChoice.named(proxy) != proxy else { return words }
    return words.contains("@") ? general : words
  }

  private func note(_ code: CURLcode) {
    if refused == CURLE_OK { refused = code }
  }

  private static func wipe(_ list: UnsafeMutablePointer<curl_slist>) {
    var item: UnsafeMutablePointer<curl_slist>? = list
    while let here = item {
      if let data = here.pointee.data { OPENSSL_cleanse(data, strlen(data)) }
      item = here.pointee.next
    }
    curl_slist_free_all(list)
  }
}
