#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_NOMACROS 1
#include "screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

/* <term.h> has a macro for every capability. */
#undef columns
#include "guard.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct {
  SCREEN *curses;
  FILE *in, *out;
  /* The terminal for ncurses, which waits in its writes; the same for us, who never do; and a file in
     memory that takes the terminal's place while ncurses draws. */
  int fd, ours, drawn;
  /* What the terminal has not taken yet. */
  char *waiting;
  size_t length, sent;
  int is_unicode, is_colored, has_modes, has_mouse, cursor, wanted;
  cchar_t *line;
  int room;
} screen = {.fd = -1, .ours = -1, .drawn = -1};

/* ---- the way out ---- */

static struct {
  char bytes[512];
  size_t length;
} farewell;

static int add_to_farewell(int byte) {
  if (farewell.length < sizeof farewell.bytes) farewell.bytes[farewell.length++] = (char)byte;
  return byte;
}

static void add_text(const char *text) {
  for (; *text; text++) add_to_farewell(*text);
}

static void add_capability(const char *name) {
  const char *text = tigetstr((char *)name);
  if (text && text != (char *)-1) tputs(text, 1, add_to_farewell);
}

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

/* Composed ahead, for a crash in whose handler terminfo cannot be asked. */
static void prepare_farewell(void) {
  farewell.length = 0;
  /* CAN: a sequence may have been cut off in the middle. */
  add_text("\030");
  add_capability("sgr0");
  if (screen.is_colored) add_capability("op");
  if (screen.has_mouse) add_text(mouse_off);
  if (screen.has_modes) add_text(paste_off);
  add_capability("cnorm");
  if (screen.has_modes) {
    add_capability("rmcup");
  } else {
    const char *place = tigetstr("cup");
    tputs(tparm(place, getmaxy(stdscr) - 1, 0), 1, add_to_farewell);
    add_text("\r\n");
  }
  guard_tty_farewell(farewell.bytes, farewell.length);
}

/* ---- in and out ---- */

/* newterm takes signals that have their default action, and works in their handlers. */
static const int taken[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

int screen_open(const char *terminal, int fd, int colored, int unicode) {
  if (screen.curses) {
    close(fd);
    return -EBUSY;
  }
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  screen.ours = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  screen.drawn = memfd_create("screen", MFD_CLOEXEC);
  int failed = screen.ours < 0 || screen.drawn < 0 ? -errno : guard_tty_keep(screen.ours);
  screen.fd = fd;
  screen.out = fdopen(fd, "w");
  int twin = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  screen.in = twin < 0 ? NULL : fdopen(twin, "r");
  if (!failed && screen.out && screen.in) {
    use_env(FALSE);
    use_tioctl(TRUE);
    struct sigaction before[COUNT(taken)];
    for (size_t i = 0; i < COUNT(taken); i++) sigaction(taken[i], NULL, &before[i]);
    screen.curses = newterm((char *)terminal, screen.out, screen.in);
    for (size_t i = 0; i < COUNT(taken); i++) sigaction(taken[i], &before[i], NULL);
  }
  if (!screen.curses) {
    guard_tty_restore();
    if (screen.in) fclose(screen.in);
    if (screen.out) fclose(screen.out);
    else close(fd);
    if (screen.ours >= 0) close(screen.ours);
    if (screen.drawn >= 0) close(screen.drawn);
    screen.in = screen.out = NULL;
    screen.fd = screen.ours = screen.drawn = -1;
    return failed ? failed : -ENOTTY;
  }
  screen.is_unicode = unicode;
  screen.is_colored = colored;
  screen.has_mouse = 0;
  screen.cursor = screen.wanted = 1;
  /* A terminal with a second screen is one that knows, or at least skips, private modes. */
  const char *second = tigetstr("smcup");
  screen.has_modes = second && second != (char *)-1;
  /* Until its first endwin, ncurses 6.4 writes at every move of the cursor. */
  endwin();
  raw();
  noecho();
  nonl();
  /* Or an update would be broken off when a key waits. */
  typeahead(-1);
  if (colored) {
    start_color();
    use_default_colors();
  }
  prepare_farewell();
  screen_enter();
  return 0;
}

void screen_enter(void) {
  reset_prog_mode();
  clearok(curscr, TRUE);
  if (screen.has_modes) screen_send(paste_on, sizeof paste_on - 1);
  if (screen.has_mouse) screen_send(mouse_on, sizeof mouse_on - 1);
}

void screen_leave(void) {
  if (screen.has_mouse) screen_send(mouse_off, sizeof mouse_off - 1);
  if (screen.has_modes) screen_send(paste_off, sizeof paste_off - 1);
  if (!isendwin()) endwin();
}

void screen_close(void) {
  if (!screen.curses) return;
  /* A terminal that takes nothing would be waited for: it gets what it takes of the farewell. */
  struct pollfd room = {.fd = screen.ours, .events = POLLOUT};
  if (screen_flush() == 0 && poll(&room, 1, 0) == 1) {
    screen_leave();
    guard_tty_farewell(NULL, 0);
  }
  guard_tty_restore();
  delscreen(screen.curses);
  fclose(screen.in);
  fclose(screen.out);
  close(screen.ours);
  close(screen.drawn);
  free(screen.line);
  free(screen.waiting);
  memset(&screen, 0, sizeof screen);
  screen.fd = screen.ours = screen.drawn = -1;
}

void screen_mouse(int on) {
  if (!screen.has_modes || on == screen.has_mouse) return;
  screen.has_mouse = on;
  prepare_farewell();
  screen_send(on ? mouse_on : mouse_off, on ? sizeof mouse_on - 1 : sizeof mouse_off - 1);
}

/* ---- size ---- */

static int within(int value, int most, int otherwise) {
  return value < 1 ? otherwise : value > most ? most : value;
}

void screen_fit(int *columns, int *rows) {
  int wide = 0, high = 0;
  guard_window_size(screen.fd, &wide, &high);
  wide = within(wide, 1000, 80);
  high = within(high, 500, 24);
  if (wide != getmaxx(stdscr) || high != getmaxy(stdscr)) {
    /* Not resizeterm, which also puts a key into a queue that nobody reads. */
    resize_term(high, wide);
    clearok(curscr, TRUE);
    prepare_farewell();
  }
  *columns = getmaxx(stdscr);
  *rows = getmaxy(stdscr);
}

void screen_forget(void) { clearok(curscr, TRUE); }

/* ---- drawing ---- */

int screen_pair(int foreground, int background) {
  if (!screen.is_colored || (foreground < 0 && background < 0)) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

static attr_t looks(uint32_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & SCREEN_BOLD) result |= A_BOLD;
  if (attributes & SCREEN_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & SCREEN_REVERSE) result |= A_REVERSE;
  if (attributes & SCREEN_DIM) result |= A_DIM;
  return result;
}

/* Formats such as joiners and variation selectors are left out: terminals disagree on them. */
static int is_mark(uint32_t scalar) {
  if (scalar < 0x300 || (scalar >= 0x200b && scalar <= 0x200f)) return 0;
  if (scalar >= 0x2028 && scalar <= 0x206f) return 0;
  if ((scalar >= 0xfe00 && scalar <= 0xfe0f) || scalar == 0xfeff || scalar >= 0xe0000) return 0;
  return wcwidth((wchar_t)scalar) == 0;
}

/* Exactly `width` columns, whatever the C library's own idea of the character is. */
static int add_cell(cchar_t *into, const uint32_t *scalars, const struct screen_cell *cell) {
  wchar_t text[CCHARW_MAX + 1] = {L' '};
  int used = 1, pair = cell->pair, made = 0;
  uint32_t first = cell->scalars > 0 ? scalars[0] : ' ';
  if (first < 0x20 || first == 0x7f || (!screen.is_unicode && first > 0x7f)) first = '?';
  used = first < 0x7f ? 1 : wcwidth((wchar_t)first);
  if (used < 1 || used > cell->width) {
    first = '?';
    used = 1;
  }
  text[0] = (wchar_t)first;
  int length = 1;
  if (first != '?') {
    for (int i = 1; i < cell->scalars && length < CCHARW_MAX - 1; i++) {
      if (screen.is_unicode && is_mark(scalars[i])) text[length++] = (wchar_t)scalars[i];
    }
  }
  text[length] = 0;
  setcchar(&into[made++], text, looks(cell->attributes), 0, &pair);
  if (used < cell->width) {
    /* A mark that stands beside its base has the second cell. */
    uint32_t last = cell->scalars > 1 ? scalars[cell->scalars - 1] : ' ';
    int stands = screen.is_unicode && last >= 0x300 && last < 0x1f000;
    text[0] = stands && wcwidth((wchar_t)last) == 1 ? (wchar_t)last : L' ';
    text[1] = 0;
    setcchar(&into[made++], text, looks(cell->attributes), 0, &pair);
  }
  return made;
}

void screen_row(int row, const uint32_t *scalars, const struct screen_cell *cells, int count) {
  int columns = getmaxx(stdscr);
  if (columns + 2 > screen.room) {
    cchar_t *larger = realloc(screen.line, sizeof(cchar_t) * (size_t)(columns + 2));
    if (!larger) return;
    screen.line = larger;
    screen.room = columns + 2;
  }
  int made = 0, used = 0;
  for (int i = 0; i < count && used + cells[i].width <= columns; i++) {
    made += add_cell(screen.line + made, scalars, &cells[i]);
    used += cells[i].width;
    scalars += cells[i].scalars;
  }
  const struct screen_cell blank = {.width = 1};
  for (; used < columns; used++) made += add_cell(screen.line + made, NULL, &blank);
  mvwadd_wchnstr(stdscr, row, 0, screen.line, made);
}

/* ---- out ---- */

static int append(const char *bytes, size_t length) {
  char *larger = realloc(screen.waiting, screen.length + length);
  if (!larger) return -ENOMEM;
  memcpy(larger + screen.length, bytes, length);
  screen.waiting = larger;
  screen.length += length;
  return 0;
}

/* What ncurses drew, out of the file in memory. */
static int collect(void) {
  off_t end = lseek(screen.drawn, 0, SEEK_CUR);
  if (end <= 0) return 0;
  char *bytes = malloc((size_t)end);
  ssize_t got = bytes ? pread(screen.drawn, bytes, (size_t)end, 0) : -1;
  int failed = got == end ? append(bytes, (size_t)got) : -ENOMEM;
  free(bytes);
  lseek(screen.drawn, 0, SEEK_SET);
  /* It is overwritten the next time; only a large one gives its memory back. */
  if (end > 65536 && ftruncate(screen.drawn, 0) < 0) return -errno;
  return failed;
}

void screen_cursor(int row, int column, int visible) {
  wmove(stdscr, within(row + 1, getmaxy(stdscr), 1) - 1, within(column + 1, getmaxx(stdscr), 1) - 1);
  screen.wanted = visible;
}

/* From the first update after an endwin ncurses sets modes, for which it needs the terminal itself. */
static int draw(void) {
  int modes = isendwin(), cursor = screen.cursor != screen.wanted;
  screen.cursor = screen.wanted;
  if (!modes && dup3(screen.drawn, screen.fd, O_CLOEXEC) < 0) return -errno;
  if (cursor) curs_set(screen.cursor);
  wnoutrefresh(stdscr);
  doupdate();
  if (modes) return 0;
  dup3(fileno(screen.in), screen.fd, O_CLOEXEC);
  return collect();
}

int screen_show(void) {
  int failed = draw();
  return failed ? failed : screen_flush();
}

int screen_flush(void) {
  while (screen.sent < screen.length) {
    ssize_t sent = write(screen.ours, screen.waiting + screen.sent, screen.length - screen.sent);
    if (sent >= 0) {
      screen.sent += (size_t)sent;
    } else if (errno == EAGAIN) {
      return 1;
    } else if (errno != EINTR) {
      int failed = -errno;
      screen.sent = screen.length = 0;
      return failed;
    }
  }
  screen.sent = screen.length = 0;
  return 0;
}

int screen_send(const char *bytes, size_t length) {
  int failed = append(bytes, length);
  if (!failed) failed = screen_flush();
  return failed < 0 ? failed : 0;
}
