import Glibc

/// What the environment says about proxies for HTTPS, by the names curl made customary.
public struct ProxyEnvironment: Equatable, Sendable {
  /// The proxy for HTTPS; nil when there is none.
  public var proxy: String?
  /// Hosts that are reached without it: names, addresses, networks, or `*`.
  public var except: String

  /// Reads `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY`, `no_proxy`, `NO_PROXY`, the first
  /// that is there of each.
  public init(_ variable: (String) -> String?) {
    proxy = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
      .compactMap { variable($0) }.first { !$0.isEmpty }
    except = ["no_proxy", "NO_PROXY"].compactMap { variable($0) }.first ?? ""
  }

  /// The environment of this process.
  public static var current: ProxyEnvironment {
    ProxyEnvironment { name in getenv(name).map { String(cString: $0) } }
  }
}
