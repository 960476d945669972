"""WebKitGTK's MiniBrowser: for each a process and a home, on a display that nobody sees."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service


class MiniBrowser:
    """One process with all its windows, of which the driver has one in hand at a time."""

    def __init__(self, driver: str, display: str, scripted: bool) -> None:
        self._home = tempfile.mkdtemp(prefix="webkitgtk-")  # it keeps caches and downloads there
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "WAYLAND_"))}
        environment = kept | {"HOME": self._home, "DISPLAY": display, "GDK_BACKEND": "x11"}
        options = Options()
        if not scripted:
            options.add_argument("--automation")
            options.add_argument("--enable-javascript=false")
        service = Service(executable_path=driver, env=environment)
        self.driver = WebKitGTK(options=options, service=service)
        self.driver.set_page_load_timeout(30)
        self.driver.set_script_timeout(10)
        self.process: int = service.process.pid  # of the driver, whose child the browser is
        self.window = self.driver.current_window_handle

    def at(self, window: str) -> WebKitGTK:
        """The driver, with this window in hand."""
        if self.window != window:
            self.driver.switch_to.window(window)
            self.window = window
        return self.driver

    def open_window(self) -> str:
        self.driver.switch_to.new_window("window")
        self.window = self.driver.current_window_handle
        return self.window

    def quit(self) -> None:
        self.driver.quit()
        shutil.rmtree(self._home, ignore_errors=True)


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
