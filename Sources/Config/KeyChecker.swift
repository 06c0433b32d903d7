package import Canvas

/// What knows where each key works, and so which actions cannot share one: the key table, which is
/// another room's.
package struct KeyChecker: Sendable {
  /// The names that `[keys]` may have.
  package let actions: [String]
  /// What is wrong with keys by the name of their action: the action that keeps its own, and why.
  package let clashes: @Sendable ([String: [Key]]) -> [(action: String, words: String)]

  /// A judge.
  ///
  /// - Parameters:
  ///   - actions: The names that `[keys]` may have.
  ///   - clashes: What is wrong with keys.
  package init(
    actions: [String],
    clashes: @escaping @Sendable ([String: [Key]]) -> [(action: String, words: String)]
  ) {
    self.actions = actions
    self.clashes = clashes
  }
}
