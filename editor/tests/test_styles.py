"""The style sheets."""

import re
from pathlib import Path

import pytest

from project.bundle import bundled

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
STYLES = sorted(CSS.glob("*.css"))
# What is asked of everything below an element, each time that anything below it changes
LOOKS_THROUGH = re.compile(
    r"(?:\b(?:html|body)\b|:root|#editor|#blocks|\.sheet|\.group)[^\s,{>~+]*:has\(\s*(?![\s>~+])"
)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.name))
def test_no_rule_looks_through_the_whole_document(style: Path) -> None:
    """In a long one, that took a browser a tenth of a second at each keystroke."""
    assert not LOOKS_THROUGH.findall(style.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("rule", "looks"),
    [
        ("body:not(:has(:focus)) .menu {}", True),
        (".group:has(.menu) {}", True),
        ("html:has(#find:popover-open) {}", True),
        ("#editor:not(:has(~ #find)) > #matches {}", False),
        (".block:has(> .source:focus) > .rendered {}", False),
        ("#editor.live ~ .foot .find-page {}", False),
    ],
)
def test_such_a_rule_is_known(rule: str, looks: bool) -> None:
    assert bool(LOOKS_THROUGH.search(rule)) is looks


def test_what_is_put_into_one_names_no_other_files() -> None:
    """Which have other names where they are served, and these are written into single sheets alone."""
    assert "url(" not in bundled(CSS / "page.css")
