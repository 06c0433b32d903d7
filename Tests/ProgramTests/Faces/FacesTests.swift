import Foundation
import TestKit
import Testing

/// The same things asked for through a verb and through the console: what each does, in one table.
///
/// Where they differ the case says which is right. Both come to the store by other ways; the table is
/// what holds them together.
@Suite("A verb and the console", .serialized)
struct FacesTests {
  // One tenant for all cases; it goes with this process. The suite is serialized: one case at a time.
  private nonisolated(unsafe) static let desk = Result { try FacesDesk() }

  @Test("do what the table says, and the same unless it says which is right", arguments: all)
  func both(_ one: FacesCase) throws {
    let desk = try FacesTests.desk.get()
    if let verb = one.verb {
      let did = try desk.run(verb, of: one)
      #expect(did.exit == one.exits, "\(did.words)")
      #expect(did.words.contains(one.says), "\(did.words)")
      #expect(did.leaves == one.leaves, "the verb leaves \(did.leaves)")
    }
    if !one.console.isEmpty {
      let did = try desk.type(one.console, until: one.shows, of: one)
      #expect(did.exit == 0)
      let expected = one.consoleLeaves ?? one.leaves
      #expect(did.leaves == expected, "the console leaves \(did.leaves)")
    }
  }

  @Test("differ only where the table says which is right", arguments: all)
  func reasons(_ one: FacesCase) {
    #expect(one.consoleLeaves != one.leaves)
    #expect(one.verb == nil || !one.says.isEmpty)
    #expect(one.console.isEmpty || !one.shows.isEmpty)
    if one.consoleLeaves != nil || one.verb == nil || one.console.isEmpty {
      #expect(one.differs != nil)
    }
  }

  @Test("are compared in a home of every kind")
  func homes() {
    #expect(Set(FacesTests.all.map(\.home)) == Set(FacesHome.allCases))
  }

  static let all = registrations + secrets + mailboxes + ticks + signIns
}
