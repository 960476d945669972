"""Somebody's visit to a document, with an empty cache, in a browser window that measures itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from e2e.playwright_seat import PlaywrightSeat

PROBES = Path(__file__).with_name("probes.js")


class Visit:
    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._seat = PlaywrightSeat(page)
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})  # whatever else the machine does
        self._seat.goto(address)
        self.load: dict[str, float] = self._seat.js("() => probes.load")

    def look_on(self) -> None:
        """Write no more: no block has the focus."""
        self._seat.js("() => document.activeElement.blur()")

    def watch(self, block: str) -> None:
        """Note from now on what others write in the block."""
        self._seat.js("(block) => probes.watch(block)", block)

    def struck(self) -> list[float]:
        """When each key went down."""
        return self._noted("struck")

    def painted(self, characters: int) -> list[float]:
        """When each was on the screen; waits for so many."""
        self._wait_until(lambda: len(self._noted("painted")) >= characters)
        return self._noted("painted")

    def work(self) -> dict[str, float]:
        """What the page's main thread has worked up to now, in ms of the processor, by the browser's own names."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: 1000 * metric["value"] for metric in metrics if metric["name"].endswith("Duration")}

    def revision(self) -> int:
        return int(self._seat.js("() => document.getElementById('sync').dataset.revision"))

    def reach(self, revision: int) -> None:
        self._wait_until(lambda: self.revision() >= revision)

    def _noted(self, probe: str) -> list[float]:
        times: list[float] = self._seat.js("(probe) => probes[probe]", probe)
        return times

    def _wait_until(self, holds: Callable[[], bool]) -> None:
        self._seat.wait_until(holds, lambda: f"the page stays behind, at revision {self.revision()}")


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Begins when the page is usable: one character has been written and stored."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(path=PROBES)
    yield Visit(context.new_page(), address)
    context.close()
