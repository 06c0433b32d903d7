/// A call to the kernel that failed.
package struct SystemError: Error, Equatable, Sendable {
  /// The name of the call.
  package var call: String
  /// The kernel's error number (`errno`).
  package var number: Int32

  /// A failed call.
  package init(call: String, number: Int32) {
    self.call = call
    self.number = number
  }

  /// Passes a result on, or throws when it is a negative error number.
  @discardableResult
  static func check(_ result: Int32, _ call: String) throws(SystemError) -> Int32 {
    guard result < 0 else { return result }
    throw SystemError(call: call, number: -result)
  }
}
