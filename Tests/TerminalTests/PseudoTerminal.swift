import Foundation

/// Both sides of a terminal that nobody sits at.
final class PseudoTerminal {
  /// The side of the person.
  let keyboard: Int32
  /// The side of the program.
  let path: String
  // Held open, so that the terminal lives as long as this object.
  private var program: Int32

  init(columns: UInt16 = 120, rows: UInt16 = 36) {
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    var locked: Int32 = 0
    var number: UInt32 = 0
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not import.
    _ = ioctl(keyboard, 0x4004_5431, &locked)
    _ = ioctl(keyboard, 0x8004_5430, &number)
    path = "/dev/pts/\(number)"
    program = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    resize(columns: columns, rows: rows)
  }

  deinit {
    close(program)
    close(keyboard)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(program, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) { type(Array(text.utf8)) }

  func type(_ bytes: [UInt8]) { _ = write(keyboard, bytes, bytes.count) }

  /// What has come since the last time, one element a read; a write of up to 4095 bytes is one.
  func chunks() -> [[UInt8]] {
    var found: [[UInt8]] = []
    while true {
      var bytes = [UInt8](repeating: 0, count: 65536)
      let got = read(keyboard, &bytes, bytes.count)
      guard got > 0 else { return found }
      found.append(Array(bytes.prefix(got)))
    }
  }

  /// What has come since the last time.
  func seen() -> String { String(decoding: chunks().joined(), as: UTF8.self) }

  /// The modes in force, as comparable numbers.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(program, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Lets the terminal die, as when a connection is cut.
  func hangUp() {
    close(program)
    program = -1
  }
}
