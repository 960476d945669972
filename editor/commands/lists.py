"""Lines further in and out: items of lists, and code."""

import re

from ..merge import Blocks, Delete, Insert, Operation
from .lines import FENCE, ITEM, Line, after, chosen_lines, is_code, lines
from .marks import renumbering
from .selection import Keys, Result, Selection

CODE = "    "


def indent(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """An item goes below the one above it, if that is not below another already; code goes four spaces in."""
    operations: list[Operation] = []
    for part in selection.chosen(blocks):
        block, text = part.block, blocks.text(part.block)
        chosen = chosen_lines(blocks, part)
        if is_code(text):
            chosen = [line for line in chosen if not FENCE.match(line.text)]
            if selection.start == selection.end and selection.to == selection.block:
                operations += [Insert(block, selection.start, CODE)]
            else:
                operations += [Insert(block, line.start, CODE) for line in reversed(chosen) if line.text]
        elif above := _item_above(text, chosen[0]):
            item = ITEM.match(chosen[0].text)
            width = len(above["marker"]) + 1
            if item and len(item["indent"]) < len(above["indent"]) + width:
                step = " " * (len(above["indent"]) + width - len(item["indent"]))
                shift: list[Operation] = [Insert(block, line.start, step) for line in reversed(chosen)]
                operations += [*shift, *renumbering(block, after(text, block, shift))]
    return operations, selection.after(operations)


def outdent(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """An item goes one level out; code four spaces."""
    operations: list[Operation] = []
    for part in selection.chosen(blocks):
        block, text = part.block, blocks.text(part.block)
        shift: list[Operation] = []
        for line in reversed(chosen_lines(blocks, part)):
            spaces = len(line.text) - len(line.text.lstrip(" "))
            if width := min(spaces, len(CODE) if is_code(text) else _level(text, line)):
                shift.append(Delete(block, line.start, width))
        operations += shift
        if shift and not is_code(text):
            operations += renumbering(block, after(text, block, shift))
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
