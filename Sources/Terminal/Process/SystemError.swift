/// A call to the kernel that failed.
public struct SystemError: Error, Equatable, Sendable {
  /// The name of the call.
  public var call: String
  /// The kernel's error number (`errno`).
  public var number: Int32

  /// A failed call.
  public init(call: String, number: Int32) {
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
