"""A program under a pseudo-terminal, as a shell at the end of an SSH connection runs it.

Three processes: this one plays terminal and person; a session leader plays the shell; the program
has a foreground process group of its own below it. So the suspend key, `fg` and a hang-up do what
they do there. Standard library only.
"""
import errno
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdn": "\x1b[6~",
    "del": "\x1b[3~", "enter": "\r", "esc": "\x1b", "tab": "\t", "btab": "\x1b[Z",
    "space": " ", "bs": "\x7f", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f5": "\x1b[15~", "f10": "\x1b[21~",
}

# What a program may send that asks the terminal something.
QUERIES = {
    "device attributes": rb"\x1b\[[>=]?0?c", "status": rb"\x1b\[[56]n",
    "version": rb"\x1b\[>0?q", "mode": rb"\x1b\[\?\d+\$p", "colour": rb"\x1b\]1[01];\?",
    "capability": rb"\x1bP[+$]q", "keyboard": rb"\x1b\[\?u", "window": rb"\x1b\[1[468]t",
}

MODES = {
    "alternate screen": rb"\x1b\[\?(?:1049|1047|47)h", "paste": rb"\x1b\[\?2004h",
    "mouse": rb"\x1b\[\?(?:\d+;)*100[0236](?:;\d+)*h", "title": rb"\x1b\][012];",
    "synchronized": rb"\x1b\[\?2026h", "line drawing": rb"\x1b\(0|\x0e",
    "16 colours": rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])(?:;[\d;]*)?m",
    "256 colours": rb"\x1b\[(?:[\d;:]*[;:])?[34]8[;:]5[;:]\d+",
    "RGB colours": rb"\x1b\[(?:[\d;:]*[;:])?[34]8[;:]2[;:]",
}

SEQUENCE = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\|\[[0-9;:?<=>]*[ -/]*[@-~]"
    rb"|[()*+].|.)|[\x00-\x08\x0e-\x1f]", re.S)


def key_bytes(name):
    """A key by its name, `ctrl-x`, `paste:TEXT`, `hex:1b5b41`, or text as it is."""
    if name in KEYS:
        return KEYS[name].encode()
    if name.startswith("ctrl-"):
        return bytes([ord(name[5:].upper()) ^ 0x40])
    if name.startswith("hex:"):
        return bytes.fromhex(name[4:])
    if name.startswith("paste:"):
        return b"\x1b[200~" + name[6:].encode() + b"\x1b[201~"
    return name.encode()


class Session:
    def __init__(self, command, columns=120, rows=36, term="xterm-256color", env=None,
                 hup_ignored=False):
        self.chunks = []        # (nanoseconds, bytes), one for each read
        self.status = None      # exit code, or minus the signal
        self.stops = []         # signals that stopped the program
        self.exited_at = None
        self.pid = None
        self.master, self.slave = os.openpty()
        self.resize(columns, rows)
        self.modes = termios.tcgetattr(self.slave)
        events, tell = os.pipe()
        hear, self.order = os.pipe()
        environment = {k: v for k, v in os.environ.items() if k not in
                       ("COLUMNS", "LINES", "NO_COLOR", "COLORTERM", "TMUX", "STY", "LC_ALL")}
        environment.update({"TERM": term, "LANG": "C.UTF-8"})
        environment.update(env or {})
        self.started = time.monotonic_ns()
        self.leader = os.fork()
        if self.leader == 0:
            os.close(self.master)
            try:
                self._lead(command, environment, tell, hear, hup_ignored)
            finally:
                os._exit(0)
        os.close(tell)
        os.close(hear)
        self.events = events
        os.set_blocking(self.events, False)
        os.set_blocking(self.master, False)
        while self.pid is None:
            select.select([self.events], [], [], 1)
            self._listen()

    def _lead(self, command, environment, tell, hear, hup_ignored):
        """The shell: starts the job, gives it the terminal, takes it back when the job stops."""
        os.setsid()
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        hung_up = []
        signal.signal(signal.SIGHUP, lambda *_: hung_up.append(1))
        signal.signal(signal.SIGCHLD, lambda *_: None)
        job = os.fork()
        if job == 0:
            signal.set_wakeup_fd(-1)
            os.setpgid(0, 0)
            os.tcsetpgrp(self.slave, os.getpid())
            for number in (signal.SIGTTOU, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN if hup_ignored else signal.SIG_DFL)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            os.closerange(3, 64)
            try:
                os.execvpe(command[0], command, environment)
            except OSError as error:
                os.write(2, f"{command[0]}: {error.strerror}\n".encode())
                os._exit(127)
        try:
            os.setpgid(job, job)
        except OSError:
            pass
        os.write(tell, b"pid %d\n" % job)
        while True:
            ready, _, _ = select.select([hear, wake_read], [], [])
            if wake_read in ready:
                os.read(wake_read, 512)
            if hear in ready:
                order = os.read(hear, 1)
                if not order:
                    return
                os.tcsetpgrp(self.slave, job)
                os.killpg(job, signal.SIGCONT)
            if hung_up:
                hung_up.clear()
                for number in (signal.SIGHUP, signal.SIGCONT):
                    try:
                        os.killpg(job, number)
                    except OSError:
                        pass
            while True:
                try:
                    pid, status = os.waitpid(job, os.WUNTRACED | os.WNOHANG)
                except ChildProcessError:
                    return
                if pid == 0:
                    break
                if os.WIFSTOPPED(status):
                    os.tcsetpgrp(self.slave, os.getpgrp())
                    os.write(tell, b"stopped %d\n" % os.WSTOPSIG(status))
                else:
                    code = os.waitstatus_to_exitcode(status)
                    os.write(tell, b"exit %d\n" % code)
                    return

    def _listen(self):
        try:
            lines = os.read(self.events, 4096).decode().splitlines()
        except BlockingIOError:
            return
        for what, value in (line.split() for line in lines):
            if what == "pid":
                self.pid = int(value)
            elif what == "exit":
                self.status = int(value)
                self.exited_at = time.monotonic_ns()
            else:
                self.stops.append(int(value))

    def pump(self, quiet, longest, shortest=0):
        """Reads until nothing came for `quiet` ms; returns the chunks that did."""
        begin = last = time.monotonic_ns()
        found = []
        while True:
            now = time.monotonic_ns()
            since, idle = (now - begin) / 1e6, (now - last) / 1e6
            left = longest - since
            if left <= 0 or (idle >= quiet and since >= shortest):
                return found
            wait = min(left, max(quiet - idle, shortest - since, 0.5))
            ready, _, _ = select.select([self.master, self.events], [], [], wait / 1000)
            if self.master in ready:
                try:
                    data = os.read(self.master, 65536)
                except OSError as error:
                    if error.errno != errno.EIO:
                        raise
                    data = b""
                if data:
                    last = time.monotonic_ns()
                    found.append((last, data))
                    self.chunks.append((last, data))
            if self.events in ready:
                self._listen()
            if self.status is not None and self.master not in ready:
                return found

    def wait_for(self, condition, longest):
        end = time.monotonic() + longest / 1000
        while not condition() and time.monotonic() < end:
            self.pump(20, 40)
        return condition()

    def write(self, data):
        try:
            os.write(self.master, data)
        except OSError:
            pass

    def resize(self, columns, rows):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def foreground(self):
        os.write(self.order, b"f")

    def output(self, since=0):
        return b"".join(data for _, data in self.chunks[since:])

    def text(self, since=0):
        return SEQUENCE.sub(b"", self.output(since)).decode("utf-8", "replace")

    def modes_restored(self):
        try:
            now = termios.tcgetattr(self.slave)
        except (termios.error, ValueError):
            return None
        return now[:4] == self.modes[:4]

    def tree(self):
        """The program and all its descendants."""
        children = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                children.setdefault(int(fields[1]), []).append(int(entry))
        found, todo = [], [self.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            todo += children.get(pid, [])
        return found

    def usage(self):
        """Context switches, memory and threads of the program and its descendants."""
        total = {"wakeups": 0, "rss_kib": 0, "threads": 0, "cpu_ticks": 0}
        for pid in self.tree():
            try:
                for thread in os.listdir(f"/proc/{pid}/task"):
                    total["threads"] += 1
                    for line in open(f"/proc/{pid}/task/{thread}/status"):
                        if line.startswith("voluntary_ctxt_switches"):
                            total["wakeups"] += int(line.split()[1])
                for line in open(f"/proc/{pid}/status"):
                    if line.startswith("VmRSS"):
                        total["rss_kib"] += int(line.split()[1])
                fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
                total["cpu_ticks"] += int(fields[11]) + int(fields[12])
            except OSError:
                pass
        return total

    def alive(self):
        try:
            state = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()[0]
        except OSError:
            return False
        return state not in "ZX"

    def hang_up(self):
        """Cuts the connection: the terminal dies."""
        for fd in (self.slave, self.master):
            os.close(fd)
        self.slave = self.master = -1

    def close(self):
        if self.alive():
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except OSError:
                pass
        if self.master >= 0:
            self.wait_for(lambda: self.status is not None, 2000)
        for fd in (self.master, self.slave, self.events, self.order):
            if fd >= 0:
                os.close(fd)
        try:
            os.kill(self.leader, signal.SIGKILL)
        except OSError:
            pass
        try:
            os.waitpid(self.leader, 0)
        except ChildProcessError:
            pass
