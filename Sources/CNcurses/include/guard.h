/// What a process that owns a terminal needs from the kernel and Swift cannot spell: signals and
/// wake-ups as file descriptors, terminal modes that come back on every way out, no core dumps.
/// Every function returns 0 or a value on success and a negative errno on failure.
#ifndef GREENBOX_CNCURSES_GUARD_H
#define GREENBOX_CNCURSES_GUARD_H

#include <stddef.h>

/// Blocks HUP, INT, TERM, QUIT, TSTP, CONT and WINCH for the calling thread and every thread it
/// makes later, except those the parent had set to be ignored (nohup, background jobs), and returns
/// a non-blocking signalfd that reads them. Call it before any thread exists.
int guard_signals_open(void);

/// The number of the next signal, or 0 when none is waiting.
int guard_signals_read(int fd);

/// Unblocks what guard_signals_open blocked, for the calling thread.
void guard_signals_unblock(void);

/// A non-blocking eventfd.
int guard_wake_open(void);

/// Makes the eventfd readable; may be called from any thread.
void guard_wake_post(int fd);

/// Makes the eventfd unreadable again.
void guard_wake_drain(int fd);

/// Has a write beyond the limit of a file's size (ulimit -f) fail with EFBIG instead of ending the
/// process.
void guard_ignore_file_limit(void);

/// Fills the places of standard input, output and error that the parent left closed with a descriptor
/// that can neither be read nor written.
void guard_keep_standard_places(void);

/// Forbids core dumps and ptrace by others, so that secrets in memory stay there.
int guard_harden(void);

/// Remembers the terminal's modes, then turns off echo and line editing; signal keys stay on.
int guard_tty_quiet(int fd);

/// Remembers the terminal's modes and leaves them as they are.
int guard_tty_keep(int fd);

/// What the next guard_tty_restore writes to the terminal first, at most 512 bytes; none with
/// length 0.
void guard_tty_farewell(const char *bytes, size_t length);

/// Puts the remembered modes back, if any, and forgets keys not read yet. Async-signal-safe, and
/// harmless to call twice.
void guard_tty_restore(void);

/// Stops the process as the terminal's suspend key does, with the remembered modes in force while
/// it is stopped, and takes the present modes up again when it is continued. The SIGCONT that does
/// so is consumed.
void guard_stop_self(void);

/// As guard_stop_self, with all of the process group: what the suspend key does where the terminal
/// does not send the signal itself.
void guard_stop_group(void);

/// Collects what is written to stderr, if that is a terminal, until guard_stderr_release.
int guard_stderr_hold(void);

/// Connects stderr as before and writes what was collected, its last 64 KiB, control characters
/// replaced. Harmless to call twice. Async-signal-safe.
void guard_stderr_release(void);

/// From now on a crash restores the terminal, writes one fixed line to stderr, and ends the process
/// by the signal that came.
int guard_crash_arm(void);

/// Columns and rows of the terminal's window.
int guard_window_size(int fd, int *columns, int *rows);

#endif
