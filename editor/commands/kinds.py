"""A block as another kind: the marks of the old one go, those of the new one come."""

from collections.abc import Sequence

from ..merge import Blocks, Delete, Insert, MemoryBlocks, Operation, apply_all
from .lines import FENCE, HEADING, ITEM, QUOTE, Line, is_code, lines
from .selection import Keys, Result, Selection

HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
LINE_BY_LINE = {"bullets": "- ", "numbers": "{}. ", "tasks": "- [ ] ", "quote": "> "}
KINDS = ("p", "code", *HEADINGS, *LINE_BY_LINE)


def turn_into(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """`argument` is one of KINDS. A block that is of that kind already becomes a paragraph."""
    block, text = selection.block, blocks.text(selection.block)
    if argument not in KINDS:
        return [], selection
    operations: list[Operation] = []
    if is_code(text):
        argument = "p" if argument == "code" else argument
        operations = _without_fences(block, list(lines(text)))
        text = _after(block, text, operations)
    if argument == "code":
        opening = Insert(block, 0, "```\n")
        return [Insert(block, len(text), "\n```"), opening], selection.after([opening])
    operations += _with_marks(block, list(lines(text)), argument)
    return operations, selection.after(operations)


def _without_fences(block: str, every: Sequence[Line]) -> list[Operation]:
    first, *_, last = [*every, every[-1]]
    operations: list[Operation] = []
    if last is not first and FENCE.match(last.text):
        operations.append(Delete(block, last.start - 1, len(last.text) + 1))
    opening = len(first.text) + (len(every) > 1 + len(operations))  # and its newline, if one is left
    return [*operations, Delete(block, 0, opening)]


def _with_marks(block: str, every: Sequence[Line], kind: str) -> list[Operation]:
    wanted = [_mark(kind, number) if line.text.strip() or len(every) == 1 else "" for number, line in enumerate(every)]
    present = [_present_mark(line.text) for line in every]
    if wanted == [mark for _, mark in present]:
        wanted = [""] * len(every)
    operations: list[Operation] = []
    for line, (indent, old), new in reversed(list(zip(every, present, wanted, strict=True))):
        if old != new:
            at = line.start + indent
            operations += [Delete(block, at, len(old))] if old else []
            operations += [Insert(block, at, new)] if new else []
    return operations


def _mark(kind: str, number: int) -> str:
    if kind in HEADINGS:
        return "" if number else HEADINGS[kind]
    return LINE_BY_LINE.get(kind, "").format(number + 1)


def _present_mark(line: str) -> tuple[int, str]:
    """How far it is indented, if it is a list's, and the mark with which it begins."""
    if item := ITEM.match(line):
        return len(item["indent"]), item[0][len(item["indent"]) :]
    mark = HEADING.match(line) or QUOTE.match(line)
    return 0, mark[0] if mark else ""


def _after(block: str, text: str, operations: Sequence[Operation]) -> str:
    blocks = MemoryBlocks([(block, text)])
    apply_all(blocks, operations)
    return blocks.text(block)
