internal import Core

extension Session {
  /// The same session with a world that waits less long for servers that are silent.
  ///
  /// - Parameter patience: How long a silent server is given, and the longest sleep.
  /// - Returns: The session.
  func hasty(patience: Duration = .milliseconds(1500)) -> Session {
    var world = world
    let (exchange, probe, sleep) = (world.exchange, world.probe, world.sleep)
    world.exchange = { request async throws(Failure) in
      var request = request
      request.timeout = patience + .milliseconds(500)
      return try await exchange(request)
    }
    world.probe = { request, report in
      var request = request
      request.deadline = patience * 2
      request.patience = patience
      request.authPatience = patience
      return await probe(request, report)
    }
    world.sleep = { length async throws(Failure) in try await sleep(min(length, patience)) }
    return Session(
      loop: loop, output: output, home: home, vault: vault, engine: engine, world: world,
      fresh: fresh)
  }
}
