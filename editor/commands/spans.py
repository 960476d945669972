"""Where a text is marked already: the words between two marks of a kind, in one line or cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

RUNS = {sign: re.compile(rf"(?<!\\)[{sign}]+") for sign in "*~`"}


@dataclass(frozen=True, slots=True)
class Span:
    """From the end of the mark that opens it to the start of the one that closes it; the marks' runs are outside."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def spans(text: str, start: int, end: int, mark: str) -> list[Span]:
    """Those between `start` and `end`, in order."""
    runs = [run.span() for run in RUNS[mark[0]].finditer(text, start, end) if _has(run[0], mark)]
    pairs = zip(runs[::2], runs[1::2], strict=False)
    return [Span(opening[0], opening[1], closing[0], closing[1]) for opening, closing in pairs]


def around(found: Sequence[Span], start: int, end: int) -> Span | None:
    """The one that all of this is in."""
    return next((span for span in found if span.start <= start and end <= span.end), None)


def _has(run: str, mark: str) -> bool:
    """Of asterisks one makes italics, two bold, three both."""
    return len(run) in (1, 3) if mark == "*" else len(run) >= len(mark)
