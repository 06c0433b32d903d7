internal import Core
internal import FoundationEssentials
internal import Screens
internal import Vault

extension Console {
  private var edits: KeptEdits { KeptEdits(home: session.home.data) }

  /// Whether the console before this one left anything.
  var hasLeftover: Bool { (try? edits.read()) != nil }

  /// Hands the app what the console before this one had to leave.
  func restore() {
    do throws(Failure) {
      guard let bytes = try edits.read() else { return }
      // What cannot be read was written by another version: there is nothing to offer.
      if let left = try? JSONDecoder().decode(Leftover.self, from: Data(bytes)) {
        send(.restored(left))
      }
    } catch {
      send(.refused(error))
    }
  }

  /// At the end: after a quit nothing is left; a console that had to go leaves its edits.
  func leave() {
    let left = app.leftover
    guard !hasQuit, !left.isEmpty, let data = try? JSONEncoder().encode(left) else {
      edits.remove()
      return
    }
    // There is nobody to tell of a home that takes no file.
    try? edits.write(Array(data))
  }
}
