"""A seat: one browser window with a profile of its own, in any engine, and what a writer does in it."""

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

# What browsers and htmx (a bare Event) put on the console when a test cuts the network: no script's mistake.
NETWORK_IS_AWAY = re.compile(r"WebSocket|^(\[object )?Event\]?$|htmx:ws(Error|Close)|can.t establish a connection")
PATIENCE = 20  # seconds: a page takes up to 13 to notice a dead line, and a machine may have much else to do
REST = 0.02

TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`${event.effectiveDirective}: ${event.blockedURI} in ${event.sourceFile}`));"""


class Seat(ABC):
    """Script functions are source text such as `(a, b) => a + b`; what they return must be JSON."""

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def reload(self) -> None: ...

    @abstractmethod
    def address(self) -> str:
        """The whole address of the page that is open."""

    @abstractmethod
    def click(self, css: str) -> None:
        """Click the middle of the element."""

    @abstractmethod
    def click_at(self, x: float, y: float) -> None:
        """Click a point of the viewport, in CSS pixels."""

    @abstractmethod
    def type(self, text: str, delay: float = 0) -> None:
        """Strike the keys one by one, `delay` seconds apart; a newline is Enter."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """One key, or a chord such as `"Control", "a"`, by the names of `KeyboardEvent.key`."""

    @abstractmethod
    def insert(self, text: str) -> None:
        """Put the text in at once, as an emoji palette or a dictation does."""

    @abstractmethod
    def js(self, function: str, *args: Any) -> Any: ...

    @abstractmethod
    def screenshot(self, path: Path) -> None: ...

    @abstractmethod
    def trouble(self) -> list[str]:
        """Script errors and policy violations so far, but for those that a cut network explains."""

    @abstractmethod
    def close(self) -> None: ...

    def value(self, css: str) -> str:
        return str(self.js("(css) => document.querySelector(css).value", css))

    def text(self, css: str) -> str:
        return str(self.js("(css) => document.querySelector(css).innerText", css))

    def wait_until(self, holds: Callable[[], Any], otherwise: Callable[[], str]) -> None:
        """Look again and again until it holds; `otherwise` tells what is the matter when it does not in time."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(otherwise())
            self._rest()

    def _rest(self) -> None:
        """The little while between two looks."""
        time.sleep(REST)


class PlaywrightSeat(Seat):
    def __init__(self, page: Page) -> None:
        self.page = page
        self._trouble: list[str] = []
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self._note(error.stack or error.message))
        page.on("response", self._note_missing)
        page.add_init_script(TELL_VIOLATIONS)

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def address(self) -> str:
        return self.page.url

    def click(self, css: str) -> None:
        self.page.locator(css).click()

    def click_at(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def type(self, text: str, delay: float = 0) -> None:
        self.page.keyboard.type(text, delay=delay * 1000)

    def press(self, *keys: str) -> None:
        self.page.keyboard.press("+".join(keys))

    def insert(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def js(self, function: str, *args: Any) -> Any:
        return self.page.evaluate(f"(args) => ({function})(...args)", list(args))

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def trouble(self) -> list[str]:
        self.js("() => 0")  # its answer comes after all that the console had to tell
        return self._trouble

    def close(self) -> None:
        self.page.context.close()

    def _rest(self) -> None:
        self.page.wait_for_timeout(REST * 1000)  # in which the page's news is taken in

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._note(message.text)

    def _note_missing(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self._note(f"{response.status} for {response.url}")

    def _note(self, text: str) -> None:
        if not NETWORK_IS_AWAY.search(text):
            self._trouble.append(text)
