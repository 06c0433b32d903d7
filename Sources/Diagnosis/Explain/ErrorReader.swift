import Core

/// Collects the errors of a text piece by piece, each once.
struct ErrorReader {
  let context: Problem.Context
  private(set) var found: [Explanation.Found] = []

  init(context: Problem.Context) {
    self.context = context
  }

  /// Reads a JSON object: itself when it is an OAuth error, else whatever stands in it.
  mutating func read(_ value: JSONValue, depth: Int = 0) {
    switch value {
    case .object(let members):
      if let refusal = OAuthRefusal(HTTPReply(status: 0, body: []), value) {
        add(
          refusal, .reply, words: refusal.description.isEmpty ? refusal.error : refusal.description)
        return
      }
      for name in members.names.sorted() {
        guard let member = members[name] else { continue }
        if name == "errorCode" || name == "code", let number = member.integer {
          readNumber(String(number))
        } else {
          read(member, depth: depth)
        }
      }
    case .array(let elements): for element in elements { read(element, depth: depth) }
    case .string(let text):
      // A log's field may hold the body of a reply, as text within text.
      guard depth < 3 else { return }
      for piece in PastedText(Array(text.utf8)).pieces {
        switch piece {
        case .json(let inner): read(inner, depth: depth + 1)
        case .text(let words): read(words)
        }
      }
    case .null, .bool, .number: break
    }
  }

  /// Reads running text, paragraph by paragraph and line by line.
  mutating func read(_ text: String) {
    // Logs write the line ends of a description as backslash and letter.
    let plain = text.replacing("\\r\\n", with: "\n").replacing("\\n", with: "\n")
    let lines = plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var at = lines.startIndex
    while at < lines.endIndex {
      var line = String(lines[at])
      at += 1
      if !AADSTS.codes(in: line).isEmpty {
        // The ids of a description follow on lines of their own.
        while at < lines.endIndex, DescribedError.isTail(lines[at]) {
          line += "\n" + lines[at]
          at += 1
        }
      }
      read(line: line)
    }
  }

  /// Reads a text that is nothing but a number the book knows, such as `53003`.
  mutating func readNumber(_ text: String) {
    let word = text.filter { !$0.isWhitespace }
    guard let number = Int(word), ErrorCatalog.codes.contains(number) else { return }
    let refusal = OAuthRefusal(status: 0, error: "", codes: [number])
    add(refusal, .text, words: word)
  }

  private mutating func read(line: String) {
    guard !line.allSatisfy(\.isWhitespace) else { return }
    if let refusal = RedirectError.refusal(in: line) {
      add(refusal, .reply, words: line)
      return
    }
    let described = DescribedError.refusals(in: line)
    if !described.isEmpty {
      for refusal in described { add(refusal, .text, words: refusal.description) }
      return
    }
    let bytes = LoweredLine(line)
    if let assessment = TechmailLine(line, bytes)?.problem(context) {
      add(assessment, .techmail, words: line)
    } else if let assessment = CurlLine(line, bytes)?.problem(context) {
      add(assessment, .curl, words: line)
    } else if let assessment = PopLine.problem(line, bytes, context) {
      add(assessment, .pop3, words: line)
    } else if let refusal = OAuthWord.refusal(in: line) {
      add(refusal, .text, words: line)
    } else if let failure = NetworkWords.failure(in: line, bytes) {
      add(Problem.of(network: failure, context: context), .network, words: line)
    } else if let failure = HTTPStatusLine.failure(in: line) {
      add(Problem.of(reply: failure, context: context), .http, words: line)
    }
  }

  private mutating func add(
    _ refusal: OAuthRefusal, _ source: Explanation.Source, words: String
  ) {
    add(Problem.of(refusal: refusal, context: context), source, words: words)
  }

  private mutating func add(
    _ problem: Problem, _ source: Explanation.Source, words: String
  ) {
    var problem = problem
    for index in problem.details.indices {
      problem.details[index].value = Redaction.text(problem.details[index].value)
    }
    if let known = found.firstIndex(where: { $0.problem.isTold(by: problem) }) {
      found[known].times += 1
    } else if found.count < Explainer.most {
      found.append(
        Explanation.Found(
          problem: problem, source: source, words: Redaction.excerpt(words), times: 1))
    }
  }
}

extension Problem {
  /// The same but for ids and times, which differ each time that one error comes.
  func isTold(by other: Problem) -> Bool {
    var (one, two) = (self, other)
    one.details = details.filter { Problem.kindDetails.contains($0.name) }
    two.details = other.details.filter { Problem.kindDetails.contains($0.name) }
    return one == two
  }

  private static let kindDetails: Set = ["codes", "error", "pop account", "host", "status"]
}
