"""Marks around words: set where they are not, taken away where they are."""

import re

from ..merge import Blocks, Delete, Insert
from .selection import Keys, Result, Selection

WORD = re.compile(r"\w+")


def bold(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "**")


def italic(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "*")


def strike(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "~~")


def code(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "`")


def link(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The selected words become a link to the address `argument`; without one, it is left to be typed."""
    block, text = selection.block, blocks.text(selection.block)
    start, end = _extent(text, selection)
    at = end + 3  # behind "[", the words and "]("
    after = (
        Selection(block, at, at + len(argument)) if not argument else Selection(block, *[at + len(argument) + 1] * 2)
    )
    return [Insert(block, end, f"]({argument})"), Insert(block, start, "[")], after


def _toggle(blocks: Blocks, selection: Selection, mark: str) -> Result:
    block, text, width = selection.block, blocks.text(selection.block), len(mark)
    start, end = _extent(text, selection)
    if _is_marked(text[:start], text[end:], mark):
        moved = Selection(block, selection.start - width, selection.end - width)
        return [Delete(block, end, width), Delete(block, start - width, width)], moved
    inner = text[start:end]
    if len(inner) > 2 * width and _is_marked(inner[:width], inner[-width:], mark):
        return [Delete(block, end - width, width), Delete(block, start, width)], Selection(
            block, start, end - 2 * width
        )
    moved = Selection(block, selection.start + width, selection.end + width)
    return [Insert(block, end, mark), Insert(block, start, mark)], moved


def _extent(text: str, selection: Selection) -> tuple[int, int]:
    """What to mark: the selection without spaces at its ends, or the word in which the caret is, or nothing."""
    start, end = selection.start, selection.end
    if start == end:
        for word in WORD.finditer(text):
            if word.start() < start < word.end():
                return word.span()
        return start, end
    chosen = text[start:end]
    return start + len(chosen) - len(chosen.lstrip()), max(start, end - len(chosen) + len(chosen.rstrip()))


def _is_marked(before: str, behind: str, mark: str) -> bool:
    """Whether the mark stands on both sides; of asterisks one makes italics, two bold, three both."""
    sign = mark[0]
    run = min(len(before) - len(before.rstrip(sign)), len(behind) - len(behind.lstrip(sign)))
    return run in (1, 3) if mark == "*" else run >= len(mark)
