"""A Chromium of someone's own."""

import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page

from e2e import processes
from e2e.profiles import Profile

COMMAND_LINE = "--headless --no-sandbox --no-first-run --remote-debugging-port=0 --window-size=1280,860"
# A process in reserve would die in a crash too, and the next page be given to it.
NO_RESERVE = "--disable-features=SpareRendererForSitePerProcess"


class ChromiumProfile(Profile):
    """Joined without Playwright's overrides, with which a page is always in front and in sight."""

    def _start(self) -> None:
        told = Path(self._directory, "DevToolsActivePort")
        browser = self._engine.launch.get("executable_path", self._playwright.chromium.executable_path)
        command = [browser, *COMMAND_LINE.split(), NO_RESERVE, f"--user-data-dir={self._directory}", "about:blank"]
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process = self._running.pid
        while not (told.exists() and "\n" in told.read_text()):
            assert self._running.poll() is None, "Chromium ended at once"
            time.sleep(0.02)
        port, path = told.read_text().split()
        address = f"ws://127.0.0.1:{port}{path}"
        self._browser = self._playwright.chromium.connect_over_cdp(address, no_defaults=True)
        self.context = self._browser.contexts[0]

    def _stop(self) -> None:
        self._browser.close()
        self._running.kill()
        self._running.wait()

    def crash(self) -> Page:
        crashed = self.context.pages
        with ExitStack() as notices:
            for page in crashed:
                notices.enter_context(page.expect_event("crash"))
            processes.kill_pages(self.process)
        left = self.open_window()
        for page in crashed:
            page.close()
        return left

    def open_window(self) -> Page:
        with self.context.expect_page() as opened:
            session = self._browser.new_browser_cdp_session()
            session.send("Target.createTarget", {"url": "about:blank", "newWindow": True})
        return opened.value

    def hide(self, page: Page) -> None:
        self._set_state(page, "minimized")

    def show(self, page: Page) -> None:
        self._set_state(page, "normal")

    def _set_state(self, page: Page, state: str) -> None:
        session = self.context.new_cdp_session(page)
        window = session.send("Browser.getWindowForTarget")["windowId"]
        session.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": state}})
