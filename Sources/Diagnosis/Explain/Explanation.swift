import Core

/// What a pasted text turned out to say: each error once, in the order in which it stands there.
package struct Explanation: Equatable, Sendable {
  /// Where a text's shape says that it comes from.
  package enum Source: String, Sendable, CaseIterable {
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
  package struct Found: Equatable, Sendable {
    /// What it means and what to do.
    package var problem: Problem
    package var source: Source
    /// The words it was read from, shortened and without tokens. Foreign text.
    package var words: String
    /// How often it stands in the text.
    package var times: Int
  }

  /// The errors; never empty: a text in which nothing is known is one unknown error, kept whole.
  package var found: [Found]

  /// Whether anything in the text was known.
  package var isKnown: Bool { found.contains { $0.source != .unknown } }
}
