/// What a pasted text turned out to say: each error once, in the order in which it stands there.
public struct Explanation: Equatable, Sendable {
  /// Where a text's shape says that it comes from.
  public enum Source: String, Sendable, Codable, CaseIterable {
    /// A JSON reply or a redirect address of an identity server.
    case reply
    /// An AADSTS number, or an OAuth error value, in running text.
    case text
    /// A line of techmail, the product's mail fetcher.
    case techmail
    /// A line of a mail server.
    case pop3
    /// A line of curl.
    case curl
    /// Words of a name server, a connection or TLS.
    case network
    /// A status line of HTTP.
    case http
    /// Nothing in it is known.
    case unknown
  }

  /// One error of the text.
  public struct Found: Equatable, Sendable {
    /// What it means and what to do.
    public var problem: Problem
    public var source: Source
    /// The words it was read from, shortened and without tokens. Foreign text.
    public var words: String
    /// How often it stands in the text.
    public var times: Int
  }

  /// The errors; never empty: a text in which nothing is known is one unknown error, kept whole.
  public var found: [Found]

  /// Whether anything in the text was known.
  public var isKnown: Bool { found.contains { $0.source != .unknown } }
}
