"""Blocks as another kind: the marks of the old one go, those of the new one come."""

import re
from collections.abc import Sequence

from ..merge import Blocks, Delete, Insert, Operation
from .cutting import is_framed
from .lines import DIVIDER, FENCE, Line, after, is_code, lines
from .marks import HEADINGS, LINE_BY_LINE, is_marked, with_marks
from .selection import Keys, Result, Selection

KINDS = ("p", "code", *HEADINGS, *LINE_BY_LINE)


def turn_into(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """`argument` is one of KINDS. What is of that kind already becomes a paragraph; tables and dividers stay.

    Numbers go on from block to block, and of several blocks those without a text are left out.
    """
    texts = {part.block: blocks.text(part.block) for part in selection.chosen(blocks)}
    if len(texts) > 1:
        texts = {block: text for block, text in texts.items() if text.strip()}
    texts = {block: text for block, text in texts.items() if _can_turn(text)}
    if argument not in KINDS or not texts:
        return [], selection
    if all(is_code(text) if argument == "code" else is_marked(text, argument) for text in texts.values()):
        argument = "p"
    operations, closing, number = list[Operation](), list[Operation](), 1
    for block, text in texts.items():
        if argument == "code":
            fence = _fence_around(text)
            closing += [] if is_code(text) else [Insert(block, len(text), f"\n{fence}")]
            operations += [] if is_code(text) else [Insert(block, 0, f"{fence}\n")]
            continue
        if is_code(text):
            unfenced = _without_fences(block, list(lines(text)))
            operations += unfenced
            if argument == "p":  # what is in it is its writer's
                continue
            text = after(text, block, unfenced)
        marks, number = with_marks(block, text, argument, number)
        operations += marks
    return [*closing, *operations], selection.after(operations)


def _can_turn(text: str) -> bool:
    return is_code(text) or not (is_framed(text) or DIVIDER.fullmatch(text))


def _fence_around(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(3, longest + 1)


def _without_fences(block: str, every: Sequence[Line]) -> list[Operation]:
    first, *_, last = [*every, every[-1]]
    operations: list[Operation] = []
    if last is not first and FENCE.match(last.text):
        operations.append(Delete(block, last.start - 1, len(last.text) + 1))
    opening = len(first.text) + (len(every) > 1 + len(operations))  # and its newline, if one is left
    return [*operations, Delete(block, 0, opening)]
