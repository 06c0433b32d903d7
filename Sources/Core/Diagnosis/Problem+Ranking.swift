extension Problem {
  /// Fills an entry of the book: ranks its suspects by the evidence and takes the shown one's remedy.
  init(_ entry: Entry, _ phrasing: Phrasing, _ details: [Detail] = []) {
    let ranked = entry.suspects.compactMap { suspect in
      let reading = suspect.clue.map { $0.read(phrasing) } ?? .open
      return reading.map { (suspect: suspect, reading: $0) }
    }
    // A stable order: book order within each standing.
    let ordered = Standing.allCases.flatMap { standing in
      ranked.filter { $0.reading.standing == standing }
    }
    id = entry.id
    title = phrasing.fill(entry.title)
    meaning = phrasing.fill(entry.meaning)
    causes = ordered.map { suspect, reading in
      Cause(
        text: phrasing.fill(suspect.text), standing: reading.standing,
        evidenceFor: reading.standing <= .open ? reading.lines : [],
        evidenceAgainst: reading.standing >= .unlikely ? reading.lines : [])
    }
    let shown = ordered.first { $0.reading.standing == .shown }
    let remaining = ordered.count { $0.reading.standing != .ruledOut }
    undecidable = entry.decider != nil && shown == nil && remaining > 1
    decider = entry.decider.flatMap { decider in
      guard shown == nil, remaining > 1 else { return nil }
      return Decider(check: phrasing.fill(decider.check), owner: decider.owner)
    }
    owner = shown?.suspect.remedy?.owner ?? entry.owner
    nextStep = phrasing.fill(shown?.suspect.remedy?.nextStep ?? entry.nextStep)
    let all = details + [("overridden", phrasing.context.overridden.joined(separator: ", "))].named
    // A name is a key for those who read JSON: what comes twice under one name is joined.
    self.details = all.reduce(into: []) { kept, detail in
      if let known = kept.firstIndex(where: { $0.name == detail.name }) {
        kept[known].value += "; " + detail.value
      } else {
        kept.append(detail)
      }
    }
  }

  /// Fills the entry of that slug, with no facts beside it.
  init(_ id: String, _ phrasing: Phrasing) {
    self.init(Book.entry(id), phrasing)
  }
}
