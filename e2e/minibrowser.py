"""WebKitGTK's MiniBrowser: for each a process and a home, on a display that nobody sees."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from e2e import processes
from e2e.seats import PATIENCE, REST

QUICKER = {
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",  # else a graphics card is imitated, for twice the time
    "GST_REGISTRY": str(Path(tempfile.gettempdir(), "longhand-gstreamer")),  # else each looks for all plugins anew
}


class MiniBrowser:
    """One process with all its `windows`, of which the driver has one in hand at a time.

    Nobody else is on its display: of the windows there, one has the focus.
    """

    def __init__(self, driver: str, scripted: bool) -> None:
        self._ending = ExitStack()
        display = self._ending.enter_context(_virtual_display())
        self._home = tempfile.mkdtemp(prefix="webkitgtk-")  # it keeps caches and downloads there
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "WAYLAND_"))}
        environment = kept | {"HOME": self._home, "DISPLAY": display, "GDK_BACKEND": "x11"} | QUICKER
        self._log = Path(self._home, "log")
        self._starter = Service(executable_path=driver, env=environment, log_output=str(self._log))
        options = Options()
        if not scripted:
            options.add_argument("--automation")
            options.add_argument("--enable-javascript=false")
        self._connect(options, self._starter)
        self.process = processes.child(self._starter.process.pid)

    def _connect(self, options: Options, service: Service) -> None:
        self.driver = WebKitGTK(options=options, service=service)
        self.driver.set_page_load_timeout(30)
        self.driver.set_script_timeout(10)
        self.window = self.driver.current_window_handle
        self.windows = {self.window}

    def crash(self) -> str:
        """All pages; a window is what is left. It ends the driver's session, but not the browser."""
        processes.kill_pages(self.process)
        target = processes.environment(self.process)["WEBKIT_INSPECTOR_SERVER"]
        self._notices_crash()
        self._connect(Options(), Service(executable_path=self._starter.path, service_args=[f"--target={target}"]))
        return self.window

    def _notices_crash(self) -> None:
        """A driver that comes before would be thrown out, or wait for ever."""
        end = time.monotonic() + PATIENCE
        while self._log.read_text(errors="replace").count("WebProcess CRASHED") < len(self.windows):
            assert time.monotonic() < end, "the browser has not seen that its pages are dead"
            time.sleep(REST)

    def at(self, window: str) -> WebKitGTK:
        """The driver, with this window in hand."""
        if self.window != window:
            self.driver.switch_to.window(window)
            self.window = window
        return self.driver

    def open_window(self) -> str:
        self.driver.switch_to.new_window("window")
        self.window = self.driver.current_window_handle
        self.windows.add(self.window)
        return self.window

    def close(self, window: str) -> None:
        self.at(window).close()
        self.windows.remove(window)

    def quit(self) -> None:
        self.driver.quit()
        self._starter.stop()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)  # it outlives a session that it was not started by
        self._ending.close()
        shutil.rmtree(self._home, ignore_errors=True)


@contextmanager
def _virtual_display() -> Iterator[str]:
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
