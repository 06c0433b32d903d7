import Core

extension Problem {
  /// Fills an entry of the book: ranks its suspects by the evidence and takes the shown one's remedy.
  init(_ entry: CatalogEntry, _ template: MessageTemplate, _ details: [Detail] = []) {
    let ranked = entry.candidates.compactMap { candidate in
      let assessment = candidate.evidenceCheck.map { $0.read(template) } ?? .open
      return assessment.map { (candidate: candidate, assessment: $0) }
    }
    // A stable order: book order within each standing.
    let ordered = Likelihood.allCases.flatMap { likelihood in
      ranked.filter { $0.assessment.likelihood == likelihood }
    }
    id = entry.id
    title = template.fill(entry.title)
    meaning = template.fill(entry.meaning)
    causes = ordered.map { candidate, assessment in
      Cause(
        text: template.fill(candidate.text), likelihood: assessment.likelihood,
        evidenceFor: assessment.likelihood <= .open ? assessment.lines : [],
        evidenceAgainst: assessment.likelihood >= .unlikely ? assessment.lines : [])
    }
    let shown = ordered.first { $0.assessment.likelihood == .shown }
    let remaining = ordered.count { $0.assessment.likelihood != .ruledOut }
    undecidable = entry.decider != nil && shown == nil && remaining > 1
    decider = entry.decider.flatMap { decider in
      guard shown == nil, remaining > 1 else { return nil }
      return Decider(check: template.fill(decider.check), owner: decider.owner)
    }
    owner = shown?.candidate.remedy?.owner ?? entry.owner
    let next = shown?.candidate.remedy?.nextStep ?? entry.nextStep
    nextStep = template.fill(next)
    actions = template.actions(of: next)
    let all = details + [("overridden", template.context.overridden.joined(separator: ", "))].named
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
  init(_ id: String, _ template: MessageTemplate) {
    self.init(ErrorCatalog.entry(id), template)
  }
}
