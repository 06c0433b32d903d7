import Foundation
import TestKit
import Testing

@testable import greenbox

private func thread() -> UInt { UInt(pthread_self()) }

/// A pipe, whose read end is readable when something was written or the write end is closed.
private struct Pipe {
  let read: Int32
  let write: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    (read, write) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  func post() { _ = Foundation.write(write, "x", 1) }

  func close() {
    _ = Foundation.close(read)
    _ = Foundation.close(write)
  }
}

private actor Plain {
  func thread() -> UInt { UInt(pthread_self()) }
}

private actor OnLoop {
  nonisolated let loop: Loop
  private var count = 0
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  init(_ loop: Loop) { self.loop = loop }
  func add() -> UInt {
    count += 1
    return UInt(pthread_self())
  }
  nonisolated func countNow() -> Int { assumeIsolated { $0.count } }
}

private func threads(of process: String = "self") -> Set<String> {
  Set((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? [])
}

/// How often this thread has waited so far.
private func waitsOfThisThread() -> Int {
  let status = (try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
  return line.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? -1
}

@Suite("Loop")
struct LoopTests {
  @Test("The body's exit code is the loop's")
  func exitCode() {
    #expect(inLoop { _ in 0 } == 0)
    #expect(inLoop { _ in 64 } == 64)
  }

  @Test(
    "An alarm rings once, on the loop's thread, when its time has passed; the last one set counts")
  func alarm() {
    let code = inLoop { loop in
      let here = thread()
      let began = Clock.uptime()
      loop.alarm(in: .seconds(3600)) { fatalError("another alarm took its place") }
      let rang = await withCheckedContinuation { continuation in
        loop.alarm(in: .milliseconds(30)) { continuation.resume(returning: thread()) }
      }
      guard rang == here, Clock.uptime() - began >= .milliseconds(30) else { return 1 }
      loop.alarm(in: .zero) { fatalError("it was taken away") }
      loop.alarm(in: nil)
      await Task.yield()
      return 0
    }
    #expect(code == 0)
  }

  @Test("Children of every kind run on the loop's thread")
  func oneThread() {
    let code = inLoop { loop in
      let here = thread()
      var seen: [UInt] = []
      await withTaskGroup(of: UInt.self) { group in
        for _ in 0..<32 {
          group.addTask {
            await Task.yield()
            return await withTaskGroup(of: UInt.self) { inner in
              inner.addTask { thread() }
              return await inner.next() ?? 0
            }
          }
        }
        for await other in group { seen.append(other) }
      }
      async let first = thread()
      async let second = Plain().thread()
      seen += await [first, second, OnLoop(loop).add()]
      seen += [await Task(executorPreference: loop) { thread() }.value]
      return seen.count == 36 && seen.allSatisfy { $0 == here } ? 0 : 1
    }
    #expect(code == 0)
  }

  @Test("A task resumed by another thread goes on in the loop")
  func resumedElsewhere() {
    let code = inLoop { _ in
      let here = thread()
      var strays = 0
      for _ in 0..<200 {
        await withTaskGroup(of: Bool.self) { group in
          for _ in 0..<4 {
            group.addTask {
              let there = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: thread()) }
              }
              return there != here && thread() == here
            }
          }
          for await isRight in group where !isRight { strays += 1 }
        }
      }
      return strays == 0 ? 0 : 1
    }
    #expect(code == 0)
  }

  @Test("An actor that names the loop is isolated to it, and says so")
  func actorOnLoop() {
    let code = inLoop { loop in
      let actor = OnLoop(loop)
      _ = await actor.add()
      return actor.countNow() == 1 && loop.isIsolatingCurrentContext() == true ? 0 : 1
    }
    #expect(code == 0)
  }

  @Test("A wait ends with data, with the end of input, and for several descriptors at once")
  func readable() {
    let code = inLoop { loop in
      let pipes = (0..<8).map { _ in Pipe() }
      defer { for pipe in pipes { pipe.close() } }
      pipes[0].post()
      guard await loop.readable(pipes[0].read) else { return 1 }
      let gone = Pipe()
      Foundation.close(gone.write)
      guard await loop.readable(gone.read) else { return 2 }
      let order = await withTaskGroup(of: Int.self) { group in
        for index in 1..<8 {
          group.addTask { await loop.readable(pipes[index].read) ? index : -1 }
        }
        var order: [Int] = []
        for index in [3, 7, 1, 2, 6, 4, 5] {
          pipes[index].post()
          order.append(await group.next() ?? -1)
        }
        return order
      }
      return order == [3, 7, 1, 2, 6, 4, 5] ? 0 : 3
    }
    #expect(code == 0)
  }

  @Test("A cancelled wait ends at once, before or after it began, from any thread")
  func cancelledWait() {
    let code = inLoop { loop in
      let silent = Pipe()
      defer { silent.close() }
      let early = Task(executorPreference: loop) {
        withUnsafeCurrentTask { $0?.cancel() }
        return await loop.readable(silent.read)
      }
      if await early.value { return 1 }
      for _ in 0..<100 {
        let late = Task(executorPreference: loop) { await loop.readable(silent.read) }
        Thread.detachNewThread { late.cancel() }
        if await late.value { return 2 }
      }
      return 0
    }
    #expect(code == 0)
  }

  @Test("At rest the loop does not wake")
  func noWakeUps() throws {
    let code = inLoop { loop in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<32 { group.addTask { await Task.yield() } }
      }
      let idle = Pipe()
      // The write end is closed a second later by the process that alone still holds it.
      _ = fcntl(idle.write, F_SETFD, 0)
      guard let child = try? ChildProcess(["sleep", "1"]) else { return 1 }
      Foundation.close(idle.write)
      let before = waitsOfThisThread()
      guard await loop.readable(idle.read) else { return 2 }
      let waits = waitsOfThisThread() - before
      Foundation.close(idle.read)
      _ = child.wait()
      return waits <= 2 ? 0 : 3
    }
    #expect(code == 0)
  }

  @Test("A wide task group makes no thread")
  func noThreads() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let before = threads()
      exit(
        MainThread.run {
          Loop.run { _ in
            await withTaskGroup(of: Void.self) { group in
              for _ in 0..<32 { group.addTask { for _ in 0..<8 { await Task.yield() } } }
            }
            return threads().subtracting(before).count == 1 ? 0 : 1
          }
        })
    }
  }
}

/// The signals are sent to the loop's thread alone: in a test the others do not block them.
@Suite("Signals to the loop")
struct LoopSignalTests {
  @Test(
    "HUP, INT and TERM cancel the body, and make the exit code",
    arguments: [(SIGHUP, 129), (SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func cancelling(signal: Int32, code: Int32) async {
    let result = await #expect(processExitsWith: .failure) {
      [signal = signal as Int32] in
      exit(
        MainThread.run {
          Loop.run { loop in
            let silent = Pipe()
            pthread_kill(pthread_self(), signal)
            let isReadable = await loop.readable(silent.read)
            return isReadable || !Task.isCancelled ? 1 : 0
          }
        })
    }
    #expect(result?.exitStatus == .exitCode(code))
  }

  @Test("A body that ends first keeps its exit code")
  func tooLate() {
    #expect(inLoop { _ in 3 } == 3)
  }

  @Test("The second interrupt and the quit key end a body that does not")
  func forced() async {
    let twice = await #expect(processExitsWith: .failure) {
      exit(
        MainThread.run {
          Loop.run { loop in
            for _ in 0..<2 {
              pthread_kill(pthread_self(), SIGINT)
              _ = await loop.readable(Pipe().read)
            }
            // The task is cancelled, so nothing here can wait: it runs on, and must be ended.
            while true { await Task.yield() }
          }
        })
    }
    #expect(twice?.exitStatus == .exitCode(130))
    let quit = await #expect(processExitsWith: .failure) {
      exit(
        MainThread.run {
          Loop.run { loop in
            pthread_kill(pthread_self(), SIGQUIT)
            _ = await loop.readable(Pipe().read)
            return 0
          }
        })
    }
    #expect(quit?.exitStatus == .exitCode(131))
  }

  @Test("What the parent set to be ignored stays ignored, as nohup wants")
  func ignored() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGHUP, SIG_IGN)
      exit(
        MainThread.run {
          Loop.run { loop in
            pthread_kill(pthread_self(), SIGHUP)
            let ready = Pipe()
            ready.post()
            return await loop.readable(ready.read) && !Task.isCancelled ? 7 : 1
          }
        })
    }
  }

  @Test("A new window size and a resume change nothing")
  func harmless() async {
    await #expect(processExitsWith: .exitCode(7)) {
      exit(
        MainThread.run {
          Loop.run { loop in
            pthread_kill(pthread_self(), SIGWINCH)
            pthread_kill(pthread_self(), SIGCONT)
            let ready = Pipe()
            ready.post()
            return await loop.readable(ready.read) && !Task.isCancelled ? 7 : 1
          }
        })
    }
  }
}
