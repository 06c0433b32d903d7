"""The console rows of tools/bench: first picture, bytes, keys, idling and memory, beside mc, tig and
htop in the same run."""

import argparse
import os
import statistics
import subprocess
import time

from tui_measure import measure

RUNS = 8
FOLDER = os.path.dirname(os.path.abspath(__file__))


def once(command, keys="", idle=0, end="q", settle=300, **environment):
    """Runs a program once in a terminal of 120 columns and 36 rows. Its first picture is taken for
    whole when nothing has come for `settle` milliseconds."""
    return measure(command, argparse.Namespace(
        columns=120, rows=36, term="xterm-256color", settle=settle, quiet=80, keys=keys, idle=idle,
        end=end, text=None, env=[f"{name}={value}" for name, value in environment.items()]))


def key(run, name):
    """Medians of bytes, writes and milliseconds of a key."""
    return tuple(
        statistics.median(run["keys"][name][what] or [0]) for what in ("bytes", "writes", "ms"))


def say(name, runs):
    """A line of figures for a program: the best paint of all, the rest from the last run."""
    last = runs[-1]
    size, writes, time_to = key(last, "down")
    best = min(run["painted_ms"] for run in runs)
    print(f"{name}: painted {best:.1f} ms, {last['bytes']} bytes; key {size:.0f} bytes, "
          f"{writes:.0f} writes, {time_to:.2f} ms; idle {last['idle_wakeups']:.2f} wake-ups and "
          f"{last['idle_bytes']:.0f} bytes a second; {last['rss_kib'] / 1024:.1f} MiB", flush=True)
    return best


def start_times(command):
    """How long a program takes that ends by itself, best of many."""
    times = []
    for _ in range(20):
        began = time.monotonic()
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False)
        times.append((time.monotonic() - began) * 1000)
    return min(times)


def console(row, program, environment):
    """Prints the rows for a home with a thousand mailboxes.

    `row` takes words, a figure, a sign, a budget and a unit; `environment` points at the home.
    """
    others = {
        "mc": ["mc", "--nosubshell", "/usr/bin", "/usr/bin"],
        "tig": ["sh", "-c", f"cd '{FOLDER}' && exec tig"],
        "htop": ["htop"],
    }
    commands = {"greenbox": [program], **others}
    runs = {name: [] for name in commands}
    curl = []
    # In turn, so that a busy moment of the machine meets all of them.
    for number in range(RUNS):
        is_last = number == RUNS - 1
        for name, command in commands.items():
            runs[name].append(once(
                command, keys="down*20" if is_last else "", idle=5 if is_last else 0,
                end="f10 enter" if name == "mc" else "q",
                **(environment if name == "greenbox" else {})))
        curl.append(start_times(["curl", "-q", "--version"]))
    best = {name: say(name, runs[name]) for name in commands}
    ours = runs["greenbox"][-1]
    row("first picture against mc --nosubshell", best["greenbox"] / best["mc"], "≤", 1, "×")
    row("first picture against curl --version", best["greenbox"] / min(curl), "≤", 2.5, "×")
    row("bytes of the first picture", ours["bytes"] / 1000, "≤", 8, " kB")
    plain = once([program], **environment, LANG="C")
    row("bytes of the first picture, LANG=C", plain["bytes"] / 1000, "≤", 4.5, " kB")
    size, writes, time_to = key(ours, "down")
    row("an arrow key in the list", size, "≤", 1000, " bytes")
    # ncurses draws into memory, for a terminal that takes nothing must not be waited for: the kernel
    # counts that write too, beside the one to the terminal.
    row("its writes, one of them into memory", writes, "≤", 2, "")
    row("its time to the last byte", time_to, "≤", 2, " ms")
    editor = once([program], keys="tab wait:200 down*8", **environment)
    row("an arrow key in the editor", key(editor, "down")[0], "≤", 250, " bytes")
    row("idle wake-ups a second", ours["idle_wakeups"], "≤", 0, "")
    row("idle bytes a second", ours["idle_bytes"], "≤", 0, "")
    row("memory at rest", ours["rss_kib"] / 1024, "≤", 30, " MiB")


def growth(row, program, few, many):
    """Prints the rows that compare a home of ten mailboxes with one of ten thousand.

    The state of each mailbox is kept from one console to the next. The very first console of a home
    has none, and its time until the count is there is told; after a change of one mailbox that one
    alone is evaluated anew.
    """
    anew = once([program], settle=3000, **many)["painted_ms"]
    after = []
    for number in range(RUNS):
        subprocess.run(
            [program, "mailbox", "edit", "box-0001", "--display-name", f"Desk {number}"],
            env={**os.environ, **many}, stdout=subprocess.DEVNULL, check=True)
        after.append(once([program], settle=3000, **many)["painted_ms"])
    runs = {"few": [], "many": []}
    for _ in range(RUNS):
        for name, environment in (("few", few), ("many", many)):
            runs[name].append(once([program], keys="down*20", settle=3000, **environment))
    opened = {name: min(run["painted_ms"] for run in found) for name, found in runs.items()}
    pressed = {
        name: min(key(run, "down")[2] for run in found) for name, found in runs.items()}
    print(f"10 mailboxes: painted {opened['few']:.1f} ms, key {pressed['few']:.2f} ms; 10,000: "
          f"{opened['many']:.1f} ms, {pressed['many']:.2f} ms; counted anew {anew:.0f} ms",
          flush=True)
    row("10,000 counted, one changed", min(after), "≤", 100, " ms")
    row("first picture, 10,000 against 10 mailboxes", opened["many"] / opened["few"], "≤", 5, "×")
    row("an arrow key, 10,000 against 10 mailboxes", pressed["many"] / pressed["few"], "≤", 2, "×")
