package import Canvas
package import Core
import Presentation

/// What a person needs to sign a mailbox in on another computer: the code, the page, a QR code of
/// the page, who is expected, and how long the code lives.
///
/// It shows as much as there is room for, from 40 columns up. The code and the address always stand
/// on lines of their own too, so that a double click takes them whole.
package struct SignInCard: Equatable, Sendable {
  /// What the place can show.
  package struct Room: Equatable, Sendable {
    /// Cells in a row.
    package var columns: Int
    /// Rows at most; the QR code is the first to go where they are few.
    package var rows: Int
    /// Whether only ASCII can be drawn: no QR code then.
    package var isASCII: Bool

    /// A place to show the card.
    ///
    /// - Parameters:
    ///   - columns: Cells in a row.
    ///   - rows: Rows at most.
    ///   - isASCII: Whether only ASCII can be drawn.
    package init(columns: Int, rows: Int = .max, isASCII: Bool = false) {
      self.columns = columns
      self.rows = rows
      self.isASCII = isASCII
    }
  }

  private struct CardLine: Equatable {
    var text: String
    var role: Role
  }

  private let code: PendingSignIn.DeviceCode
  private let expected: String
  private let now: Moment
  private let showsTime: Bool

  /// A card.
  ///
  /// - Parameters:
  ///   - code: As the identity server gave it.
  ///   - expected: The sign-in name of the person who is to sign in.
  ///   - now: The time that the life of the code is counted from.
  ///   - showsTime: Whether the time that is left is told below.
  package init(
    code: PendingSignIn.DeviceCode, expected: String, now: Moment, showsTime: Bool = true
  ) {
    self.code = code
    self.expected = Printable.text(expected)
    self.now = now
    self.showsTime = showsTime
  }

  /// The card, as high as it needs to be.
  package func grid(in room: Room) -> Grid {
    let top = heading(room)
    let left = instructions(room)
    let plain = top.count + left.count
    guard let qr = qrCode(room, beside: top + left, below: top.count) else {
      return draw(top + left, in: room, rows: plain)
    }
    var grid = draw(top + left, in: room, rows: max(plain, qr.row + qr.lines.count))
    for (offset, line) in qr.lines.enumerated() {
      grid.put(line, row: qr.row + offset, column: qr.column, role: .qr)
    }
    return grid
  }

  /// The card as text.
  package func lines(in room: Room) -> [String] { grid(in: room).lines }

  private func draw(_ lines: [CardLine], in room: Room, rows: Int) -> Grid {
    var grid = Grid(columns: room.columns, rows: rows)
    for (row, line) in lines.enumerated() {
      grid.put(line.text, row: row, column: 0, role: line.role)
    }
    return grid
  }

  private func heading(_ room: Room) -> [CardLine] {
    let ellipsis = room.isASCII ? "..." : "…"
    let name = TextWidth.clip("Sign in " + expected, to: room.columns, ellipsis: ellipsis)
    let big = BigText.lines(userCode, width: room.columns, ink: room.isASCII ? "#" : "█")
    return [CardLine(text: name, role: .heading), blank]
      + big.map { CardLine(text: $0, role: .code) }
      + [blank]
  }

  private func instructions(_ room: Room) -> [CardLine] {
    var lines = [CardLine(text: "On any computer or phone, open", role: .muted)]
    lines += wrapped(Printable.text(code.verificationURI), room).map {
      CardLine(text: $0, role: .link)
    }
    lines += [blank, CardLine(text: "and enter the code", role: .muted)]
    lines += wrapped(userCode, room).map { CardLine(text: $0, role: .code) }
    lines += [blank, CardLine(text: "Sign in there as", role: .muted)]
    lines += wrapped(expected, room).map { CardLine(text: $0, role: .text) }
    return showsTime ? lines + [blank, timeLeft] : lines
  }

  private var blank: CardLine { CardLine(text: "", role: .text) }

  private var userCode: String { Printable.text(code.userCode) }

  private var timeLeft: CardLine {
    let seconds = (code.expires - now).wholeSeconds
    let words = TimeFormatter.left(seconds) ?? "The code has expired."
    return CardLine(text: words, role: seconds > 60 ? .text : .warning)
  }

  private func wrapped(_ text: String, _ room: Room) -> [String] {
    var rest = text[...]
    var lines: [String] = []
    while !rest.isEmpty {
      let line = TextWidth.prefix(of: String(rest), width: room.columns)
      guard !line.isEmpty else { break }
      lines.append(String(line))
      rest = rest.dropFirst(line.count)
    }
    return lines
  }

  private typealias Placed = (lines: [String], row: Int, column: Int)

  /// Where the QR code goes: at the right of everything, at the right below the code, or below
  /// everything, with the full quiet zone or half of it; nil when it fits nowhere.
  private func qrCode(_ room: Room, beside lines: [CardLine], below top: Int) -> Placed? {
    let address = code.verificationURIComplete ?? code.verificationURI
    guard !room.isASCII, let qr = QRCode(address) else { return nil }
    let widths = lines.map { TextWidth.of($0.text) }
    let places = [
      (row: 0, left: widths.max() ?? 0), (row: top, left: widths.dropFirst(top).max() ?? 0),
      (row: lines.count + 1, left: 0),
    ]
    for place in places {
      for quiet in [4, 2] {
        let blocks = qr.blocks(quiet: quiet)
        let column = place.left == 0 ? 0 : place.left + 2
        if column + qr.size + 2 * quiet <= room.columns, place.row + blocks.count <= room.rows {
          return (blocks, place.row, column)
        }
      }
    }
    return nil
  }
}
