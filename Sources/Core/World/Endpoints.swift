/// Values that override what a registration's cloud gives, each with where it came from.
///
/// Precedence: flag, then `GREENBOX_*`, then `config.toml`, then the cloud table. A value given so
/// counts as confirmed by the admin.
package struct Endpoints: Equatable, Sendable {
  /// Where a value came from.
  package enum Source: String, Sendable { case flag, environment, config, cloud }

  /// A value and where it came from.
  package struct Given<Value: Equatable & Sendable>: Equatable, Sendable {
    package var value: Value
    package var source: Source

    /// A value with its source.
    package init(_ value: Value, _ source: Source) {
      self.value = value
      self.source = source
    }
  }

  /// The whole address of the discovery document.
  package var discovery: Given<String>?
  /// The login host, without a scheme.
  package var authority: Given<String>?
  /// The address of Graph, `https://host[:port]`.
  package var graph: Given<String>?
  /// The POP server for every mailbox, in place of its own field.
  package var popServer: Given<String>?
  /// The POP port, in place of 995.
  package var popPort: Given<Int>?
  /// The scope of the mailbox token.
  package var scope: Given<String>?
  /// A PEM file of certificate authorities to trust besides the system's.
  package var caFile: Given<String>?
  /// The proxy for HTTPS, in place of the environment's.
  package var proxy: Given<String>?
  /// The proxy for POP3; none is used without it.
  package var popProxy: Given<String>?

  /// Nothing overridden.
  package init() {}

  /// Names of the overridden endpoints that decide where credentials go.
  package var overridden: [String] {
    var names: [String] = []
    if discovery != nil { names.append("discovery") }
    if authority != nil { names.append("authority") }
    if graph != nil { names.append("graph") }
    if popServer != nil { names.append("pop_server") }
    if popPort != nil { names.append("pop_port") }
    if scope != nil { names.append("scope") }
    if caFile != nil { names.append("ca_file") }
    return names
  }
}
