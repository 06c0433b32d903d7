import Core

/// One entry of the book: the words for one kind of failure. Braces in its texts are places that
/// `MessageTemplate` fills from the context.
struct CatalogEntry: Sendable {
  /// The problem's slug.
  var id: String
  /// The AADSTS numbers it answers.
  var codes: [Int]
  /// The OAuth `error` values it answers where no number is known.
  var errors: [String]
  /// Words of a POP3 server it answers, in lower case, the first match of the book winning.
  package var said: [String]
  /// Who must act, unless evidence shows a cause with an owner of its own.
  var owner: Problem.Owner
  var title: String
  var meaning: String
  /// In book order: what is likeliest with no evidence at all comes first.
  var candidates: [CandidateCause]
  /// What tells the suspects apart where evidence does not.
  var decider: Problem.Decider?
  var nextStep: String

  init(
    _ id: String, codes: [Int] = [], errors: [String] = [], said: [String] = [],
    owner: Problem.Owner, title: String, meaning: String, candidates: [CandidateCause],
    decider: Problem.Decider? = nil, nextStep: String
  ) {
    self.id = id
    self.codes = codes
    self.errors = errors
    self.said = said
    self.owner = owner
    self.title = title
    self.meaning = meaning
    self.candidates = candidates
    self.decider = decider
    self.nextStep = nextStep
  }
}

/// A cause that an entry lists, with the evidence that bears on it.
struct CandidateCause: Sendable {
  var text: String
  /// The evidence to look at; nil where nothing held here can tell.
  var evidenceCheck: EvidenceCheck?
  /// Who acts and what is to be done when evidence shows this cause; nil leaves the entry's.
  var remedy: Remedy?

  struct Remedy: Sendable {
    var owner: Problem.Owner
    var nextStep: String
  }

  init(
    _ text: String, _ evidenceCheck: EvidenceCheck? = nil, owner: Problem.Owner? = nil,
    nextStep: String = ""
  ) {
    self.text = text
    self.evidenceCheck = evidenceCheck
    remedy = owner.map { Remedy(owner: $0, nextStep: nextStep) }
  }
}
