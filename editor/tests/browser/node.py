"""The Node that runs the tests of the scripts."""

import shutil
from pathlib import Path

import playwright
import pytest


def node() -> str:
    """The one that Playwright brings along, so that the machine need not have any; else the machine's own."""
    bundled = Path(playwright.__file__).parent / "driver"
    found = shutil.which("node", path=bundled) or shutil.which("node")
    return found or pytest.fail("there is no Node, neither in Playwright's package nor on the machine")
