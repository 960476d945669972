"""The page's scripts: their own tests, which run in Node, and what they promise about themselves."""

import re
import subprocess
from pathlib import Path

import brotli
import pytest

from project.bundle import bundled

from .browser.node import node

ROOT = Path(__file__).resolve().parents[2]
TESTS = sorted(Path(__file__).parent.glob("browser/*.test.js"))
SCRIPTS = sorted((ROOT / "static" / "editor").glob("*.js"))
LOGIC = ["replica.js", "text.js", "transform.js"]

MOST_LINES = 450  # on the page where one writes
MOST_BYTES = 6_144  # as a browser asks for them, with Brotli

BROWSER = re.compile(r"\b(document|window|htmx|WebSocket|navigator|indexedDB|fetch)\b")
# What tells UTF-16 units from code points
UNITS = re.compile(r"\\u\{?d[89a-f]|\b(codePointAt|charCodeAt|charAt|fromCharCode)\b|\.\.\.\w+\]\.length", re.I)
CONVERTED = re.compile(r"\bto(?:Points|Units) =")


@pytest.mark.parametrize("test", TESTS, ids=lambda test: str(test.name))
def test_in_node(test: Path) -> None:
    done = subprocess.run([node(), "--test", test], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_tests_in_node() -> None:
    assert {test.name for test in TESTS} >= {name.replace(".js", ".test.js") for name in LOGIC}


def test_the_budget() -> None:
    minify = pytest.importorskip("minify", reason="nothing here makes scripts shorter")
    served = minify.string("application/javascript", bundled(ROOT / "static" / "editor" / "editor.js"))
    assert sum(len(each.read_text().splitlines()) for each in SCRIPTS if each.name != "viewer.js") <= MOST_LINES
    assert len(brotli.compress(served.encode())) <= MOST_BYTES


@pytest.mark.parametrize("name", LOGIC)
def test_the_logic_knows_no_browser(name: str) -> None:
    assert not BROWSER.findall(script(name))
    imported = re.findall(r"from \"\./(.+?)\"", script(name))
    assert set(imported) <= set(LOGIC)


def test_only_one_script_converts_between_units_and_code_points() -> None:
    assert [each.name for each in SCRIPTS if UNITS.search(each.read_text())] == ["text.js"]
    assert [each.name for each in SCRIPTS if CONVERTED.search(each.read_text())] == ["text.js"]


def script(name: str) -> str:
    return (ROOT / "static" / "editor" / name).read_text(encoding="utf-8")
