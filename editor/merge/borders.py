"""Which newlines, of those just typed, are borders between blocks, and which belong to their block.

A newline ends a paragraph or a heading. It stays inside fenced code until the fence is closed, inside maths until its
`$$` is closed, and after a backslash (a hard line break). A list, quote (or callout), table or footnote goes on line by
line; a newline on a line where nothing is written yet ends it. Newlines that were there before stay as they are: taking
away a fence for a moment does not scatter the code. Only borders are made, no character is touched.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from .blocks import Blocks
from .operations import Insert, Operation, Split
from .positions import follow

FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|\$\$(?=[ \t]*$))")
LIST_ITEM = re.compile(r"\s*([-*+]|\d{1,9}[.)])(\s|$)")
LIST_LINE = re.compile(LIST_ITEM.pattern + r"|(\t| {2,})\S")
QUOTE = re.compile(r" {0,3}>")
TABLE_ROW = re.compile(r" {0,3}\|")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
FOOTNOTE_LINE = re.compile(FOOTNOTE.pattern + r"|(\t| {4})\s*\S")
# How a block begins and goes on
CONTAINERS = ((LIST_ITEM, LIST_LINE), (QUOTE, QUOTE), (TABLE_ROW, TABLE_ROW), (FOOTNOTE, FOOTNOTE_LINE))
NOTHING_YET = re.compile(r"[\s>|]*([-*+]|\d{1,9}[.)])?\s*(\[[ xX]\])?\s*")


def new_borders(blocks: Blocks, done: Iterable[Operation], new_keys: Iterator[str]) -> list[Operation]:
    """The splits, one after another, at the borders that the operations just done have typed."""
    splits: list[Operation] = []
    for block, newlines in typed_newlines(done).items():
        start, key = 0, block
        for newline in _borders(blocks.text(block), newlines):
            new = next(new_keys)
            splits.append(Split(key, newline - start, new))
            start, key = newline + 1, new
    return splits


def typed_newlines(done: Iterable[Operation]) -> dict[str, set[int]]:
    """For each block, where the newlines are now that the operations have inserted."""
    typed: defaultdict[str, set[int]] = defaultdict(set)
    for operation in done:
        for at in typed.pop(operation.block, ()):
            block, at = follow((operation.block, at), operation)
            typed[block].add(at)
        match operation:
            case Insert(block, at, text) if "\n" in text:
                typed[block] |= {at + offset for offset, character in enumerate(text) if character == "\n"}
    return typed


def _borders(text: str, newlines: Set[int]) -> Iterator[int]:
    """Those of the newlines that are borders in this text."""
    lines = text.split("\n")
    first, fence, end = 0, opened_fence(lines[0]), -1
    for number, (line, following) in enumerate(pairwise(lines)):
        end += len(line) + 1
        if fence and number > first and closes_fence(line, fence):
            fence = ""
        if end in newlines and not fence and not _continues(lines[first], line, following):
            yield end
            first, fence = number + 1, opened_fence(following)


def opened_fence(line: str) -> str:
    """The fence of a code block that begins with this line; empty if none does."""
    opening = FENCE.match(line)
    return opening[1] if opening else ""


def closes_fence(line: str, fence: str) -> bool:
    if fence == "$$":
        return line.rstrip().endswith(fence)
    closing = FENCE.match(line)
    return bool(closing and closing[1].startswith(fence) and not line[closing.end() :].strip())


def _continues(first: str, line: str, following: str) -> bool:
    """Whether the newline between two lines belongs to the block that begins with the line `first`."""
    for opening, continuation in CONTAINERS:
        if opening.match(first):
            return bool(continuation.match(following)) or not (following.strip() or NOTHING_YET.fullmatch(line))
    return len(line) - len(line.rstrip("\\")) & 1 == 1
