#!/usr/bin/env python3
"""What a terminal program costs: time and bytes to its first screen and for each key, wake-ups and
bytes while it is idle, memory. Prints JSON.

  tui_measure.py [--runs N] [--idle S] [--keys "down*20 esc"] [--end q] [--text FILE] -- COMMAND...

A key is a name (down, enter, f1), ctrl-x, paste:TEXT, hex:1b5b41, resize:80x24, wait:MS, or text;
KEY*N repeats. Times and counts are medians, with the best and worst run beside.
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pty_session import Session, key_bytes  # noqa: E402


def keys_of(text):
    for word in shlex.split(text):
        name, star, count = word.rpartition("*")
        yield from [name] * int(count) if star and name and count.isdigit() else [word]


def writes_of(pid):
    """How often a process has called write(2) and the like."""
    try:
        for line in open(f"/proc/{pid}/io"):
            if line.startswith("syscw"):
                return int(line.split()[1])
    except OSError:
        pass
    return None


def measure(command, given):
    session = Session(command, given.columns, given.rows, given.term,
                      dict(pair.split("=", 1) for pair in given.env))
    first = session.pump(given.settle, 10_000, given.settle)
    result = {"bytes": sum(len(data) for _, data in first), "reads": len(first),
              "writes": writes_of(session.pid)}
    if first:
        result["first_byte_ms"] = (first[0][0] - session.started) / 1e6
        result["painted_ms"] = (first[-1][0] - session.started) / 1e6
    keys = {}
    for name in keys_of(given.keys):
        if session.status is not None:
            break
        if name.startswith("wait:"):
            session.pump(10**9, int(name[5:]))
            continue
        before = writes_of(session.pid)
        begin = time.monotonic_ns()
        if name.startswith("resize:"):
            session.resize(*map(int, name[7:].split("x")))
        else:
            session.write(key_bytes(name))
        got = session.pump(given.quiet, 2000, given.quiet)
        after = writes_of(session.pid)
        key = keys.setdefault(name, {"bytes": [], "ms": [], "writes": []})
        key["bytes"].append(sum(len(data) for _, data in got))
        if got:
            key["ms"].append((got[-1][0] - begin) / 1e6)
        if before is not None and after is not None:
            key["writes"].append(after - before)
    result["keys"] = keys
    if given.idle and session.status is None:
        session.pump(300, 1500)
        usage, mark, begin = session.usage(), len(session.chunks), time.monotonic()
        session.pump(10**9, given.idle * 1000)
        seconds, now = time.monotonic() - begin, session.usage()
        result["idle_wakeups"] = (now["wakeups"] - usage["wakeups"]) / seconds
        result["idle_bytes"] = len(session.output(mark)) / seconds
    if session.status is None:
        usage = session.usage()
        result["rss_kib"], result["threads"] = usage["rss_kib"], usage["threads"]
    if given.end and session.status is None:
        begin = time.monotonic_ns()
        for name in keys_of(given.end):
            session.write(key_bytes(name))
            session.pump(60, 500, 60)
        session.wait_for(lambda: session.status is not None, 3000)
        result["end_ms"] = (session.exited_at - begin) / 1e6 if session.exited_at else None
    result["exit"] = session.status
    if given.text:
        open(given.text, "w").write(session.text())
    session.close()
    return result


def spread(values):
    values = [value for value in values if value is not None]
    if not values:
        return None
    return {"median": round(statistics.median(values), 2), "best": round(min(values), 2),
            "worst": round(max(values), 2)}


def reference(command):
    """The time of a program that ends by itself, as a yardstick of this machine now."""
    times = []
    for _ in range(8):
        begin = time.monotonic_ns()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append((time.monotonic_ns() - begin) / 1e6)
    return spread(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--idle", type=float, default=0, help="seconds to watch it do nothing")
    parser.add_argument("--keys", default="")
    parser.add_argument("--end", default="", help="keys that end it")
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--rows", type=int, default=36)
    parser.add_argument("--term", default="xterm-256color")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--settle", type=int, default=300, help="ms of silence that end a paint")
    parser.add_argument("--quiet", type=int, default=80, help="ms of silence that end a key")
    parser.add_argument("--text", help="a file for the text that was drawn, in its order")
    parser.add_argument("--reference", help="a command to time in the same run")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command:
        parser.error("no command")
    runs = [measure(command, given) for _ in range(given.runs)]
    report = {"command": command, "size": f"{given.columns}x{given.rows}", "runs": given.runs}
    for name in ("first_byte_ms", "painted_ms", "bytes", "reads", "writes", "idle_wakeups",
                 "idle_bytes", "rss_kib", "threads", "end_ms"):
        found = spread([run.get(name) for run in runs])
        if found:
            report[name] = found
    report["exits"] = sorted({run["exit"] for run in runs if run["exit"] is not None})
    report["keys"] = {
        name: {what: spread([value for run in runs for value in run["keys"].get(name, {}).get(what, [])])
               for what in ("bytes", "writes", "ms")}
        for name in dict.fromkeys(name for run in runs for name in run["keys"])}
    if given.reference:
        report["reference"] = {given.reference: reference(shlex.split(given.reference))}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
