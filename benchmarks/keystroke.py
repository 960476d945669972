"""How long a keystroke takes to the other's screen, what a page costs, and what a long document changes about both.

python -m benchmarks.keystroke [blocks …]
"""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks import measures
from benchmarks.correspondent import correspondent
from benchmarks.manuscript import manuscript
from benchmarks.measures import Rows
from e2e.engines import find
from e2e.server import Server

SIZES = [10, 5_000]  # blocks
ROOM = "benchmark"


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with chromium() as browser:
        print(f"Chromium {browser.version}, Python {platform.python_version()}, {os.cpu_count()} cores. Times in ms.\n")
        show([measure(browser, blocks) for blocks in sizes])


def measure(browser: Browser, blocks: int) -> Rows:
    with fresh_server() as server:
        with correspondent(server.url, ROOM) as author:
            edited = author.fill(manuscript(blocks))[2]  # in sight, and not the title
        address = f"{server.url}/document/{ROOM}/"
        rows = {"Blocks": f"{blocks:,}"} | measures.size(address)
        rows |= measures.loading(browser, address)
        rows |= measures.typing(browser, address, edited)
        with correspondent(server.url, ROOM) as author:
            return rows | measures.remote_edits(browser, address, author, edited)


@contextmanager
def fresh_server() -> Iterator[Server]:
    with TemporaryDirectory() as directory:
        server = Server(Path(directory))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            engine = find(playwright, "chromium")
        except (pytest.fail.Exception, pytest.skip.Exception) as missing:
            sys.exit(str(missing))
        browser = playwright.chromium.launch(**engine.launch)
        yield browser
        browser.close()


def show(columns: list[Rows]) -> None:
    for name in columns[0]:
        print(f"{name:<45}" + "".join(f"{column[name]:>18}" for column in columns))


if __name__ == "__main__":
    main()
