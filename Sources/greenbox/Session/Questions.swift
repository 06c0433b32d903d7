internal import Core

extension Prompt {
  /// Asks for a secret without showing it; nil when there is no terminal, or the person gave up.
  static func secret(_ question: String, _ loop: Loop) async -> Secret? {
    guard let prompt = try? Prompt(loop) else { return nil }
    return try? await prompt.secret(question) { Secret($0) }
  }

  /// Asks for one of a few words; nil when there is no terminal, or the person gave up.
  static func word(_ question: String, _ loop: Loop) async -> String? {
    guard let prompt = try? Prompt(loop), let line = try? await prompt.line(question) else {
      return nil
    }
    return line.filter { !$0.isWhitespace }.lowercased()
  }
}
