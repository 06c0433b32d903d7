/// The `Retry-After` header (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The longest wait that is believed: a day.
  package static let longest = 86_400

  /// Seconds to wait. A date counts from the reply's own `Date`, so that a wrong clock here does no
  /// harm. Nil without a readable header; never negative, never above `longest`.
  package static func seconds(of reply: HTTPReply) -> Int? {
    guard let header = reply.retryAfter else { return nil }
    let text = header.split(separator: " ").joined(separator: " ")
    if !text.isEmpty, text.utf8.allSatisfy(isDigit) {
      return min(Int(text) ?? longest, longest)
    }
    guard let until = HTTPDate.parse(text), let sent = reply.date.flatMap({ HTTPDate.parse($0) })
    else { return nil }
    return Int(min(max((until - sent).wholeSeconds, 0), Int64(longest)))
  }
}
