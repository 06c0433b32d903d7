import Glibc

/// The proxy that one host is reached through.
///
/// Decided here and told to libcurl in full, so that the proxy that is named in a report is the one
/// that was used.
enum ProxyChoice {
  /// The proxy for HTTPS to a host: the configured one, else the environment's unless excepted.
  static func https(
    host: String, configured: String?, environment: ProxyEnvironment
  ) -> String? {
    if let configured { return configured.isEmpty ? nil : configured }
    guard let proxy = environment.proxy, !isExcepted(host, environment.except) else { return nil }
    return proxy
  }

  /// The proxy's address without the user name and password in it.
  static func named(_ proxy: String) -> String {
    let scheme = proxy.range(of: "://")
    let head = scheme.map { proxy[..<$0.upperBound] } ?? ""
    let tail = proxy[(scheme?.upperBound ?? proxy.startIndex)...]
    let authority = tail.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return proxy }
    return String(head + authority[authority.index(after: at)...] + tail[authority.endIndex...])
  }

  /// Whether `no_proxy` names a host: `*`, the name, a parent domain, an address, or a network.
  static func isExcepted(_ host: String, _ list: String) -> Bool {
    let name = bare(host)
    for entry in list.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }) {
      if entry == "*" { return true }
      if let address = bytes(of: name) {
        let parts = entry.split(separator: "/", maxSplits: 1)
        guard let network = bytes(of: bare(String(parts[0]))), network.count == address.count
        else { continue }
        let length = parts.count == 2 ? Int(parts[1]) : network.count * 8
        if let length, (0...network.count * 8).contains(length),
          agree(network, address, bits: length)
        {
          return true
        }
      } else {
        let domain = bare(String(entry.drop { $0 == "." }))
        if !domain.isEmpty, name == domain || name.hasSuffix("." + domain) { return true }
      }
    }
    return false
  }

  private static func bare(_ host: String) -> String {
    var name = host.lowercased()
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    while name.hasSuffix(".") { name.removeLast() }
    return name
  }

  private static func bytes(of address: String) -> [UInt8]? {
    for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
      var raw = [UInt8](repeating: 0, count: size)
      if inet_pton(family, address, &raw) == 1 { return raw }
    }
    return nil
  }

  private static func agree(_ a: [UInt8], _ b: [UInt8], bits: Int) -> Bool {
    for bit in 0..<bits {
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      if a[bit / 8] & mask != b[bit / 8] & mask { return false }
    }
    return true
  }
}

extension String {
  // The standard library's own search for a substring arrives only with Foundation.
  fileprivate func range(of needle: String) -> Range<String.Index>? {
    var from = startIndex
    while from < endIndex {
      if self[from...].hasPrefix(needle) {
        return from..<index(from, offsetBy: needle.count)
      }
      from = index(after: from)
    }
    return nil
  }
}
