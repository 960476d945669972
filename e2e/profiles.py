"""Chromium and Firefox as a person has them: a process of its own with a profile on the disk."""

import shutil
import tempfile
import time
from abc import ABC, abstractmethod
from typing import Self

from playwright.sync_api import BrowserContext, Page, Playwright

from e2e import processes
from e2e.engines import Engine
from e2e.own_browser import OwnBrowserSeat
from e2e.playwright_seat import PlaywrightSeat


class Profile(ABC):
    """A running browser over a directory of its own; `process` is its number."""

    context: BrowserContext
    process: int

    def __init__(self, playwright: Playwright, engine: Engine) -> None:
        self._playwright = playwright
        self._engine = engine
        self._directory = tempfile.mkdtemp(prefix=f"{engine.name}-")
        self._start()

    @abstractmethod
    def _start(self) -> None:
        """With one empty page."""

    @abstractmethod
    def _stop(self) -> None: ...

    @abstractmethod
    def crash(self) -> Page:
        """All pages; an empty one is what is left."""

    @abstractmethod
    def open_window(self) -> Page: ...

    @abstractmethod
    def hide(self, page: Page) -> None: ...

    @abstractmethod
    def show(self, page: Page) -> None: ...

    def delete(self) -> None:
        self._stop()
        self._wait_until_gone()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _wait_until_gone(self) -> None:
        end = time.monotonic() + 30
        while processes.naming(self._directory):
            assert time.monotonic() < end, "the browser does not end"
            time.sleep(0.02)


class ProfileSeat(PlaywrightSeat, OwnBrowserSeat):
    def __init__(self, profile: Profile, page: Page | None = None) -> None:
        super().__init__(page or profile.context.pages[0])
        self._profile = profile

    def hide(self) -> None:
        self._profile.hide(self.page)
        self.wait_until(self.hidden, lambda: "the page does not know that it is hidden")

    def show(self) -> None:
        self._profile.show(self.page)
        self.wait_until(lambda: not self.hidden(), lambda: "the page does not know that it is in sight")

    def crash(self) -> None:
        self._sit_down(self._profile.crash())

    def quit(self) -> None:
        self._profile.delete()

    def _open_tab(self) -> Self:
        return type(self)(self._profile, self._profile.open_window())

    def _process(self) -> int:
        return self._profile.process
