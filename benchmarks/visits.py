"""Somebody's visit to a document, with an empty cache, in a browser window that measures itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

PROBES = Path(__file__).with_name("probes.js")


class Visit:
    def __init__(self, page: Page, session: CDPSession, address: str) -> None:
        self.page = page
        self._session = session
        page.goto(address, wait_until="commit")
        self.load: dict[str, float] = page.evaluate("() => probes.load")

    def work(self) -> dict[str, float]:
        """What the page's main thread has done up to now, in ms, by the browser's own names."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: 1000 * metric["value"] for metric in metrics if metric["name"].endswith("Duration")}

    def noted(self, probe: str) -> list[float]:
        times: list[float] = self.page.evaluate("(probe) => probes[probe]", probe)
        return times

    def revision(self) -> int:
        return int(self.page.locator("#sync").get_attribute("data-revision") or 0)

    def reaches(self, revision: int) -> None:
        self.wait("(revision) => document.getElementById('sync').dataset.revision >= revision", revision)

    def wait(self, condition: str, argument: float) -> None:
        self.page.wait_for_function(condition, arg=argument)

    def leave_the_field(self) -> None:
        self.page.evaluate("() => document.activeElement.blur()")


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Begins when the page is usable: one character has been written and stored."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(path=PROBES)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    yield Visit(page, session, address)
    context.close()
