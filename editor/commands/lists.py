"""Lines further in and out: items of lists, and code."""

import re

from ..merge import Blocks, Delete, Insert, Operation
from .lines import ITEM, Line, chosen_lines, is_code, lines
from .selection import Keys, Result, Selection

CODE = "    "


def indent(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """An item goes below the one above it, if that is not below another already; code goes four spaces in."""
    block, text = selection.block, blocks.text(selection.block)
    chosen = chosen_lines(blocks, selection)
    operations: list[Operation] = []
    if is_code(text):
        if selection.start == selection.end:
            operations = [Insert(block, selection.start, CODE)]
        else:
            operations = [Insert(block, line.start, CODE) for line in reversed(chosen) if line.text]
    elif above := _item_above(text, chosen[0]):
        item = ITEM.match(chosen[0].text)
        width = len(above["marker"]) + 1
        if item and len(item["indent"]) < len(above["indent"]) + width:
            step = " " * (len(above["indent"]) + width - len(item["indent"]))
            operations = [Insert(block, line.start, step) for line in reversed(chosen)]
    return operations, selection.after(operations)


def outdent(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """An item goes one level out, and an item of the first level becomes a line without a mark; code four spaces."""
    block, text = selection.block, blocks.text(selection.block)
    operations: list[Operation] = []
    for line in reversed(chosen_lines(blocks, selection)):
        spaces = len(line.text) - len(line.text.lstrip(" "))
        if width := min(spaces, len(CODE) if is_code(text) else _level(text, line)):
            operations.append(Delete(block, line.start, width))
    return operations, selection.after(operations)


def _item_above(text: str, line: Line) -> re.Match[str] | None:
    above = [each for each in lines(text) if each.end < line.start]
    return ITEM.match(above[-1].text) if above else None


def _level(text: str, line: Line) -> int:
    """How many spaces the item is further in than the last one above it that is not as far in."""
    spaces = len(line.text) - len(line.text.lstrip(" "))
    for above in reversed([each for each in lines(text) if each.end < line.start]):
        item = ITEM.match(above.text)
        if item and len(item["indent"]) < spaces:
            return spaces - len(item["indent"])
    return spaces
