/// A value that a setting was given, after it was held against the setting's rule.
enum SettingValue: Equatable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
}

/// What a setting wants, as the end of a sentence that begins with its name.
struct Refusal: Error, Equatable {
  var words: String

  init(_ words: String) { self.words = words }
}

extension Setting {
  /// Reads a text from a flag or variable.
  func read(_ text: String) throws(Refusal) -> SettingValue {
    switch form {
    case .text: return .text(try check(text))
    case .number(let range):
      let digits = text.utf8.count <= 6 && text.utf8.allSatisfy { (48...57).contains($0) }
      guard digits, let number = Int(text) else { throw wantsNumber(in: range, not: shown(text)) }
      return .number(try check(number))
    case .flag:
      switch text.lowercased() {
      case "true", "yes", "on", "1": return .flag(true)
      case "false", "no", "off", "0": return .flag(false)
      default: throw Refusal("must be true or false; it is \(shown(text))")
      }
    }
  }

  /// Holds a number against the range.
  func check(_ number: Int) throws(Refusal) -> Int {
    guard case .number(let range) = form else {
      throw Refusal("must be a text; it is a whole number")
    }
    guard range.contains(number) else { throw wantsNumber(in: range, not: "\(number)") }
    return number
  }

  /// Holds a text against the setting's rule and returns it as it is to be used.
  func check(_ text: String) throws(Refusal) -> String {
    switch self {
    case .discovery:
      guard Address(https: text) != nil else {
        throw Refusal("must be an https:// address; it is \(shown(text))")
      }
    case .graph:
      guard let address = Address(https: text), address.rest.isEmpty || address.rest == "/" else {
        throw Refusal("must be https:// and a host, without a path; it is \(shown(text))")
      }
      return text.hasSuffix("/") ? String(text.dropLast()) : text
    case .authority:
      guard let address = Address(host: text), address.rest.isEmpty else {
        throw Refusal("must be a host name, without https:// and path; it is \(shown(text))")
      }
    case .popServer:
      guard Address.isHost(text) else {
        throw Refusal(
          "must be a host name, without address scheme, port or path; it is \(shown(text))")
      }
    case .scope:
      guard isScope(text) else {
        throw Refusal("must be scopes with one space between; it is \(shown(text))")
      }
    case .caFile:
      guard !text.isEmpty else { throw Refusal("must be the path of a PEM file; it is empty") }
    case .proxy, .popProxy:
      // Never shown: it may hold a user name and password.
      guard Address(proxy: text) != nil else {
        throw Refusal(
          "must be [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port]")
      }
    case .theme:
      guard TOMLText.isPlainName(text) else {
        throw Refusal("must be the name of a theme, without path and ending; it is \(shown(text))")
      }
    case .popPort, .freshHours, .mouse, .ascii: break
    }
    return text
  }

  private func wantsNumber(in range: ClosedRange<Int>, not found: String) -> Refusal {
    Refusal(
      "must be a whole number from \(range.lowerBound) to \(range.upperBound); it is \(found)")
  }

  /// RFC 6749 §3.3: tokens of visible ASCII without quote and backslash, one space between.
  private func isScope(_ text: String) -> Bool {
    let tokens = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    return tokens.allSatisfy { token in
      !token.isEmpty
        && token.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
  }
}

/// Foreign text in quotes, safe to print: control characters escaped, and cut after 80 characters.
func shown(_ text: String) -> String {
  var result = "\""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    if count == 80 { return result + "…\"" }
    result += isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
  }
  return result + "\""
}

/// Whether a character may be printed: no control, format, surrogate, separator or unassigned one.
func isPlain(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator:
    false
  default: true
  }
}
