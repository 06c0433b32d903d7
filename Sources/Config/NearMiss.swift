/// Finds the name that somebody who mistyped most likely meant.
enum NearMiss {
  /// The known name that is at most two changed letters away; the nearest, and of equals the first.
  static func of(_ text: String, among known: [String]) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    let near = known.map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
      .min { $0.distance < $1.distance }
    return near.flatMap { $0.distance <= 2 ? $0.name : nil }
  }

  /// What to say of a name that is not known.
  static func unknown(_ kind: String, _ name: String, among known: [String]) -> Refusal {
    if let near = of(name, among: known) {
      return Refusal("unknown \(kind) \(shown(name)); did you mean \(near)?")
    }
    return Refusal(
      "unknown \(kind) \(shown(name)); the \(kind)s are \(known.joined(separator: ", "))")
  }

  /// How many letters must be put in, taken out or changed to make one text the other.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
