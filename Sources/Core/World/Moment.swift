/// A point in wall-clock time, in milliseconds since 1970-01-01T00:00:00 UTC.
///
/// Own type rather than Foundation's `Date`: stored and JSON times are ISO 8601 in UTC, and local
/// time for people comes only from `World.local`, so no time zone data is ever consulted here.
package struct Moment: Comparable, Hashable, Sendable {
  /// Milliseconds since the Unix epoch; negative before it.
  package var milliseconds: Int64

  /// The moment that many milliseconds after the Unix epoch.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The moment that many whole seconds after the Unix epoch.
  package init(seconds: Int64) {
    self.milliseconds = seconds * 1000
  }

  /// Whole seconds since the Unix epoch, rounded down.
  package var seconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }

  package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

  /// The moment a length of time later; fractions of a millisecond are dropped.
  package static func + (a: Moment, b: Duration) -> Moment {
    Moment(milliseconds: a.milliseconds + b.wholeMilliseconds)
  }

  /// The moment a length of time earlier.
  package static func - (a: Moment, b: Duration) -> Moment {
    Moment(milliseconds: a.milliseconds - b.wholeMilliseconds)
  }

  /// The time from `b` to `a`; negative when `a` is earlier.
  package static func - (a: Moment, b: Moment) -> Duration {
    .milliseconds(a.milliseconds - b.milliseconds)
  }
}

extension Duration {
  /// The length in whole milliseconds, rounded toward zero.
  package var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// The length in whole seconds, rounded toward zero.
  package var wholeSeconds: Int64 { components.seconds }
}
