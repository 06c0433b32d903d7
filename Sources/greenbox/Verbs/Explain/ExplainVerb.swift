internal import ArgumentParser
internal import Core
internal import Diagnosis
internal import Vault

/// `greenbox explain`: any pasted error text in, the same words as for an error of one's own out.
struct ExplainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain any error text: what it means, why, who acts, what next.",
    discussion: """
      Takes JSON replies, AADSTS numbers, techmail lines, POP3 answers, curl's words, the address a \
      browser ended on, or a whole excerpt of a log; each error is explained once, in order. \
      Needs no vault and no network, and keeps nothing. Exit code 0, also where nothing is known; \
      the summary's "known" tells.
      """)
  @Argument(help: "The text; - or nothing reads standard input.")
  var text: [String] = []
  @Option(help: "Read the text from a file.")
  var file: String?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard file == nil || text.isEmpty else {
      throw ValidationError("Give the text, or --file, not both.")
    }
  }

  func run() {
    let (words, file) = (text, file)
    Program.runBare(json: common.json) { (loop, output) async throws(Failure) in
      let text = try await ExplainVerb.read(words, file: file, loop, output)
      let explanation = Explainer.explain(text)
      ExplanationText(explanation, output).show()
      return .holds
    }
  }

  /// A command line on which text that begins with a dash, `-ERR …`, stands behind a `--`, so that
  /// it is not taken for options; any other command line as it is.
  static func guarded(_ arguments: [String]) -> [String] {
    guard arguments.first == configuration.commandName else { return arguments }
    var options: [String] = []
    var text: [String] = []
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      if word == "--" {
        text += rest
        break
      }
      if word == "--file" {
        options += [word] + rest.prefix(1)
        rest = rest.dropFirst()
      } else if word == "-h" || isOption(word) {
        options.append(word)
      } else {
        text.append(word)
      }
    }
    return ["explain"] + options + (text.isEmpty ? [] : ["--"] + text)
  }

  // Of the form of a long option, so that a misspelled one is still told.
  private static func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("--") else { return false }
    let name = word.dropFirst(2).prefix { $0 != "=" }
    return name.first?.isLetter == true
      && name.allSatisfy { $0.isASCII && $0.isLetter || $0 == "-" }
  }

  private static func read(
    _ words: [String], file: String?, _ loop: Loop, _ output: Output
  ) async throws(Failure) -> String {
    if file == nil, !words.isEmpty, words != ["-"] { return words.joined(separator: " ") }
    if file == nil, Output.inputIsTerminal {
      output.progress("Paste the text, then press ^D on a line of its own:")
    }
    // More than is read would be left out anyway; a file of any size is no reason to refuse.
    let bytes = try await InputFile.given(file ?? "-", .text, limit: Explainer.longest, loop)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The errors of a text, for people and for programs.
struct ExplanationText {
  let explanation: Explanation
  let output: Output

  init(_ explanation: Explanation, _ output: Output) {
    self.explanation = explanation
    self.output = output
  }

  func show() {
    for (number, found) in explanation.found.enumerated() {
      output.object([
        "source": .string(found.source.rawValue), "words": .string(found.words),
        "times": JSONValue(found.times), "problem": JSONValue(found.problem),
      ])
      if number > 0 { output.line() }
      if explanation.found.count > 1 || found.times > 1 {
        let times = found.times > 1 ? " (\(found.times) times)" : ""
        output.line("\(number + 1) of \(explanation.found.count)\(times): \(found.words)")
      }
      output.problem(found.problem)
    }
    output.object([
      "summary": [
        "known": .bool(explanation.isKnown), "errors": JSONValue(explanation.found.count),
      ]
    ])
    output.next(
      explanation.isKnown
        ? "the next step above; greenbox verify NAME shows whether it helped"
        : "copy more of the text, or greenbox report --all for whoever owns the program")
  }
}
