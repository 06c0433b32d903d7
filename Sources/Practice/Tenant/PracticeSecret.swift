/// A client secret of a registration in the practice tenant.
package struct PracticeSecret: Sendable, Equatable {
  /// The Secret ID, which people mistake for the value.
  package let id: String
  /// The value, the part that has to be sent.
  package let value: String
  /// When it expires, in seconds since 1970.
  package let expires: Int

  /// The first three characters of the value, as the portal shows them.
  package var hint: String { String(value.prefix(3)) }

  /// The day it expires, `YYYY-MM-DD` in UTC.
  package var expiryDate: String { CivilTime(unixSeconds: expires).date }

  /// A new secret; without a value it gets one in the shape Microsoft makes today.
  init(value: String? = nil, expires: Int) {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    id = GUID.random()
    self.value =
      value
      ?? RandomBytes.text(3, from: letters) + RandomBytes.text(1, from: "0123456789") + "Q~"
      + RandomBytes.text(34, from: letters + "_~.-")
    self.expires = expires
  }
}
