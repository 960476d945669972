"""What an edit by somebody else costs the page in a real browser, by the length of the document."""

from playwright.sync_api import Browser

from benchmarks import measures
from benchmarks.correspondent import correspondent
from benchmarks.keystroke import ROOM, chromium, fresh_server
from benchmarks.manuscript import manuscript
from benchmarks.report import Row, Table

SIZES = (10, 1_000, 10_000)  # blocks

MEANING = f"""\
The work of the page's main thread in Chromium for one remote edit, in ms of the processor: the mean of
{measures.EDITS}, the median of {measures.RUNS} runs."""


def rendering() -> Table:
    with chromium() as browser:
        return Table("A remote edit in the browser", MEANING, [_row(browser, blocks) for blocks in SIZES])


def _row(browser: Browser, blocks: int) -> Row:
    with fresh_server() as server:
        with correspondent(server.url, ROOM) as author:
            edited = author.fill(manuscript(blocks))[2]  # in sight, and not the title
        with correspondent(server.url, ROOM) as author:
            found = measures.remote_edits(browser, f"{server.url}/document/{ROOM}/", author, edited)
    row: Row = {"blocks": blocks}
    return row | {f"{name.strip()} ms": float(value) for name, value in found.items() if value}
