"""What a writer does to blocks as a whole, as operations on the document as it stands. Pure.

`block` names the block in question, and those behind it that it has been cut into just now.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise

from .merge import Delete, Insert, Join, Move, Operation, Split

Page = Sequence[tuple[str, str]]  # keys and texts, in order

# Fenced code, which stays in one piece, or empty lines with the newlines around them
FENCED_OR_GAP = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|\n(?P<gap>(?:[ \t]*\n)+)", re.M | re.S
)
TRAIL = re.compile(r"(?:\n[ \t]*)+\Z")


def add_below(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    """An empty block `new`, whatever kind of Markdown is above it."""
    end = len(dict(page)[block[-1]])
    return [Insert(block[-1], end, "\n"), Split(block[-1], end, new)]


def split(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    """A block for each paragraph. The empty lines between and behind them go; those in fenced code stay with it."""
    texts, keys = dict(page), (f"{new}x{number}" for number in count(1))
    done: list[Operation] = []
    for above, key in reversed(list(pairwise(block))):
        if not texts[key].strip():
            done += _dissolve(texts, key, above)
    for key in block:
        if trail := TRAIL.search(texts[key]):
            done.append(Delete(key, trail.start(), len(trail[0])))
        for start, length in reversed(list(_gaps(TRAIL.sub("", texts[key])))):
            done += [Delete(key, start + 1, length - 1), Split(key, start, next(keys))]
    return done


def join_above(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    """One block with the one above it. The border between them becomes a newline."""
    above, _ = _neighbours(page, block)
    return [] if above is None else [Join(block[0], above, len(dict(page)[above]))]


def move_up(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    above, _ = _neighbours(page, block)
    return [] if above is None else _move(block, _neighbours(page, [above])[0])


def move_down(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    _, below = _neighbours(page, block)
    return [] if below is None else _move(block, below)


def delete(page: Page, block: Sequence[str], new: str) -> list[Operation]:
    """Remove a block that is empty. One that somebody has written in meanwhile stays, and so does the only one."""
    texts, (key, *_) = dict(page), block
    above, below = _neighbours(page, [key])
    if texts[key]:
        return []
    if above is not None:
        return _dissolve(texts, key, above)
    if below is not None:
        return [Move(key, below), *_dissolve(texts, key, below)]
    return []


Action = Callable[[Page, Sequence[str], str], list[Operation]]

# What the person can ask for besides storing the text. New blocks are named by the third argument, or begin with it.
ACTIONS: dict[str, Action] = {
    "add": add_below,
    "split": split,
    "join": join_above,
    "up": move_up,
    "down": move_down,
    "delete": delete,
}


def _neighbours(page: Page, block: Sequence[str]) -> tuple[str | None, str | None]:
    """The blocks above and below."""
    keys = [None, *(key for key, _ in page), None]
    return keys[keys.index(block[0]) - 1], keys[keys.index(block[-1]) + 1]


def _move(block: Sequence[str], after: str | None) -> list[Operation]:
    return [Move(key, place) for place, key in zip([after, *block], block, strict=False)]


def _dissolve(texts: dict[str, str], key: str, into: str) -> list[Operation]:
    """What others write in it at the same time comes to the end of the block `into`."""
    end = len(texts[into])
    return [Join(key, into, end), Delete(into, end, 1 + len(texts[key]))]


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    for found in FENCED_OR_GAP.finditer(text):
        if found["gap"]:
            yield found.start(), len(found[0])
