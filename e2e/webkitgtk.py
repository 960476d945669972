"""A seat in WebKitGTK's MiniBrowser, which WebDriver alone can drive."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from selenium.common.exceptions import (
    ElementNotInteractableException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys

from e2e import processes
from e2e.minibrowser import MiniBrowser
from e2e.own_browser import OwnBrowserSeat
from e2e.seats import NETWORK_IS_AWAY

NAMED = ["Control", "Shift", "Alt", "Enter", "Backspace", "Delete", "Tab", "Escape", "Home", "End"]
KEYS = {name: getattr(Keys, name.upper()) for name in NAMED}
KEYS |= {f"Arrow{way}": getattr(Keys, f"ARROW_{way.upper()}") for way in ["Up", "Down", "Left", "Right"]}
KEYS |= {"PageUp": Keys.PAGE_UP, "PageDown": Keys.PAGE_DOWN}

# WebDriver has no console log: the page collects what goes wrong, from the moment it has loaded on. And it shows no
# question before a page is left: whether the page wanted one is kept where the next page finds it.
WATCH = """() => {
    window.trouble = [];
    const note = (text) => window.trouble.push(String(text));
    const log = console.error;
    console.error = (...words) => (note(words.join(" ")), log(...words));
    addEventListener("error", (event) => note(event.message));
    addEventListener("unhandledrejection", (event) => note(event.reason));
    addEventListener("securitypolicyviolation", ({ blockedURI }) => note(`policy: ${blockedURI}`));
    BeforeUnloadEvent.prototype.preventDefault = function () {
        if (navigator.userActivation.hasBeenActive) sessionStorage.setItem("asked before leaving", "yes");
        Event.prototype.preventDefault.call(this);
    };
}"""
WANTED_TO_ASK = "() => sessionStorage.getItem('asked before leaving') === 'yes'"
FORGET = "() => sessionStorage.removeItem('asked before leaving')"


def open_minibrowser(driver: str, scripted: bool = True) -> "WebKitGTKSeat":
    browser = MiniBrowser(driver, scripted)
    return WebKitGTKSeat(browser, browser.window)


class WebKitGTKSeat(OwnBrowserSeat):
    def __init__(self, browser: MiniBrowser, window: str) -> None:
        super().__init__()
        self._browser = browser
        self._window = window
        self._trouble: list[str] = []

    @property
    def _driver(self) -> WebKitGTK:
        return self._browser.at(self._window)

    def goto(self, url: str) -> None:
        self._leave(lambda: self._driver.get(url))

    def reload(self) -> None:
        self._leave(self._driver.refresh)

    def asked_before_leaving(self) -> bool:
        return bool(self.js(WANTED_TO_ASK))

    def _open_tab(self) -> Self:
        return type(self)(self._browser, self._browser.open_window())

    def close(self) -> None:
        self._take_trouble()
        self._browser.close(self._window)

    def closed(self) -> bool:
        return self._window not in self._browser.windows

    def quit(self) -> None:
        self._browser.quit()

    def hide(self) -> None:
        self._place = self._driver.get_window_rect()
        self._driver.minimize_window()
        self.wait_until(self.hidden, lambda: "the page does not know that it is hidden")

    def show(self) -> None:
        self._driver.set_window_rect(**self._place)
        self.wait_until(lambda: not self.hidden(), lambda: "the page does not know that it is in sight")

    def crash(self) -> None:
        self._window = self._browser.crash()

    def _process(self) -> int:
        return self._browser.process

    def address(self) -> str:
        return str(self._driver.current_url)

    def click(self, css: str) -> None:
        self.wait_until(lambda: self._clicks(css), lambda: f"{css} cannot be clicked")

    def _clicks(self, css: str) -> bool:
        """False if it is drawn anew, or moves, since it was found."""
        try:
            self._driver.find_element("css selector", css).click()
        except (StaleElementReferenceException, ElementNotInteractableException):
            return False
        return True

    def click_at(self, x: float, y: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        press, release = ActionBuilder(self._driver, duration=0), ActionBuilder(self._driver, duration=0)
        press.pointer_action.move_to_location(round(x), round(y)).pointer_down()  # type: ignore[no-untyped-call]
        release.pointer_action.pointer_up()  # type: ignore[no-untyped-call]
        press.perform()
        meanwhile()
        release.perform()

    def drag(self, start: str, end: str) -> None:
        first, last = (self._driver.find_element("css selector", css) for css in (start, end))
        self._chain().click_and_hold(first).move_to_element(last).release().perform()

    def type(self, text: str, delay: float = 0) -> None:
        for character in text:
            if ord(character) > 0xFFFF:  # this driver drops what is outside the basic plane
                self.insert(character)
            else:
                key = Keys.ENTER if character == "\n" else character
                self._chain().send_keys(key).pause(delay).perform()

    def press(self, *keys: str) -> None:
        *held, last = [KEYS.get(key, key) for key in keys]
        chain = self._chain()
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in reversed(held):
            chain.key_up(key)
        chain.perform()

    def insert(self, text: str) -> None:
        self.js("(text) => document.execCommand('insertText', false, text)", text)

    def choose(self, css: str, *files: Path) -> None:
        self._driver.find_element("css selector", css).send_keys("\n".join(map(str, files)))

    def resize(self, width: int, height: int) -> None:
        around = self.js("() => [outerWidth - innerWidth, outerHeight - innerHeight]")
        self._driver.set_window_size(width + around[0], height + around[1])

    def js(self, function: str, *args: Any) -> Any:
        try:
            return self._driver.execute_script(f"return ({function})(...arguments)", *args)
        except TimeoutException:
            state = processes.state_of_pages(self._browser.process)
            raise AssertionError(f"the page answers nothing. Its browser's processes for pages:\n{state}") from None

    def screenshot(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    def trouble(self) -> list[str]:
        if not self.closed():
            self._take_trouble()
        return self._trouble

    def _take_trouble(self) -> None:
        new = self.js("() => window.trouble?.splice(0) ?? []")
        self._trouble += [each for each in new if not NETWORK_IS_AWAY.search(each)]

    def _leave(self, go: Callable[[], None]) -> None:
        self._take_trouble()
        if self.address() != "about:blank":
            self.js(FORGET)
        go()
        self.js(WATCH)

    def _chain(self) -> ActionChains:
        return ActionChains(self._driver, duration=0)
