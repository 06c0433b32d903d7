import Foundation
import Practice
import TestKit
import Testing
import Wire

@testable import Core
@testable import greenbox
@testable import Diagnosis
@testable import Operations

/// Every fault of the practice tenant: the true cause first, the right owner, and a next step that
/// cures it when it is followed.
@Suite(.serialized)
struct CureTests {
  private struct Wrong: Error, CustomStringConvertible { var description: String }

  private static func table(_ loop: Loop, _ count: Int) async throws -> (PracticeHome, FaultTable) {
    let home = try PracticeHome.make()
    var plan = TenantPlan.mailboxes(count: count)
    plan.pollInterval = 0
    let tenant = try PracticeTenant(plan)
    try tenant.start()
    try home.write(tenant)
    let session = try await Session.open(
      loop: loop, output: Output(json: false, loop), home: Home(folder: home.path),
      given: home.overrides(tenant))
    let table = FaultTable(
      tenant: tenant, session: session.hasty(patience: .milliseconds(600)))
    try await table.prepare()
    return (home, table)
  }

  @Test("the table of cures has a row for every fault, and none for another")
  func complete() {
    let known = PracticeFault.all.map(\.name)
    #expect(FaultCure.all.map(\.fault).sorted() == known.sorted())
  }

  @Test("each fault is named rightly, and its next step cures it")
  func cures() {
    let wrong = Findings()
    let ended = inLoop { loop in
      do {
        let (home, table) = try await Self.table(loop, FaultCure.all.count)
        defer { home.remove() }
        for (number, cure) in FaultCure.all.enumerated() {
          do { try await Self.play(cure, FaultScene(cure.fault, number: number), table) } catch {
            wrong.add("\(cure.fault): \(error)")
          }
        }
        await table.session.engine.shutdown(grace: .seconds(2))
        table.tenant.stop()
        return 0
      } catch {
        wrong.add("\(error)")
        return 1
      }
    }
    #expect(ended == 0)
    for line in wrong.all { Issue.record("\(line)") }
  }

  private static func play(
    _ cure: FaultCure, _ scene: FaultScene, _ table: FaultTable
  ) async throws {
    try table.set(scene)
    let fields = try await table.session.world.part(scene.mailbox)
      .mailboxAndRegistration(scene.mailbox).0
    let played: Result<Void, any Error>
    do { played = .success(try await playThrough(cure, scene, table)) } catch {
      played = .failure(error)
    }
    table.clear(scene)
    // Another scene may be played at the same mailbox.
    let now = try await table.session.world.part(scene.mailbox)
      .mailboxAndRegistration(scene.mailbox).0
    try await table.session.world.apply([.editMailbox(from: now, to: fields)])
    try played.get()
  }

  private static func playThrough(
    _ cure: FaultCure, _ scene: FaultScene, _ table: FaultTable
  ) async throws {
    let row = await table.look(scene)
    guard let expected = cure.expected else {
      guard row.isVerified else { throw Wrong(description: "not verified: \(told(row))") }
      return
    }
    guard let problem = row.problem, !row.isVerified else {
      throw Wrong(description: "nothing is said: \(row.access)")
    }
    let told = FaultCure.Diagnosis(
      row.place, problem.id, problem.firstCause, problem.owner)
    guard told.matches(expected) else {
      throw Wrong(description: "told \(told), expected \(expected)")
    }
    guard problem.nextStep.contains(cure.step) else {
      throw Wrong(description: "next step lacks \"\(cure.step)\": \(problem.nextStep)")
    }
    try await follow(cure.action, scene, table)
    let after = await again(problem.nextStep, row.place, scene, table)
    guard after.isVerified else { throw Wrong(description: "not cured: \(Self.told(after))") }
  }

  // Does what the next step asks of its owner.
  private static func follow(
    _ action: FaultCure.Action, _ scene: FaultScene, _ table: FaultTable
  ) async throws {
    switch action {
    case .mend: table.clear(scene)
    case .mendBeside: for order in scene.also { try table.tenant.clear(order) }
    case .repeatOnly: break
    case .newSecret:
      try table.tenant.newSecret()
      for registration in table.tenant.registrations where registration.role == .first {
        try await PracticeSeed(tenant: table.tenant, session: table.session)
          .replaceSecret(of: registration)
      }
    case .popAccount(let address):
      let before = try await table.session.world.part(scene.mailbox)
        .mailboxAndRegistration(scene.mailbox).0
      var fields = before
      fields.popAccount = address
      try await table.session.world.apply([.editMailbox(from: before, to: fields)])
    case .consent:
      table.clear(scene)
      await table.adminSignsIn(scene)
    }
  }

  // Runs the last command that the step names; where it names none, what was run before.
  private static func again(
    _ step: String, _ place: FaultTable.Row.Place, _ scene: FaultScene, _ table: FaultTable
  ) async -> FaultTable.Row {
    let commands = step.matches(of: /`greenbox (verify|authenticate)[^`]*`/).map { $0.1 }
    let signsIn = commands.last.map { $0 == "authenticate" } ?? (place == .authenticate)
    var answered = scene
    answered.answer()
    return signsIn ? await table.signIn(answered) : await table.verify(scene)
  }

  private static func told(_ row: FaultTable.Row) -> String {
    "\(row.place.rawValue) \(row.access) \(row.problem?.id ?? "-") \(row.problem?.firstCause ?? "")"
  }
}

/// What went wrong, gathered on a loop and told by the test.
private final class Findings: @unchecked Sendable {
  // Under the lock only.
  private var lines: [String] = []
  private let lock = NSLock()
  var all: [String] { lock.withLock { lines } }
  func add(_ line: String) { lock.withLock { lines.append(line) } }
}
