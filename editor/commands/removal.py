"""Backspace and Delete where there is no character of the block's own to take away."""

from ..merge import Blocks, Delete, Join, Operation
from .lines import HEADING, ITEM, QUOTE, Line, chosen_lines
from .selection import Keys, Result, Selection

MARKS = (HEADING, ITEM, QUOTE)


def backspace(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """At the start of a block: its mark goes, and if it has none, the block is joined to the one above."""
    block, at = selection.block, selection.start
    if selection.end > at:
        return _cut(selection)
    line = chosen_lines(blocks, selection)[0]
    if width := _mark(line, at):
        operations: list[Operation] = [Delete(block, line.start, width)]
    elif at > 0:
        operations = [Delete(block, at - 1, 1)]
    elif (above := blocks.before(block)) is not None:
        operations = _join(blocks, block, above)
    else:
        operations = []
    return operations, selection.after(operations)


def delete(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """At the end of a block: the one below is joined to it."""
    block, at = selection.block, selection.start
    if selection.end > at:
        return _cut(selection)
    operations: list[Operation] = []
    if at < len(blocks.text(block)):
        operations = [Delete(block, at, 1)]
    elif (below := blocks.after(block)) is not None:
        operations = _join(blocks, below, block)
    return operations, selection.after(operations)


def _cut(selection: Selection) -> Result:
    operations = [Delete(selection.block, selection.start, selection.end - selection.start)]
    return list(operations), selection.after(operations)


def _mark(line: Line, at: int) -> int:
    """The width of the line's mark if the caret stands right before or behind it."""
    found = next(filter(None, (mark.match(line.text) for mark in MARKS)), None)
    return len(found[0]) if found and at in (line.start, line.start + len(found[0])) else 0


def _join(blocks: Blocks, block: str, above: str) -> list[Operation]:
    end = len(blocks.text(above))
    return [Join(block, above, end), Delete(above, end, 1)]
