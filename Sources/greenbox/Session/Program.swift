internal import Config
internal import Core
internal import Glibc
internal import Terminal
internal import Wire
internal import Diagnosis

/// Runs a verb on the loop and ends the process with its exit code.
enum Program {
  /// Runs a verb that needs the vault.
  static func run(
    json: Bool, endpoints: EndpointOptions? = nil,
    _ body: @escaping @Sendable (Session) async throws(Failure) -> ExitCode
  ) -> Never {
    runBare(json: json) { (loop, output) async throws(Failure) -> ExitCode in
      var flags = Overrides()
      if let endpoints {
        do throws(SettingsFailure) { flags = try endpoints.overrides() } catch {
          throw .settings(error)
        }
      }
      let session = try await Session.open(loop: loop, output: output, flags: flags)
      let result = await withTaskCancellationHandler {
        do throws(Failure) {
          return Result<ExitCode, Failure>.success(try await body(session))
        } catch {
          return .failure(error)
        }
      } onCancel: {
        Task(executorPreference: loop) { await wait(for: session) }
      }
      // A redemption that has begun is finished and kept, whoever gave up on it.
      await session.engine.shutdown(grace: .seconds(2))
      return try result.get()
    }
  }

  /// Runs a verb that needs no vault.
  static func runBare(
    json: Bool, _ body: @escaping @Sendable (Loop, Output) async throws(Failure) -> ExitCode
  ) -> Never {
    ProcessGuard.keepStandardPlaces()
    // A core dump or a debugger of another user must not find a token.
    try? ProcessGuard.harden()
    let code = Loop.run { loop in
      let output = Output(json: json, loop)
      let code: ExitCode
      do throws(Failure) {
        code = try await body(loop, output)
      } catch {
        code = Program.report(error, output)
      }
      return await output.conclude(code, loop).rawValue
    }
    exit(code)
  }

  // After a signal, or where nobody reads any more: what has been sent has two seconds, and an answer
  // to it is written however long that takes.
  private static func wait(for session: Session) async {
    await session.engine.shutdown(grace: .seconds(2))
    await session.loop.pause(.milliseconds(500))
    guard session.loop.isHeld else { return }
    session.output.progress(
      "A server's answer is not saved yet: the vault is in use, or its disk is full. The end waits "
        + "for that.")
  }

  /// Says a failure that ended the verb.
  static func report(_ failure: Failure, _ output: Output) -> ExitCode {
    let problem = Problem.of(failure)
    if output.json {
      output.event("failed", ["problem": JSONValue(problem)])
    } else {
      output.problem(problem, to: .progress)
    }
    return ExitCode(failure)
  }
}
