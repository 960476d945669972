"""A seat: one window of someone's browser, in any engine, and what a writer does in it."""

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

# What browsers and htmx (a bare Event) put on the console when a test cuts the network: no script's mistake.
NETWORK_IS_AWAY = re.compile(
    r"WebSocket|^(\[object )?Event\]?$|htmx:ws(Error|Close)|can.t establish a connection|The connection to ws:"
)
PATIENCE = 20  # seconds: a page takes up to 13 to notice a dead line, and a machine may have much else to do
REST = 0.05


class Seat(ABC):
    """Script functions are source text such as `(a, b) => a + b`; what they return must be JSON.

    The driver's own scripts run where the page's may not; without scripts, Firefox never settles a promise.
    """

    def __init__(self) -> None:
        self.tabs: list[Self] = []

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def reload(self) -> None:
        """Load the page anew. If it asks whether to leave, the answer is yes."""

    @abstractmethod
    def asked_before_leaving(self) -> bool:
        """Whether the page that was left last, by a link, `goto` or `reload`, has asked. Ask on a page of its origin.

        Browsers let a page ask only after a click or key. WebKitGTK shows no question under WebDriver: there the
        answer is whether the page, after a click or key, wanted it (`preventDefault`).
        """

    def tab(self) -> Self:
        """Another tab of the same browser. It has a window of its own, so both are in sight; what they store is one."""
        self.tabs.append(self._open_tab())
        return self.tabs[-1]

    @abstractmethod
    def _open_tab(self) -> Self: ...

    @abstractmethod
    def close(self) -> None:
        """Close this tab, and no other one. Its page is not asked; for the last tab of all, use `quit`."""

    @abstractmethod
    def closed(self) -> bool: ...

    @abstractmethod
    def quit(self) -> None:
        """End the browser, with all tabs."""

    @abstractmethod
    def address(self) -> str:
        """The whole address of the page that is open."""

    @abstractmethod
    def click(self, css: str) -> None:
        """Click the middle of the element."""

    @abstractmethod
    def click_at(self, x: float, y: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Click a point of the viewport, in CSS pixels; `meanwhile` happens while the mouse is pressed."""

    @abstractmethod
    def drag(self, start: str, end: str) -> None:
        """Press the mouse in the middle of an element, and release it in the middle of another."""

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
    def choose(self, css: str, *files: Path) -> None:
        """Choose the files in the field, as in the dialog that it opens."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the viewport this size, in CSS pixels, or the nearest that the window can have."""

    @abstractmethod
    def js(self, function: str, *args: Any) -> Any: ...

    @abstractmethod
    def screenshot(self, path: Path) -> None: ...

    @abstractmethod
    def trouble(self) -> list[str]:
        """Script errors and policy violations so far, but for those that a cut network explains."""

    def value(self, css: str) -> str:
        return str(self.js("(css) => document.querySelector(css).value", css))

    def text(self, css: str) -> str:
        return str(self.js("(css) => document.querySelector(css).innerText", css))

    def attribute(self, css: str, name: str) -> str | None:
        found: str | None = self.js("(css, name) => document.querySelector(css).getAttribute(name)", css, name)
        return found

    def count(self, css: str) -> int:
        return int(self.js("(css) => document.querySelectorAll(css).length", css))

    def local_storage(self) -> dict[str, str]:
        return dict(self.js("() => ({ ...localStorage })"))

    def hidden(self) -> bool:
        return bool(self.js("() => document.hidden"))

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
