import FoundationEssentials

/// The lines of an Exchange-like POP3 server.
enum POPReplies {
  /// The one refusal Exchange has for every cause.
  static let refused = "-ERR Authentication failure: unknown user name or bad password."
  static let protocolError = "-ERR Protocol error. Connection is closed. 10"
  static let unknownCommand = "-ERR Protocol error. 19"
  static let invalidState = "-ERR Command is not valid in this state."
  static let passwordRefused = "-ERR Logon failure: unknown user name or bad password."
  static let noMechanism = "-ERR Unsupported authentication mechanism."
  static let authenticated = "+OK User successfully authenticated."
  static let goodbye = "+OK Microsoft Exchange Server POP3 server signing off."
  static let greetingRefused = "-ERR BYE Connection refused."
  static let temporary = "-ERR [SYS/TEMP] Temporary authentication failure."
  static let inUse = "-ERR [IN-USE] The mailbox is locked by another session."
  static let unavailable = "-ERR Server Unavailable. 21"
  static let statRefused = "-ERR The mailbox cannot be opened."

  /// The greeting: the server's name comes as base64 of UTF-16LE, as Exchange sends it.
  static let greeting: String = {
    let name = "PRACTICE01.\(TenantPlan.initialDomain)".utf16.flatMap {
      [UInt8($0 & 0xff), UInt8($0 >> 8)]
    }
    return "+OK The Microsoft Exchange POP3 service is ready. "
      + "[\(Data(name).base64EncodedString())]"
  }()

  /// The challenge other servers send before they refuse.
  static let challenge =
    "+ "
    + Data(#"{"status":"401","schemes":"bearer","scope":"POP.AccessAsUser.All"}"#.utf8)
    .base64EncodedString()

  /// What terminals act on: clear screen, clipboard (OSC 52), CSI as one byte, bell.
  static let controlCharacters: [UInt8] =
    Array("\u{1b}[2J\u{1b}]52;c;cHJhY3RpY2U=\u{07}".utf8) + [0x9b, 0x33, 0x31, 0x6d, 0x07]

  /// Bytes of no protocol, the same every time.
  static let garbage: [UInt8] = (0..<96).map { UInt8(0x80 | ($0 * 37) & 0x7f) } + [13, 10]

  /// The length of the line that is too long.
  static let longLineLength = 200_000

  static func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }
}
