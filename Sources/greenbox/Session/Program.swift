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
      let result: Result<ExitCode, Failure>
      do throws(Failure) {
        result = .success(try await body(session))
      } catch {
        result = .failure(error)
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
    // A core dump or a debugger of another user must not find a token.
    try? ProcessGuard.harden()
    let code = Loop.run { loop in
      let output = Output(json: json)
      do throws(Failure) {
        return try await body(loop, output).rawValue
      } catch {
        return Program.report(error, output).rawValue
      }
    }
    exit(code)
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
