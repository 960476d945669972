"""What is to do, and what is done."""

import re

from ..merge import Blocks, Delete, Insert, Operation
from .lines import Line, chosen_lines, is_code
from .selection import Keys, Result, Selection

TASK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?P<state>[ xX])\]")


def check(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The tasks in the selected lines are done, or if all are done already, none is. Nobody's selection moves."""
    found = [
        (part.block, line.start + task.start("state"), task["state"])
        for part in selection.chosen(blocks)
        for line in chosen_lines(blocks, part)
        if (task := _task(line, part.start, in_code=is_code(blocks.text(part.block))))
    ]
    is_done = all(state != " " for _, _, state in found)
    operations: list[Operation] = []
    for block, at, state in found:
        if (state != " ") == is_done:
            operations += [Insert(block, at, " " if is_done else "x"), Delete(block, at + 1, 1)]
    return operations, None


def _task(line: Line, at: int, *, in_code: bool) -> re.Match[str] | None:
    """The one that begins at that place, or the line's first; below code, only who points at one means it."""
    return TASK.match(line.text, max(0, at - line.start)) or (None if in_code else TASK.search(line.text))
