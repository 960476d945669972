"""Chromium and Firefox as a person has them: a process of its own with a profile on the disk."""

import shutil
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import BrowserContext, Page, Playwright

from e2e import processes
from e2e.engines import Engine
from e2e.own_browser import OwnBrowserSeat
from e2e.playwright_seat import PlaywrightSeat

CHROMIUM = "--headless --no-sandbox --no-first-run --remote-debugging-port=0 --window-size=1280,860"


class Profile(ABC):
    """Keeps its directory over any number of kills and starts; `context` is the running browser's."""

    context: BrowserContext
    process: int

    def __init__(self, playwright: Playwright, engine: Engine) -> None:
        self._playwright = playwright
        self._engine = engine
        self._directory = tempfile.mkdtemp(prefix=f"{engine.name}-")
        self.start()

    @abstractmethod
    def start(self) -> None:
        """With one empty page."""

    @abstractmethod
    def kill(self) -> None: ...

    @abstractmethod
    def open_window(self) -> Page: ...

    @abstractmethod
    def hide(self, page: Page) -> None: ...

    @abstractmethod
    def show(self, page: Page) -> None: ...

    def delete(self) -> None:
        self.kill()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _wait_until_gone(self) -> None:
        while processes.naming(self._directory):
            time.sleep(0.02)


class ChromiumProfile(Profile):
    """Joined without Playwright's overrides, with which a page is always in front and in sight."""

    def start(self) -> None:
        told = Path(self._directory, "DevToolsActivePort")
        told.unlink(missing_ok=True)
        browser = self._engine.launch.get("executable_path", self._playwright.chromium.executable_path)
        command = [browser, *CHROMIUM.split(), f"--user-data-dir={self._directory}", "about:blank"]
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.process = self._running.pid
        while not (told.exists() and "\n" in told.read_text()):
            assert self._running.poll() is None, "Chromium ended at once"
            time.sleep(0.02)
        port, path = told.read_text().split()
        address = f"ws://127.0.0.1:{port}{path}"
        self._browser = self._playwright.chromium.connect_over_cdp(address, no_defaults=True)
        self.context = self._browser.contexts[0]

    def kill(self) -> None:
        self._running.kill()
        self._running.wait()
        self._browser.close()
        self._wait_until_gone()

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


class FirefoxProfile(Profile):
    """A window is hidden by a second tab in it, which lies over the first one."""

    def start(self) -> None:
        launch: dict[str, Any] = self._engine.launch
        self.context = self._playwright.firefox.launch_persistent_context(self._directory, **launch)
        self.process = min(processes.naming(self._directory))
        self._covers: dict[Page, Page] = {}

    def kill(self) -> None:
        processes.kill(self.process)
        self.context.close()
        self._wait_until_gone()

    def open_window(self) -> Page:
        return self.context.new_page()

    def hide(self, page: Page) -> None:
        with self.context.expect_page() as opened:
            page.evaluate("() => void open('about:blank', '_blank', 'noopener')")
        self._covers[page] = opened.value

    def show(self, page: Page) -> None:
        self._covers.pop(page).close()


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

    def kill(self) -> None:
        self._profile.kill()
        self._profile.start()
        self._sit_down(self._profile.context.pages[0])

    def quit(self) -> None:
        self._profile.delete()

    def _open_tab(self) -> Self:
        return type(self)(self._profile, self._profile.open_window())

    def _process(self) -> int:
        return self._profile.process
