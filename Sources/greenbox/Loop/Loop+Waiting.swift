internal import Glibc
internal import Synchronization

/// Waits of tasks, for descriptors and for time; each ends when its task is cancelled.
extension Loop {
  /// Waits until the descriptor has something to read, or its other end is closed; returns at once
  /// for a plain file. False when the task was cancelled first.
  func readable(_ descriptor: Int32) async -> Bool {
    await wait(for: descriptor, Int16(POLLIN), until: nil)
  }

  /// Waits until the descriptor takes something more, or its other end is closed. False when the task was
  /// cancelled first, or the time was over.
  func writable(_ descriptor: Int32, within length: Duration? = nil) async -> Bool {
    await wait(for: descriptor, Int16(POLLOUT), until: length.map { Clock.uptime() + $0 })
  }

  /// Waits that long, or until the task is cancelled.
  func pause(_ length: Duration) async {
    _ = await wait(for: -1, 0, until: Clock.uptime() + length)
  }

  private func wait(
    for descriptor: Int32, _ events: Int16, until: Duration?
  ) async -> Bool {
    let id = state.withLock { state in
      state.lastWait += 1
      return state.lastWait
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock {
          $0.waits.append(
            Wait(
              id: id, descriptor: descriptor, events: events, until: until,
              continuation: continuation))
        }
        // The handler below ran for nothing if it came before the line above.
        if Task.isCancelled { end(id, false) }
        stir()
      }
    } onCancel: {
      end(id, false)
    }
  }

  /// Ends a wait, if it has not ended.
  func end(_ id: Int, _ answer: Bool) {
    let wait = state.withLock { state in
      state.waits.firstIndex { $0.id == id }.map { state.waits.remove(at: $0) }
    }
    wait?.continuation.resume(returning: answer)
  }

  /// Ends the waits whose time is over.
  func timeOut() {
    let due = state.withLock { state in
      guard state.waits.contains(where: { $0.until != nil }) else { return [Int]() }
      let now = Clock.uptime()
      return state.waits.filter { ($0.until ?? .seconds(Int64.max)) <= now }.map(\.id)
    }
    for id in due { end(id, false) }
  }
}
