#!/usr/bin/env python3
"""How a terminal program behaves on hostile terminals; prints JSON, exits 1 if a check failed.

  tui_torture.py [--only NAME,...] [--wait MS] [--key KEY] -- COMMAND...

Each probe starts the program afresh. Nothing is known of the program but that it draws and that
KEY (down) changes what it shows.
"""
import argparse
import json
import os
import re
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pty_session import MODES, QUERIES, Session, key_bytes  # noqa: E402

TERMINALS = ["xterm-256color", "xterm", "xterm-ghostty", "xterm-kitty", "alacritty", "foot",
             "linux", "vt100", "vt220", "screen", "screen-256color", "tmux-256color", "rxvt",
             "nosuchterm", "dumb", ""]
SIZES = [(80, 24), (40, 12), (40, 10), (20, 5), (4, 2), (1, 1), (250, 80)]
SIGNALS = ["TERM", "HUP", "INT", "QUIT", "SEGV", "ABRT", "TRAP", "BUS", "FPE", "ILL"]


class Torture:
    def __init__(self, command, wait, key):
        self.command, self.wait, self.key = command, wait, key
        self.failed = []

    def start(self, **settings):
        session = Session(self.command, **settings)
        session.pump(250, max(self.wait, 4000), self.wait)
        return session

    def check(self, probe, holds, what):
        if not holds:
            self.failed.append(f"{probe}: {what}")

    def drawn(self, probe, session):
        """What was drawn, and what must hold of it wherever it was."""
        output = session.output()
        asked = [name for name, pattern in QUERIES.items() if re.search(pattern, output)]
        result = {
            "alive": session.status is None, "exit": session.status, "bytes": len(output),
            "printed": sum(not c.isspace() for c in session.text()),
            "non_ascii": sum(b >= 0x80 for b in output),
            "modes": [name for name, pattern in MODES.items() if re.search(pattern, output)],
            "queries": asked,
        }
        if session.status is not None:
            result["says"] = " ".join(session.text().split())[:200]
        self.check(probe, not asked, f"asks the terminal: {asked}")
        return result

    def colours(self, result):
        return [name for name in result["modes"] if name.endswith("colours")]

    def terminal(self, name):
        session = self.start(term=name)
        probe = f"TERM={name}"
        result = self.drawn(probe, session)
        if session.status is None:
            self.check(probe, result["printed"] > 0, "draws nothing")
            if name in ("vt100", "vt220"):
                self.check(probe, not self.colours(result), "sends colours")
        else:
            self.check(probe, bool(result["says"]), "ends without a word")
            self.check(probe, "alternate screen" not in result["modes"], "draws before it refuses")
            self.check(probe, session.modes_restored(), "leaves modes behind")
        session.close()
        return result

    def environment(self, probe, **settings):
        session = self.start(**settings)
        result = self.drawn(probe, session)
        self.check(probe, session.status is None, "does not start")
        if probe == "NO_COLOR":
            self.check(probe, not self.colours(result), "sends colours")
        if probe == "LANG=C":
            self.check(probe, result["non_ascii"] == 0, "sends bytes from 0x80")
        session.close()
        return result

    def restored(self, probe, session):
        """Whether the shell finds the terminal as it was."""
        output = session.output()

        def is_on(on, off):
            def last(pattern):
                return max((m.start() for m in re.finditer(pattern, output)), default=-1)
            return last(on) > last(off)
        result = {
            "screen": not is_on(rb"\x1b\[\?(?:1049|1047|47)h", rb"\x1b\[\?(?:1049|1047|47)l"),
            "cursor": not is_on(rb"\x1b\[\?25l", rb"\x1b\[\?(?:\d+;)*25h"),
            "paste": not is_on(rb"\x1b\[\?2004h", rb"\x1b\[\?2004l"),
            "mouse": not is_on(rb"\x1b\[\?(?:\d+;)*1000(?:;\d+)*h",
                               rb"\x1b\[\?(?:\d+;)*1000(?:;\d+)*l"),
            "modes": session.modes_restored(),
        }
        for what, holds in result.items():
            self.check(probe, holds, f"{what} not restored")
        return result

    def killed(self, name):
        probe = f"SIG{name}"
        session = self.start()
        begin = time.monotonic_ns()
        os.kill(session.pid, getattr(signal, probe))
        session.wait_for(lambda: session.status is not None, 3000)
        session.pump(30, 100)
        self.check(probe, session.status is not None, "survives")
        took = (session.exited_at - begin) / 1e6 if session.exited_at else None
        result = {"exit": session.status, "ms": took and round(took)}
        result.update(self.restored(probe, session))
        session.close()
        return result

    def stopped(self, probe):
        session = self.start()
        if probe == "ctrl-z":
            session.write(b"\x1a")
        else:
            os.kill(session.pid, getattr(signal, probe))
        stopped = session.wait_for(lambda: session.stops, 2000)
        session.pump(50, 200)
        self.check(probe, stopped, "does not stop")
        result = {"stopped": bool(stopped)}
        if stopped:
            # SIGSTOP gives nobody the time to restore anything.
            if probe != "SIGSTOP":
                result.update(self.restored(probe, session))
            mark = len(session.chunks)
            session.foreground()
            session.pump(300, 2500, 400)
            output = session.output(mark)
            result["repaint_bytes"] = len(output)
            self.check(probe, session.status is None, "ends when continued")
            self.check(probe, len(session.text(mark).split()) > 0, "does not repaint")
            self.check(probe, session.modes_restored() is False, "does not take the keys again")
            mark = len(session.chunks)
            session.write(key_bytes(self.key))
            session.pump(150, 800, 150)
            result["key_bytes"] = len(session.output(mark))
            self.check(probe, result["key_bytes"] > 0, "takes no key when continued")
        session.close()
        return result

    def storm(self):
        session = self.start()
        for step in range(60):
            session.resize(*[(60, 15), (20, 5), (2, 2), (1, 1), (200, 60), (80, 24)][step % 6])
            session.pump(1, 5)
        mark = len(session.chunks)
        begin = time.monotonic_ns()
        session.resize(120, 36)
        got = session.pump(200, 2500, 300)
        result = {"alive": session.status is None, "bytes": len(session.output(mark)),
                  "last_ms": round((got[-1][0] - begin) / 1e6, 1) if got else None}
        self.check("resize storm", session.status is None, "does not survive")
        self.check("resize storm", got, "does not repaint")
        session.close()
        return result

    def hang_up(self, probe, ignored):
        session = self.start(hup_ignored=ignored)
        ticks = session.usage()["cpu_ticks"]
        begin = time.monotonic()
        session.hang_up()
        while session.alive() and time.monotonic() - begin < 3:
            time.sleep(0.01)
        result = {"exited": not session.alive(), "ms": round((time.monotonic() - begin) * 1000)}
        self.check(probe, result["exited"], "stays")
        self.check(probe, not result["exited"] or result["ms"] <= 200, "takes longer than 200 ms")
        if session.alive():
            spent = session.usage()["cpu_ticks"] - ticks
            result["cpu_percent"] = round(spent / os.sysconf("SC_CLK_TCK") / 3 * 100)
        session.close()
        return result

    def probes(self):
        for name in TERMINALS:
            yield f"TERM={name}", lambda name=name: self.terminal(name)
        for probe, settings in [
            ("NO_COLOR", {"env": {"NO_COLOR": "1"}}), ("LANG=C", {"env": {"LANG": "C"}}),
            ("locale not installed", {"env": {"LANG": "xx_YY.UTF-8"}}),
            ("COLORTERM", {"env": {"COLORTERM": "truecolor"}}),
        ] + [(f"{c}x{r}", {"columns": c, "rows": r}) for c, r in SIZES]:
            yield probe, lambda probe=probe, s=settings: self.environment(probe, **s)
        for name in SIGNALS:
            yield f"SIG{name}", lambda name=name: self.killed(name)
        for probe in ("ctrl-z", "SIGTSTP", "SIGSTOP"):
            yield probe, lambda probe=probe: self.stopped(probe)
        yield "resize storm", self.storm
        yield "hang-up", lambda: self.hang_up("hang-up", False)
        yield "hang-up, HUP ignored", lambda: self.hang_up("hang-up, HUP ignored", True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="names of probes, with commas between")
    parser.add_argument("--wait", type=int, default=500, help="ms that the program has to start")
    parser.add_argument("--key", default="down", help="a key that changes what is shown")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command:
        parser.error("no command")
    torture = Torture(command, given.wait, given.key)
    only = [name for name in given.only.split(",") if name]
    results = {name: run() for name, run in torture.probes() if not only or name in only}
    print(json.dumps({"command": command, "failed": torture.failed, "probes": results}, indent=1))
    sys.exit(1 if torture.failed else 0)


if __name__ == "__main__":
    main()
