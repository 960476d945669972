"""Which blocks a piece of Markdown is made of: plain text, too, that somebody has written down as one does.

Empty lines are between blocks. A paragraph may have several lines; lists, quotes, tables and fenced code stay whole.
"""

import re
from collections.abc import Iterator

from ..merge.borders import LIST_LINE, TABLE_ROW, closes_fence, opened_fence
from .lines import FENCE, HEADING, ITEM, QUOTE

LONGEST = 20_000  # characters in a paragraph without an empty line, as in a log, before it is cut between two lines
FIRST_OR_BULLET = re.compile(r"\s*([-*+]|1[.)])\s+\S")  # the items that may follow a line of text


def pieces(markdown: str) -> list[str]:
    """The blocks' texts, none of them empty."""
    return ["\n".join(lines) for lines in _pieces(markdown)]


def is_paragraph(text: str) -> bool:
    return not any(mark.match(text) for mark in (FENCE, HEADING, ITEM, QUOTE, TABLE_ROW))


def takes_no_more(text: str) -> bool:
    """Whether what is written behind it would break it: a row of a table, or the end of a code block."""
    first, *_, last = [*text.split("\n"), text.split("\n")[-1]]
    fence = opened_fence(first)
    return bool(TABLE_ROW.match(first) or (fence and text != first and closes_fence(last, fence)))


def as_table(text: str) -> str:
    """Lines out of a spreadsheet, with a tab between each two cells, as a table; any other text as it is."""
    rows = [line.split("\t") for line in text.strip("\n").split("\n")]
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) > 1 or widths == {1} or not any(row[0].strip() for row in rows):
        return text
    head, *body = [[cell.strip().replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


def _pieces(markdown: str) -> Iterator[list[str]]:
    piece, empty, fence, size = list[str](), 0, "", 0
    for line in markdown.split("\n"):
        if not fence and not line.strip():
            empty += 1
            continue
        if piece and not fence and (_begins(piece, line, after_empty=empty > 0) or size > LONGEST):
            yield piece
            piece, size = [], 0
        if not piece:
            fence = opened_fence(line)
        elif fence and closes_fence(line, fence):
            fence = ""
        piece += [""] * empty * bool(piece) + [line]
        size += len(line) + 1
        empty = 0
    if piece:
        yield piece


def _begins(piece: list[str], line: str, *, after_empty: bool) -> bool:
    """Whether the line begins another block than the one that is written so far."""
    first = piece[0]
    if FENCE.match(first) or HEADING.match(first):
        return True
    if ITEM.match(first):
        return not LIST_LINE.match(line) and (after_empty or not is_paragraph(line))
    for mark in (QUOTE, TABLE_ROW):
        if mark.match(first):
            return after_empty or not (mark.match(line) or is_paragraph(line))
    return after_empty or bool(FIRST_OR_BULLET.match(line)) or not (ITEM.match(line) or is_paragraph(line))
