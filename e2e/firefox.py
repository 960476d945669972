"""A Firefox of someone's own."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

from e2e import processes
from e2e.profiles import Profile


class FirefoxProfile(Profile):
    """A window is hidden by a second tab in it, which lies over the first one."""

    def _start(self) -> None:
        launch: dict[str, Any] = self._engine.launch
        self.context = self._playwright.firefox.launch_persistent_context(self._directory, **launch)
        self.process = min(processes.naming(self._directory))
        self._covers: dict[Page, Page] = {}

    def _stop(self) -> None:
        with suppress(Error):  # as when it has gone already
            self.context.close()

    def crash(self) -> Page:
        processes.kill_pages(self.process)
        self._wait_until_gone()  # it ends by itself, because MOZ_CRASHREPORTER_SHUTDOWN is set under Playwright
        self._stop()
        self._start()
        return self.context.pages[0]

    def open_window(self) -> Page:
        return self.context.new_page()

    def hide(self, page: Page) -> None:
        with self.context.expect_page() as opened:
            page.evaluate("() => void open('about:blank', '_blank', 'noopener')")
        self._covers[page] = opened.value

    def show(self, page: Page) -> None:
        self._covers.pop(page).close()
