"""A seat in WebKitGTK's MiniBrowser, which WebDriver alone can drive: for each a process and a home."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from e2e.seats import NETWORK_IS_AWAY, Seat

NAMED = ["Control", "Shift", "Alt", "Enter", "Backspace", "Delete", "Tab", "Escape", "Home", "End"]
KEYS = {name: getattr(Keys, name.upper()) for name in NAMED}
KEYS |= {f"Arrow{way}": getattr(Keys, f"ARROW_{way.upper()}") for way in ["Up", "Down", "Left", "Right"]}

# WebDriver has no console log: the page collects what goes wrong, from the moment it has loaded on.
COLLECT_TROUBLE = """() => {
    window.trouble = [];
    const note = (text) => window.trouble.push(String(text));
    const log = console.error;
    console.error = (...words) => (note(words.join(" ")), log(...words));
    addEventListener("error", (event) => note(event.message));
    addEventListener("unhandledrejection", (event) => note(event.reason));
    addEventListener("securitypolicyviolation", ({ blockedURI }) => note(`policy: ${blockedURI}`));
}"""


class WebKitGTKSeat(Seat):
    def __init__(self, driver: str, display: str) -> None:
        self._home = tempfile.mkdtemp(prefix="webkitgtk-")  # it keeps caches and downloads there
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "WAYLAND_"))}
        environment = kept | {"HOME": self._home, "DISPLAY": display, "GDK_BACKEND": "x11"}
        self._driver = WebKitGTK(options=Options(), service=Service(executable_path=driver, env=environment))
        self._driver.set_page_load_timeout(30)
        self._driver.set_script_timeout(10)

    def goto(self, url: str) -> None:
        self._driver.get(url)
        self.js(COLLECT_TROUBLE)

    def reload(self) -> None:
        self._driver.refresh()
        self.js(COLLECT_TROUBLE)

    def address(self) -> str:
        return str(self._driver.current_url)

    def click(self, css: str) -> None:
        self._driver.find_element("css selector", css).click()

    def click_at(self, x: float, y: float) -> None:
        actions = ActionBuilder(self._driver, duration=0)
        actions.pointer_action.move_to_location(round(x), round(y)).click()  # type: ignore[no-untyped-call]
        actions.perform()

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

    def js(self, function: str, *args: Any) -> Any:
        return self._driver.execute_script(f"return ({function})(...arguments)", *args)

    def screenshot(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    def trouble(self) -> list[str]:
        return [each for each in self.js("() => window.trouble ?? []") if not NETWORK_IS_AWAY.search(each)]

    def close(self) -> None:
        self._driver.quit()
        shutil.rmtree(self._home, ignore_errors=True)

    def _chain(self) -> ActionChains:
        return ActionChains(self._driver, duration=0)


@contextmanager
def virtual_display() -> Iterator[str]:
    """A private X server, which picks a free number itself: MiniBrowser has no headless mode."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
