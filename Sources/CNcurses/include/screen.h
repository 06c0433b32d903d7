/// ncurses, output only, behind plain functions: no name of <curses.h> gets through. One screen at
/// a time, one thread. Keys are read by the caller from the terminal itself.
#ifndef GREENBOX_CNCURSES_SCREEN_H
#define GREENBOX_CNCURSES_SCREEN_H

#include <stddef.h>
#include <stdint.h>

/// How a cell looks besides its colours.
enum {
  SCREEN_BOLD = 1,
  SCREEN_UNDERLINE = 2,
  SCREEN_REVERSE = 4,
  SCREEN_DIM = 8,
};

/// One or two cells with one character in them.
struct screen_cell {
  /// How many scalars the character has; 0 is a blank.
  int32_t scalars;
  /// 1 or 2.
  int32_t width;
  /// From screen_pair.
  int32_t pair;
  uint32_t attributes;
};

/// What is known of a terminal by its name.
enum {
  SCREEN_KNOWN = 1,
  SCREEN_UNKNOWN = 0,
  SCREEN_NO_CURSOR = -1,
};

/// Takes up the locale's character set, and C.UTF-8's for a UTF-8 locale that is not installed.
/// Whether it is UTF-8.
int screen_locale(const char *name);

/// Whether the terminal is known, and can place its cursor.
int screen_knows(const char *terminal);

/// How many colours the known terminal has; below 8 counts as none.
int screen_colors(const char *terminal);

/// Takes over the terminal: its own screen, no echo, single keys, signal keys as keys. Takes `fd`
/// over in any case. 0, or a negative errno.
int screen_open(const char *terminal, int fd, int colored, int unicode);

/// Gives the terminal back for good.
void screen_close(void);

/// Gives the terminal back until screen_enter.
void screen_leave(void);

/// Takes the terminal again; the next screen_show paints everything.
void screen_enter(void);

/// Switches mouse reports on or off: clicks and wheel, SGR coordinates.
void screen_mouse(int on);

/// The present size, adapted to the window's within 1000 x 500.
void screen_fit(int *columns, int *rows);

/// Forgets what the terminal shows; the next screen_show paints everything.
void screen_forget(void);

/// A pair of colours for screen_cell; -1 is the terminal's own colour.
int screen_pair(int foreground, int background);

/// Sets a whole row; `scalars` holds those of all cells one after the other.
void screen_row(int row, const uint32_t *scalars, const struct screen_cell *cells, int count);

/// Puts the cursor there.
void screen_cursor(int row, int column, int visible);

/// Draws what has changed, and sends what the terminal takes of it without being waited for. As
/// screen_flush.
int screen_show(void);

/// Sends more of what waits. 0 when nothing waits any more, 1 when the terminal takes no more now, or a
/// negative errno, after which nothing waits.
int screen_flush(void);

/// Sends bytes as they are, after what was shown; they may have to wait. 0, or a negative errno.
int screen_send(const char *bytes, size_t length);

#endif
