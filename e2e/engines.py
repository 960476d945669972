"""Which browser engines this machine has and how each is started.

Playwright's own build comes first, then the system's browser. A missing engine skips its tests and says
what is missing; an engine named in E2E_REQUIRE (as in `chromium,firefox,webkit`) fails them instead.
"""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Playwright

REQUIRED = set(filter(None, os.environ.get("E2E_REQUIRE", "").split(",")))
SYSTEM_BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
WINDOWLESS = {"chromium": ("chromium-headless-shell",)}  # in half the time, and not as people have it


@dataclass(frozen=True)
class Engine:
    """`launch` holds the arguments for Playwright; `driver` is the WebDriver to use in Playwright's place."""

    name: str
    launch: dict[str, Any] = field(default_factory=dict)
    driver: str | None = None


def find(playwright: Playwright, name: str) -> Engine:
    """The engine to test with; skips or fails the test that asks when there is none."""
    return Engine(name) if _own_build(playwright, name) else _of_the_system(name, *WINDOWLESS.get(name, ()))


def find_unpatched(playwright: Playwright, name: str) -> Engine:
    """The same, but the system's browser comes first: Playwright's patches keep every page in sight."""
    if name == "webkit" or _which(*SYSTEM_BROWSERS[name]):
        return _of_the_system(name)
    return find(playwright, name)


def missing(name: str, why: str) -> NoReturn:
    """Leave the test, with the reason: by failing where this engine is required, by skipping elsewhere."""
    (pytest.fail if name in REQUIRED else pytest.skip)(f"no {name} here: {why}")


def _of_the_system(name: str, *preferred: str) -> Engine:
    if name == "webkit":
        return Engine(name, driver=_webkit_driver())
    browser = _which(*preferred, *SYSTEM_BROWSERS[name])
    if not browser:
        missing(name, f"neither Playwright's own (`playwright install {name}`) nor the system's")
    if name == "firefox":
        # An unpatched Firefox is driven over WebDriver BiDi, which this channel stands for.
        return Engine(name, {"executable_path": browser, "channel": "moz-firefox"})
    return Engine(name, {"executable_path": browser})


def _own_build(playwright: Playwright, name: str) -> bool:
    executable = Path(getattr(playwright, name).executable_path)
    build = executable.parents[1]
    shell = build.with_name(build.name.replace("chromium-", "chromium_headless_shell-"))
    return executable.exists() or (shell != build and shell.exists())


def _webkit_driver() -> str:
    """WebKitGTK's WebDriver, once everything that it needs is there too."""
    if not (driver := _which("WebKitWebDriver")):
        missing("webkit", "neither Playwright's own nor WebKitWebDriver (Debian: webkit2gtk-driver)")
    if not _which("Xvfb"):
        missing("webkit", "WebKitGTK needs a display of its own: Xvfb is not installed")
    return driver


def _which(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)
