internal import CNcurses

/// Protects what the process holds in memory, and the terminal it writes on.
package enum ProcessGuard {
  /// Forbids core dumps and tracing by other processes of the same user.
  ///
  /// Throws `SystemError` when the kernel refuses.
  package static func harden() throws(SystemError) {
    try SystemError.check(guard_harden(), "prctl")
  }

  /// Fills the places of standard input, output and error where the parent closed them, so that no file
  /// opened later gets what is written there. Reading or writing them fails as it did before.
  package static func keepStandardPlaces() { guard_keep_standard_places() }

  /// Has a write beyond the process's limit of a file's size (`ulimit -f`) fail as on a full disk,
  /// where SIGXFSZ would end the process in the middle.
  package static func ignoreFileLimitSignal() { guard_ignore_file_limit() }

  /// Restores the terminal and says one line when the process crashes, then lets it crash.
  ///
  /// Throws `SystemError` when the kernel refuses.
  package static func restoreTerminalOnCrash() throws(SystemError) {
    try SystemError.check(guard_crash_arm(), "sigaction")
  }

  /// Puts back the terminal's modes at once, for an exit that runs no `defer`.
  package static func restoreTerminal() { guard_tty_restore() }

  /// Stops as the suspend key asks, with the terminal as it was before; returns when continued.
  package static func stop() { guard_stop_self() }
}
