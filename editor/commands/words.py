"""The words that a selection means: without the marks of lines, the borders of cells and the spaces at the ends."""

import re
from collections.abc import Iterator

from ..merge import Blocks
from .lines import HEADING, ITEM, QUOTE, is_verbatim, lines
from .selection import Selection

WORD = re.compile(r"\w+")
CELL = re.compile(r"(?:[^|\\]|\\.)+")
MARKS = re.compile(rf"(?:{QUOTE.pattern})*(?:{HEADING.pattern}|{ITEM.pattern}|\[!\w+\]|\[\^[^\]\s]+\]:)?")
ROW = re.compile(r" {0,3}\|")
RULE = re.compile(r"[\s|:-]*")  # below a table's head


def chosen_words(blocks: Blocks, selection: Selection) -> Iterator[Selection]:
    """What to mark: in each line and cell what is selected, or the word in which the caret is, or nothing at it."""
    parts = selection.chosen(blocks)
    for part in parts:
        text = blocks.text(part.block)
        if is_verbatim(text):
            continue
        if len(parts) == 1 and part.start == part.end:
            yield _word(text, part)
            continue
        for start, end in _runs(text):
            start, end = max(start, part.start), min(end, part.end)
            if chosen := text[start:end].strip():
                start += text[start:end].index(chosen)
                yield Selection(part.block, start, start + len(chosen))


def run_of(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the line or cell goes in which the words are."""
    return next(((low, high) for low, high in _runs(text) if low <= start and end <= high), (start, end))


def _word(text: str, caret: Selection) -> Selection:
    words = [word.span() for word in WORD.finditer(text) if word.start() < caret.start < word.end()]
    return Selection(caret.block, *words[0]) if words else caret


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where words are in a text, without the marks of lines and the borders of cells."""
    for line in lines(text):
        if not ROW.match(line.text):
            mark = MARKS.match(line.text)
            yield line.start + (mark.end() if mark else 0), line.end
        elif not RULE.fullmatch(line.text):
            for cell in CELL.finditer(line.text):
                yield line.start + cell.start(), line.start + cell.end()
