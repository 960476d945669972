"""The processes of a browser, of which some run its pages."""

import os
import re
import signal
import subprocess
from collections import defaultdict

RUNS_PAGES = re.compile(r"--type=renderer|WebKitWebProcess| tab$")  # in Chromium, WebKitGTK and Firefox


def suspend_pages(browser: int) -> None:
    _signal_pages(browser, signal.SIGSTOP)


def resume_pages(browser: int) -> None:
    _signal_pages(browser, signal.SIGCONT)


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def naming(argument: str) -> list[int]:
    """The processes that were started with such a word in their arguments."""
    return [process for process, _, command in _all() if argument in command]


def _signal_pages(browser: int, what: signal.Signals) -> None:
    children = defaultdict(list)
    for process, parent, command in _all():
        children[parent].append((process, command))
    family = [(browser, "")]
    for process, _ in family:
        family += children[process]
    pages = [process for process, command in family if RUNS_PAGES.search(command)]
    assert pages, "this browser has no processes for pages"
    for process in pages:
        os.kill(process, what)


def _all() -> list[tuple[int, int, str]]:
    """The number, the parent's number and the command line of each process."""
    listing = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    fields = [line.split(None, 2) for line in listing.stdout.splitlines()]
    return [(int(process), int(parent), command.rstrip()) for process, parent, command in fields]
