import Glibc

/// What the environment says about proxies for HTTPS, by the names curl made customary.
package struct ProxyEnvironment: Equatable, Sendable {
  /// The proxy for HTTPS; nil when there is none.
  package var proxy: String?
  /// Hosts that are reached without it: names, addresses, networks, or `*`.
  package var except: String

  /// Reads `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY`, `no_proxy`, `NO_PROXY`, the first
  /// that is there of each.
  package init(_ variable: (String) -> String?) {
    proxy = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
      .compactMap { variable($0) }.first { !$0.isEmpty }
    except = ["no_proxy", "NO_PROXY"].compactMap { variable($0) }.first ?? ""
  }

  /// The environment of this process.
  package static var current: ProxyEnvironment {
    ProxyEnvironment { name in getenv(name).map { String(cString: $0) } }
  }
}
