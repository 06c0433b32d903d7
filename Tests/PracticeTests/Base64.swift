import Foundation

enum Base64 {
  static func encode(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  static func decode(_ text: some StringProtocol) -> String {
    Data(base64Encoded: String(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
