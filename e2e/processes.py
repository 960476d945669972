"""The processes of a browser, of which some run its pages."""

import os
import re
import signal
import subprocess
from collections import defaultdict
from pathlib import Path

RUNS_PAGES = re.compile(r"--type=renderer|WebKitWebProcess| tab$")  # in Chromium, WebKitGTK and Firefox


def suspend_pages(browser: int) -> None:
    _signal_pages(browser, signal.SIGSTOP)


def resume_pages(browser: int) -> None:
    _signal_pages(browser, signal.SIGCONT)


def kill_pages(browser: int) -> None:
    """Once they all stand still: a browser that ends when the first one is gone would give the others a last word."""
    suspend_pages(browser)
    _signal_pages(browser, signal.SIGKILL)


def state_of_pages(browser: int) -> str:
    """Whether they run, sleep or stand still, and how long each has had the processor, for whoever reads a failure."""
    asked = ["ps", "-o", "pid,stat,time,args", "-p", ",".join(map(str, _pages(browser)))]
    return subprocess.run(asked, capture_output=True, text=True).stdout


def child(parent: int) -> int:
    """The first one that it has started."""
    return min(process for process, its_parent, _ in _all() if its_parent == parent)


def environment(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/environ").read_text().split("\0")
    return dict(line.split("=", 1) for line in lines if line)


def naming(argument: str) -> list[int]:
    """The processes that were started with such a word in their arguments."""
    return [process for process, _, command in _all() if argument in command]


def _signal_pages(browser: int, what: signal.Signals) -> None:
    pages = _pages(browser)
    assert pages, "this browser has no processes for pages"
    for process in pages:
        os.kill(process, what)


def _pages(browser: int) -> list[int]:
    children = defaultdict(list)
    for process, parent, command in _all():
        children[parent].append((process, command))
    family = [(browser, "")]
    for process, _ in family:
        family += children[process]
    return [process for process, command in family if RUNS_PAGES.search(command)]


def _all() -> list[tuple[int, int, str]]:
    """The number, the parent's number and the command line of each process."""
    listing = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    fields = [line.split(None, 2) for line in listing.stdout.splitlines()]
    return [(int(process), int(parent), command.rstrip()) for process, parent, command in fields]
