"""The lines of a block, and how those of lists and quotes begin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..merge import Blocks, MemoryBlocks, Operation, apply_all
from ..merge.borders import opened_fence
from .selection import Selection

ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+]|(?P<number>\d{1,9})(?P<after>[.)]))(?P<gap>[ \t]+|$)"
    r"(?P<task>\[[ xX]\](?:[ \t]+|$))?"
)
QUOTE = re.compile(r" {0,3}>[ \t]?")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
DIVIDER = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")


@dataclass(frozen=True, slots=True)
class Line:
    start: int  # in its block
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lines(text: str) -> Iterator[Line]:
    start = 0
    for each in text.split("\n"):
        yield Line(start, each)
        start += len(each) + 1


def chosen_lines(blocks: Blocks, selection: Selection) -> list[Line]:
    """Those in which something is selected, or the caret stands."""
    every = lines(blocks.text(selection.block))
    return [line for line in every if line.start <= selection.end and selection.start <= line.end]


def after(text: str, block: str, operations: Sequence[Operation]) -> str:
    """The text of the block after operations on it alone."""
    blocks = MemoryBlocks([(block, text)])
    apply_all(blocks, operations)
    return blocks.text(block)


def mark_of(line: str) -> str:
    """With what the line of a heading, list or quote begins; empty for any other."""
    found = next(filter(None, (mark.match(line) for mark in (HEADING, ITEM, QUOTE))), None)
    return found[0] if found else ""


def is_code(text: str) -> bool:
    return bool(FENCE.match(text))


def is_verbatim(text: str) -> bool:
    """Whether Markdown's marks mean nothing in it: code or maths."""
    first, newline, _ = text.partition("\n")
    return bool(newline and opened_fence(first))


def next_marker(item: re.Match[str]) -> str:
    """How the item after this one begins."""
    number = f"{int(item['number']) + 1}{item['after']}" if item["number"] else item["marker"]
    return f"{item['indent']}{number}{item['gap'] or ' '}{'[ ] ' if item['task'] else ''}"
