"""What is shown of a text: the part in which something is found, with marks."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .words import fold

BEFORE = 60  # characters that are shown before the first match, a word more or less
LONGEST = 220


def snippet(text: str, pattern: re.Pattern[str]) -> SafeString:
    """Around the first match, or the beginning if there is none. The text is composed (NFC) and in one line."""
    match = pattern.search(fold(text))
    start, end = _window(text, match.start() if match else 0)
    cut = "…" if start else "", "…" if end < len(text) else ""
    return format_html("{}{}{}", cut[0], marked(text[start:end], pattern), cut[1])


def marked(text: str, pattern: re.Pattern[str]) -> SafeString:
    """Escaped, with `<mark>` around each match."""
    pieces, at = list[tuple[str, str]](), 0
    for match in pattern.finditer(fold(text)):
        pieces.append((text[at : match.start()], text[match.start() : match.end()]))
        at = match.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:])


def _window(text: str, at: int) -> tuple[int, int]:
    """From where to where, at spaces if there are some near."""
    start, end = max(at - BEFORE, 0), min(max(at - BEFORE, 0) + LONGEST, len(text))
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), 0) or end
    return start, end
