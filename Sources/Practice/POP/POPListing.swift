/// What STAT, LIST and UIDL say of a mailbox.
struct POPListing {
  private let sizes: [Int]
  private let owner: String

  init(_ person: PracticePerson) {
    sizes = person.messageSizes
    owner = person.objectID
  }

  /// Messages and octets, as STAT gives them.
  var totals: String { "\(sizes.count) \(sizes.reduce(0, +))" }

  func sizes(_ argument: String?) -> String {
    listing(argument, title: "\(sizes.count) \(sizes.reduce(0, +))") { "\(sizes[$0])" }
  }

  func identifiers(_ argument: String?) -> String {
    listing(argument, title: "") { GUID.derived(from: "\(owner) \($0)") }
  }

  private func listing(
    _ argument: String?, title: String, _ value: (Int) -> String
  ) -> String {
    guard let argument else {
      return (["+OK \(title)"] + sizes.indices.map { "\($0 + 1) \(value($0))" } + ["."])
        .joined(separator: "\r\n")
    }
    guard let number = Int(argument), sizes.indices.contains(number - 1) else {
      return "-ERR The specified message is out of range."
    }
    return "+OK \(number) \(value(number - 1))"
  }
}
