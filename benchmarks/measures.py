"""What is measured at a document, each as rows of the table: a name, and what came of it."""

import gzip
import time
from collections.abc import Iterator
from statistics import median, quantiles
from string import ascii_lowercase
from urllib.request import urlopen

from playwright.sync_api import Browser

from benchmarks.correspondent import Correspondent
from benchmarks.visits import visit

Rows = dict[str, str]

LOADS = 5
WARM_UP = 20
KEYSTROKES, KEYSTROKES_A_SECOND = 200, 5
EDITS, EDITS_A_SECOND, RUNS = 100, 20, 3

MOMENTS = {
    "responseStart": "first byte",
    "responseEnd": "last byte",
    "firstPaint": "first paint",
    "connected": "connected",
    "usable": "usable: a character is stored",
}
WORK = {
    "ScriptDuration": "script",
    "RecalcStyleDuration": "style",
    "LayoutDuration": "layout",
    "TaskDuration": "all of the main thread",
}


def size(address: str) -> Rows:
    page = urlopen(address, timeout=60).read()
    return {"Page, bytes": f"{len(page):,}", "  gzip would make of it": f"{len(gzip.compress(page, 6)):,}"}


def loading(browser: Browser, address: str) -> Rows:
    """With an empty cache in the browser, but of a server that has drawn the page before."""
    loads, works = [], []
    for _ in range(LOADS):
        with visit(browser, address) as visitor:
            loads.append(visitor.load)
            works.append(visitor.work())
    rows = {f"Loading, median of {LOADS}": ""}
    rows |= {f"  {name}": f"{median(load[key] for load in loads):.0f}" for key, name in MOMENTS.items()}
    return rows | {f"    {name}": f"{median(work[key] for work in works):.0f}" for key, name in WORK.items()}


def typing(browser: Browser, address: str, block: str) -> Rows:
    """One types in a block that the other looks at."""
    strokes = WARM_UP + KEYSTROKES
    with visit(browser, address) as reader, visit(browser, address) as writer:
        reader.look_on()
        reader.reach(writer.revision())
        reader.watch(block)
        for number in _pace(strokes, KEYSTROKES_A_SECOND):
            writer.page.keyboard.press(ascii_lowercase[number % len(ascii_lowercase)])
        others, own = reader.painted(strokes), writer.painted(strokes)
        struck = writer.struck()
    return {
        f"{KEYSTROKES} keystrokes, median / 95th": "",
        "  to the other's screen": _latency(struck, others),
        "  to one's own screen": _latency(struck, own),
    }


def remote_edits(browser: Browser, address: str, author: Correspondent, block: str) -> Rows:
    """What the page does for an edit by somebody else in a block that has not the focus."""
    works = []
    for _ in range(RUNS):
        with visit(browser, address) as reader:
            reader.look_on()
            for number in _pace(WARM_UP + EDITS, EDITS_A_SECOND):
                if number == WARM_UP:
                    before = reader.work()
                author.edit(["ins", block, 0, "x"])
            reader.reach(author.revision)
            after = reader.work()
        works.append({name: (after[name] - before[name]) / EDITS for name in WORK})
    rows = {f"A remote edit, mean of {EDITS}, median of {RUNS} runs": ""}
    return rows | {f"  {name}": f"{median(work[key] for work in works):.2f}" for key, name in WORK.items()}


def _pace(number: int, a_second: float) -> Iterator[int]:
    """Count, at that pace."""
    start = time.monotonic()
    for each in range(number):
        time.sleep(max(0, start + each / a_second - time.monotonic()))
        yield each


def _latency(struck: list[float], painted: list[float]) -> str:
    times = [end - start for start, end in zip(struck, painted, strict=True)][WARM_UP:]
    return f"{median(times):.1f} / {quantiles(times, n=20)[-1]:.1f}"
