/// What the browser is answered with: plain, whole in itself, and kept nowhere.
enum RedirectPage {
  /// The answer of a status, with its head.
  static func answer(_ status: Int) -> [UInt8] {
    let (reason, words) = said(status)
    let body = """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Greenbox</title>\
      <p>\(words)</p></html>
      """
    let head = [
      "HTTP/1.1 \(status) \(reason)", "Content-Type: text/html; charset=utf-8",
      "Content-Length: \(body.utf8.count)", "Cache-Control: no-store",
      "Content-Security-Policy: default-src 'none'", "Referrer-Policy: no-referrer",
      "X-Content-Type-Options: nosniff", "Connection: close",
    ]
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  private static func said(_ status: Int) -> (reason: String, words: String) {
    switch status {
    case 200: ("OK", "You may close this window and go back to the terminal.")
    case 404: ("Not Found", "Nothing is here.")
    case 405: ("Method Not Allowed", "This is no sign-in.")
    case 431: ("Request Header Fields Too Large", "The request is too long.")
    default: ("Bad Request", "This is no sign-in.")
    }
  }
}
