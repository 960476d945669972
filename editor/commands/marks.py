"""The marks with which the lines of a block begin, as another kind has them. Lists in lists stay so."""

from dataclasses import dataclass
from itertools import takewhile

from ..merge import Delete, Insert, Operation
from .lines import HEADING, ITEM, QUOTE, lines, mark_of

HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
LISTS = {"bullets": "- ", "numbers": "{}. ", "tasks": "- [{}] "}
LINE_BY_LINE = {**LISTS, "quote": "> "}


def is_marked(text: str, kind: str) -> bool:
    """Whether the text, which is no code, is of that kind. A paragraph has no marks of its own to have."""
    every = [line.text for line in lines(text)]
    if kind in HEADINGS:
        return HEADING.match(text) is not None and text.lstrip(" ").startswith(HEADINGS[kind].rstrip() + " ")
    written = [line for line in every if line.strip() and not (ITEM.match(text) and _goes_on(line))]
    return kind in LINE_BY_LINE and bool(written) and all(_kind(line) == kind for line in written)


def with_marks(block: str, text: str, kind: str, number: int = 1) -> tuple[list[Operation], int]:
    """What makes it so; and, after `number`, with which a list begins, the number for the list below it."""
    every = list(lines(text))
    present = [_prefix(line.text, in_list=bool(ITEM.match(text))) for line in every]
    listing = _Listing(kind, number)
    wanted = [
        "" if not line.text.strip() and len(every) > 1 and kind != "quote"
        else listing.prefix(old) if kind in LISTS
        else _mark(kind, first=line is every[0])
        for line, old in zip(every, present, strict=True)
    ]  # fmt: skip
    operations: list[Operation] = []
    for line, old, new in reversed(list(zip(every, present, wanted, strict=True))):
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
        operations += [Delete(block, line.start + same, len(old) - same)] if len(old) > same else []
        operations += [Insert(block, line.start + same, new[same:])] if len(new) > same else []
    return operations, listing.next_number


def renumbering(block: str, text: str) -> list[Operation]:
    """What has the numbered items count on, each list from where it begins, and from 1 if it is in another."""
    operations: list[Operation] = []
    lists: list[tuple[int, int]] = []  # those that are open: how far in, and the last number
    for line in lines(text):
        if not (item := ITEM.match(line.text)):
            continue
        indent = len(item["indent"])
        while lists and indent < lists[-1][0]:
            lists.pop()
        is_first = not lists or indent > lists[-1][0] + 1
        if is_first:
            lists.append((indent, 0))
        number = int(item["number"] or 0)
        wanted = (1 if len(lists) > 1 else number) if is_first else lists[-1][1] + 1
        lists[-1] = (lists[-1][0], wanted if item["number"] else 0)
        if item["number"] and number != wanted:
            at = line.start + indent
            operations[:0] = [Delete(block, at, len(item["number"])), Insert(block, at, str(wanted))]
    return operations


def _kind(line: str) -> str:
    if item := ITEM.match(line):
        return "tasks" if item["task"] else "numbers" if item["number"] else "bullets"
    return "quote" if QUOTE.match(line) else "p"


def _goes_on(line: str) -> bool:
    """Whether it is one more line of an item."""
    return line[:1].isspace() and not ITEM.match(line)


def _prefix(line: str, *, in_list: bool) -> str:
    spaces = line[: len(line) - len(line.lstrip())]
    return mark_of(line) or (spaces if in_list else "")


def _mark(kind: str, *, first: bool) -> str:
    if kind in HEADINGS:
        return HEADINGS[kind] if first else ""
    return LINE_BY_LINE.get(kind, "")


@dataclass(slots=True)
class _Level:
    """A list that is open: how far in its items were and will be, the last one's number, and its mark's width."""

    old: int
    new: int
    number: int
    width: int = 0


class _Listing:
    def __init__(self, kind: str, number: int) -> None:
        self._mark = LISTS.get(kind, "")
        self._is_numbered = kind == "numbers"
        self._levels = [_Level(0, 0, number - 1)]

    @property
    def next_number(self) -> int:
        return self._levels[0].number + 1

    def prefix(self, old: str) -> str:
        item = ITEM.match(old)
        if not item and old and not old.strip():  # one more line of the item above
            return " " * (self._levels[-1].new + self._levels[-1].width)
        level = self._level(len(item["indent"]) if item else 0)
        level.number += 1
        done = item["task"][1] if item and item["task"] else " "
        mark = self._mark.format(level.number if self._is_numbered else done)
        level.width = len(mark) if self._is_numbered else 2
        return " " * level.new + mark

    def _level(self, indent: int) -> _Level:
        while len(self._levels) > 1 and indent < self._levels[-1].old:
            self._levels.pop()
        above = self._levels[-1]
        if indent > above.old + 1 and above.width:
            self._levels.append(_Level(indent, above.new + above.width, 0))
        return self._levels[-1]
