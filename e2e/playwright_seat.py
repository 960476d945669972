"""A seat that Playwright drives: a page in a context, which is a profile in memory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import ConsoleMessage, Dialog, Error, Page, Response

from e2e.seats import NETWORK_IS_AWAY, REST, Seat

TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`${event.effectiveDirective}: ${event.blockedURI} in ${event.sourceFile}`));"""


class PlaywrightSeat(Seat):
    """`scripted` says whether the page's scripts run in its context."""

    def __init__(self, page: Page, scripted: bool = True) -> None:
        super().__init__()
        self._scripted = scripted
        self._trouble: list[str] = []
        self._asked = False
        self._sit_down(page)

    def _sit_down(self, page: Page) -> None:
        self.page = page
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self._note(error.stack or error.message))
        page.on("response", self._note_missing)
        page.on("dialog", self._answer)
        page.add_init_script(TELL_VIOLATIONS)

    def goto(self, url: str) -> None:
        self._asked = False
        self.page.goto(url)

    def reload(self) -> None:
        self._asked = False
        self.page.reload()

    def asked_before_leaving(self) -> bool:
        return self._asked

    def _open_tab(self) -> Self:
        return type(self)(self.page.context.new_page(), self._scripted)

    def close(self) -> None:
        self.page.close()

    def closed(self) -> bool:
        return self.page.is_closed()

    def quit(self) -> None:
        self.page.context.close()

    def address(self) -> str:
        return self.page.url

    def click(self, css: str) -> None:
        # Without scripts a Firefox has no frames either, in which to see that the element stands still.
        self.page.locator(css).click(force=not self._scripted)

    def click_at(self, x: float, y: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        meanwhile()
        self.page.mouse.up()

    def drag(self, start: str, end: str) -> None:
        self.page.locator(start).hover()
        self.page.mouse.down()
        self.page.locator(end).hover()
        self.page.mouse.up()

    def type(self, text: str, delay: float = 0) -> None:
        self.page.keyboard.type(text, delay=delay * 1000)

    def press(self, *keys: str) -> None:
        self.page.keyboard.press("+".join(keys))

    def insert(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def choose(self, css: str, *files: Path) -> None:
        self.page.set_input_files(css, files)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def js(self, function: str, *args: Any) -> Any:
        return self.page.evaluate(f"(args) => ({function})(...args)", list(args))

    def screenshot(self, path: Path) -> None:
        try:
            self.page.screenshot(path=path, timeout=5000)
        except Error:  # a Firefox without scripts takes none
            path.with_suffix(".html").write_text(self.page.content())

    def trouble(self) -> list[str]:
        if not self.closed():
            self.js("() => 0")  # its answer comes after all that the console had to tell
        return self._trouble

    def _rest(self) -> None:
        self.page.wait_for_timeout(REST * 1000)  # in which the page's news is taken in

    def _answer(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self._asked = True
            dialog.accept()
        else:
            dialog.dismiss()

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._note(message.text)

    def _note_missing(self, response: Response) -> None:
        request = response.request
        websocket = "sec-websocket-key" in request.headers  # Firefox alone tells of these too
        if response.status >= 400 and not websocket and not request.is_navigation_request():
            self._note(f"{response.status} for {response.url}")

    def _note(self, text: str) -> None:
        if not NETWORK_IS_AWAY.search(text):
            self._trouble.append(text)
