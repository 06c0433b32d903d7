#define _GNU_SOURCE
#define NCURSES_NOMACROS 1
#include "screen.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <strings.h>
#include <term.h>
#include <unistd.h>

static int is_utf8(void) { return strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int screen_locale(const char *name) {
  if (setlocale(LC_CTYPE, name)) return is_utf8();
  if (!strcasestr(name, "utf-8") && !strcasestr(name, "utf8")) return 0;
  return setlocale(LC_CTYPE, "C.UTF-8") && is_utf8();
}

/* Calls setupterm alone, which leaves the terminal itself untouched. */
static int look_up(const char *terminal, int *colors) {
  int why = 0;
  *colors = 0;
  if (setupterm((char *)terminal, STDOUT_FILENO, &why) != OK) return SCREEN_UNKNOWN;
  const char *place = tigetstr("cup");
  int can_place = place && place != (char *)-1;
  *colors = tigetnum("colors");
  del_curterm(set_curterm(NULL));
  return can_place ? SCREEN_KNOWN : SCREEN_NO_CURSOR;
}

int screen_knows(const char *terminal) {
  int colors;
  return look_up(terminal, &colors);
}

int screen_colors(const char *terminal) {
  int colors;
  return look_up(terminal, &colors) == SCREEN_KNOWN && colors >= 8 ? colors : 0;
}
