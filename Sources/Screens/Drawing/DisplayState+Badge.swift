import Canvas
import Core
import Presentation

extension DisplayState {
  /// The badge as it stands beside Authenticate: the vendor's green word, then what is known here.
  func face(local: (Moment) -> String) -> Line {
    let text = Printable.text(badge(local: local))
    let mark = Span(mark.sign + " ", role)
    let green = "Authenticated"
    guard text.hasPrefix(green + " \u{B7}") else { return Line([mark, Span(text, role)]) }
    return Line([
      mark, Span(green, .badgeGreen), Span(String(text.dropFirst(green.count)), role),
    ])
  }
}
