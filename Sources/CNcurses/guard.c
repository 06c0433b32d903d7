#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

static const int soft[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- signals ---- */

/* A blocked signal is queued even where it is set to be ignored, so an inherited "ignore" must be
   left out of the mask to keep its meaning. */
static void soft_set(sigset_t *set) {
  sigemptyset(set);
  for (size_t i = 0; i < COUNT(soft); i++) {
    struct sigaction now;
    if (sigaction(soft[i], NULL, &now) == 0 && now.sa_handler == SIG_IGN) continue;
    sigaddset(set, soft[i]);
  }
}

int guard_signals_open(void) {
  sigset_t set;
  soft_set(&set);
  int failed = pthread_sigmask(SIG_BLOCK, &set, NULL);
  if (failed) return -failed;
  int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  return fd < 0 ? -errno : fd;
}

int guard_signals_read(int fd) {
  struct signalfd_siginfo info;
  ssize_t got;
  do got = read(fd, &info, sizeof info);
  while (got < 0 && errno == EINTR);
  if (got == (ssize_t)sizeof info) return (int)info.ssi_signo;
  return got < 0 && errno != EAGAIN ? -errno : 0;
}

void guard_signals_unblock(void) {
  sigset_t set;
  soft_set(&set);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* ---- wake-ups ---- */

int guard_wake_open(void) {
  int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return fd < 0 ? -errno : fd;
}

void guard_wake_post(int fd) {
  const uint64_t one = 1;
  while (write(fd, &one, sizeof one) < 0 && errno == EINTR) {}
}

void guard_wake_drain(int fd) {
  uint64_t count;
  while (read(fd, &count, sizeof count) < 0 && errno == EINTR) {}
}

/* ---- the process ---- */

void guard_ignore_file_limit(void) { signal(SIGXFSZ, SIG_IGN); }

int guard_harden(void) {
  const struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) < 0) return -errno;
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 ? -errno : 0;
}

void guard_keep_standard_places(void) {
  for (int fd = 0; fd <= 2; fd++) {
    /* The lowest free number is this one. */
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

/* ---- the terminal ---- */

static struct termios saved;
static volatile sig_atomic_t saved_fd = -1;
static char farewell[512];
static volatile sig_atomic_t farewell_length = 0;

int guard_tty_keep(int fd) {
  if (saved_fd >= 0) return 0;
  if (tcgetattr(fd, &saved) < 0) return -errno;
  saved_fd = fd;
  return 0;
}

void guard_tty_farewell(const char *bytes, size_t length) {
  farewell_length = 0;
  if (length == 0 || length > sizeof farewell) return;
  memcpy(farewell, bytes, length);
  farewell_length = (sig_atomic_t)length;
}

int guard_tty_quiet(int fd) {
  struct termios modes;
  if (tcgetattr(fd, &modes) < 0) return -errno;
  if (saved_fd < 0) {
    saved = modes;
    saved_fd = fd;
  }
  modes.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL | ICANON);
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  /* FLUSH: what was typed before echo went off was shown, and is no answer to this question. */
  while (tcsetattr(fd, TCSAFLUSH, &modes) < 0) {
    if (errno == EINTR) continue;
    int why = errno;
    saved_fd = -1;
    return -why;
  }
  return 0;
}

void guard_tty_restore(void) {
  int fd = saved_fd;
  if (fd < 0) return;
  int before = errno;
  if (farewell_length > 0) {
    if (write(fd, farewell, (size_t)farewell_length) < 0) {}
    farewell_length = 0;
  }
  /* FLUSH: the rest of a secret that was pasted is no command for the shell. */
  while (tcsetattr(fd, TCSAFLUSH, &saved) < 0 && errno == EINTR) {}
  saved_fd = -1;
  errno = before;
}

static void stop(int whole_group) {
  int fd = saved_fd;
  struct termios present;
  int quiet = fd >= 0 && tcgetattr(fd, &present) == 0;
  if (quiet) tcsetattr(fd, TCSADRAIN, &saved);

  /* SIGTSTP and not SIGSTOP: with nobody to continue us (an orphaned group) the kernel drops it. */
  struct sigaction standard = {.sa_handler = SIG_DFL}, before;
  sigaction(SIGTSTP, &standard, &before);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGTSTP);
  if (whole_group) kill(0, SIGTSTP);
  else raise(SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  pthread_sigmask(SIG_BLOCK, &one, NULL);
  sigaction(SIGTSTP, &before, NULL);
  /* The signal that continued us is told by this function's return. */
  const struct timespec now = {0, 0};
  sigset_t continued;
  sigemptyset(&continued);
  sigaddset(&continued, SIGCONT);
  sigtimedwait(&continued, NULL, &now);

  if (quiet) tcsetattr(fd, TCSADRAIN, &present);
}

void guard_stop_self(void) { stop(0); }

void guard_stop_group(void) { stop(1); }

int guard_window_size(int fd, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return -errno;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

/* ---- stderr ---- */

static volatile sig_atomic_t real_stderr = -1;

int guard_stderr_hold(void) {
  if (real_stderr >= 0 || !isatty(STDERR_FILENO)) return 0;
  int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real < 0) return -errno;
  int held = memfd_create("stderr", MFD_CLOEXEC);
  int failed = held < 0 || dup2(held, STDERR_FILENO) < 0 ? errno : 0;
  if (held >= 0) close(held);
  if (failed) {
    close(real);
    return -failed;
  }
  real_stderr = real;
  return 0;
}

void guard_stderr_release(void) {
  int real = real_stderr;
  if (real < 0) return;
  real_stderr = -1;
  int held = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  dup2(real, STDERR_FILENO);
  close(real);
  if (held < 0) return;
  /* The end tells more than the beginning. */
  char bytes[4096];
  off_t end = lseek(held, 0, SEEK_END), at = end > 65536 ? end - 65536 : 0;
  ssize_t got;
  while ((got = pread(held, bytes, sizeof bytes, at)) > 0) {
    /* Foreign text may be in it, and this goes to a terminal. */
    for (ssize_t i = 0; i < got; i++) {
      unsigned char byte = (unsigned char)bytes[i];
      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) bytes[i] = '?';
    }
    if (write(STDERR_FILENO, bytes, (size_t)got) < 0) break;
    at += got;
  }
  close(held);
}

/* ---- a crash ---- */

static void crashed(int number) {
  guard_tty_restore();
  guard_stderr_release();
  static const char line[] = "greenbox: crashed; the terminal was restored\n";
  if (write(STDERR_FILENO, line, sizeof line - 1) < 0) {}
  /* SA_RESETHAND has put the default action back: on return the fault happens again, and a raised
     signal is raised again here. */
  raise(number);
}

int guard_crash_arm(void) {
  /* A stack of its own, or a stack overflow could not be handled at all. */
  static char stack[16384];
  const stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
  if (sigaltstack(&own, NULL) < 0) return -errno;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crashed;
  action.sa_flags = SA_RESETHAND | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < COUNT(fatal); i++) {
    if (sigaction(fatal[i], &action, NULL) < 0) return -errno;
  }
  return 0;
}
