"""Whoever reads can read: each colour of text on each ground, in both schemes and on paper (WCAG's AA)."""

import re
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "static/css"
LIGHT, DARK = (STYLES / "base.css").read_text().split("prefers-color-scheme: dark")
PRINT = (STYLES / "print.css").read_text()

TEXT = ["ink", "faded", "pen", "alarm", "green", "amber", "violet", "teal"]
GROUNDS = ["paper", "wash"]


@pytest.mark.parametrize("scheme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), list(product(TEXT, GROUNDS)))
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    lighter, darker = sorted((luminance(scheme, text), luminance(scheme, ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(scheme: str, name: str) -> float:
    """Relative, by WCAG 2's definition."""
    (digits,) = re.findall(rf"--{name}: #(\w+);", scheme)
    channels = [
        int(digit * (2 if len(digits) == 3 else 1), 16) / 255 for digit in re.findall("." * (len(digits) // 3), digits)
    ]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
