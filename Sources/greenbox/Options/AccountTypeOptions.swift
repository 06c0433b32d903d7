internal import ArgumentParser
internal import Core

/// The confirmation that a change to multitenant asks for (R11).
struct AccountTypeOptions: ParsableArguments {
  @Flag(help: "Go on to account-type=multi, knowing what it requires.")
  var confirmMultitenant = false

  /// Lets a change from single tenant to multitenant through only where it is confirmed, by the flag
  /// or at the terminal; says what it requires first (R14).
  ///
  /// - Throws: A wrong value where nobody confirms it, or `.cancelled`.
  func check(
    _ registration: Registration, _ pairs: [(key: String, value: String)], _ session: Session
  ) async throws(Failure) {
    guard registration.accountType == .single,
      pairs.last(where: { $0.key == "account-type" })?.value == AccountType.multi.rawValue
    else { return }
    var wanted = registration
    wanted.accountType = .multi
    session.output.progress(
      "Single tenant is the most straightforward option for most; several domains of one tenant "
        + "need no more.")
    for finding in AccountTypeRules.findings(for: wanted) {
      session.output.progress("\(finding.message) \(finding.advice)")
    }
    if confirmMultitenant { return }
    let refusal = RegistrationEdit.wrong(
      "account-type: multi is taken with --confirm-multitenant only; nothing was changed")
    let prompt: Prompt
    do throws(Prompt.Unanswered) { prompt = try Prompt(session.loop) } catch { throw refusal }
    do throws(Prompt.Unanswered) {
      let answer = try await prompt.line("Change to multitenant? Type yes: ")
      guard answer == "yes" else { throw Prompt.Unanswered.endOfInput }
    } catch {
      throw error == .cancelled ? .cancelled : refusal
    }
  }
}
