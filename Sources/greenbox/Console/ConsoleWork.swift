internal import Core
internal import Glibc
internal import Practice
internal import Screens
internal import Terminal
internal import Vault
internal import Operations

/// What a console has done for it, drawn or in lines: drivers, changes of the vault, the edits that
/// are left. Every answer is an action for the app.
struct ConsoleWork: Sendable {
  let session: Session
  let practice: PracticeChild?
  /// The jobs that take orders.
  let jobs = ConsoleJobs()

  private var world: World { session.world }
  private var kept: UnsavedEditsFile { UnsavedEditsFile(home: session.home.data) }

  /// What a job tells while it goes on.
  struct Telling: Sendable {
    /// At once.
    let now: @Sendable (Action) -> Void
    /// After the part of the mailbox that it is about was read anew: what has changed is told before
    /// what follows from it.
    let after: @Sendable (_ changed: String, Action) -> Void
  }

  /// Runs an operation to its end.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - job: The job.
  ///   - secret: The client secret that was typed, for the job that keeps one.
  ///   - tell: Told of each step.
  /// - Returns: How it ended.
  func perform(_ id: JobID, _ job: Job, _ secret: Secret?, _ tell: Telling) async -> Outcome {
    defer { jobs.end(id) }
    let report: Report = { progress in
      if case .stands = progress, let mailbox = job.mailbox {
        tell.after(mailbox, .progress(id, progress))
      } else {
        tell.now(.progress(id, progress))
      }
    }
    do throws(Failure) {
      switch job {
      case .authenticate(let name, let start):
        let authentication = Authentication(
          world, fresh: session.fresh, answering: .person(jobs.answers(of: id)), report: report)
        return .authenticated(try await authentication.run(name, from: start))
      case .verify(let name):
        let found = try await VerifyDriver(world, fresh: session.fresh, report: report)
          .verify(name)
        return .verified(failure: found.failure)
      case .batch(let request):
        let run = BatchRun(request, world, fresh: session.fresh, control: jobs.control(of: id))
        try await run.run { event in
          switch event {
          case .ended(let name, _), .progress(let name, .stands):
            tell.after(name, .batch(id, event))
          default: tell.now(.batch(id, event))
          }
        }
        return .done
      case .checkSettings(let name):
        let found = try await SettingsDriver.run(registration: name, world, report: report)
        return .checked(failure: found.failure)
      case .keepSecret(let edit):
        guard let secret else { return .failed(.cancelled) }
        return .stored(
          try await SecretDriver.store(
            SecretDriver.Request(
              before: edit.before, registration: edit.registration, secret: secret,
              expires: edit.expires, secretID: edit.secretID,
              keepsUnproved: edit.keepsUnproved), world))
      case .undoSecret(let name):
        return .putBack(try await SecretDriver.undo(registration: name, world))
      }
    } catch {
      return .failed(error)
    }
  }

  /// What a job has changed; told before its end, so that the end is judged by it.
  func changed(by job: Job) async -> Action {
    guard let mailbox = job.mailbox else { return await reload() }
    return await part(of: mailbox)
  }

  /// One mailbox's part of the site, its probe stage by stage included.
  func part(of mailbox: String) async -> Action {
    await attempt { () async throws(Failure) in
      .updated(mailbox: mailbox, try await world.part(mailbox))
    }
  }

  /// The whole site.
  func reload() async -> Action {
    await attempt { () async throws(Failure) in .reloaded(try await world.snapshot()) }
  }

  /// The newest lines of the journal.
  func journal() async -> Action {
    await attempt { () async throws(Failure) in
      .journal(try await world.journal(500, nil).reversed())
    }
  }

  /// Makes edits, and says so once they are written.
  func make(_ edits: [AdminEdit], saying words: String?) async -> [Action] {
    do throws(Failure) {
      try await AdminEdit.perform(edits, world)
    } catch {
      return [.refused(error, of: edits)]
    }
    let read =
      if let mailbox = edits.onlyMailbox { await part(of: mailbox) } else { await reload() }
    return [read] + (words.map { [.notice($0)] } ?? [])
  }

  /// In practice, somebody at a browser: through the page that a person would use.
  func visit(_ visitor: String, _ mailbox: String, _ code: String) -> Action? {
    guard let practice,
      let box = practice.said.mailboxes.first(where: { $0.name == mailbox })
    else { return nil }
    do throws(PracticeError) {
      return .notice(try practice.visit(PracticeVisitor(rawValue: visitor) ?? .owner, box, code))
    } catch {
      return .notice(error.words)
    }
  }

  /// What was found where a console leaves its edits, as far as the next one has to take care of it.
  enum Found {
    /// Nothing, or edits that were read.
    case legible
    /// Edits of another version, or no edits at all.
    case unread(String)
    /// Such a text that an earlier console has handed on beside its own edits.
    case handedOn(String)
    /// A file that others could have written, or that cannot be opened: left alone.
    case refused
  }

  /// What the console before this one had to leave: nil where it left nothing. What cannot be read is
  /// said, and left where it is.
  func restored() -> (action: Action?, found: Found) {
    do throws(Failure) {
      guard let bytes = try kept.read() else { return (nil, .legible) }
      if let edits = UnsavedEdits(bytes) {
        return (.restored(edits), edits.unread.map { .handedOn($0) } ?? .legible)
      }
      return (
        .notice(
          "Unsaved edits of last time cannot be read here; they stay in \(editsFile).",
          isWarning: true), .unread(String(decoding: bytes, as: UTF8.self))
      )
    } catch {
      return (.refused(error), .refused)
    }
  }

  /// Keeps what is left, or removes what was kept before; what could not be read is never removed.
  func leave(_ left: UnsavedEdits?, over found: Found) {
    var edits = left ?? UnsavedEdits()
    switch found {
    case .legible:
      if edits.isEmpty { return kept.remove() }
    case .unread(let text):
      if edits.isEmpty { return }
      edits.unread = text
    case .handedOn(let text): edits.unread = text
    case .refused: return
    }
    // There is nobody to tell of a home that takes no file.
    try? kept.write(Array(edits.text.utf8))
  }

  private var editsFile: String { session.home.data + "/edits.json" }

  private func attempt(_ body: () async throws(Failure) -> Action) async -> Action {
    do throws(Failure) { return try await body() } catch { return .refused(error) }
  }
}
