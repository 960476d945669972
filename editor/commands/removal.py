"""Backspace and Delete, where there is no character of the block's own to take away, and over what is selected."""

from ..merge import Blocks, Delete, Operation
from .cutting import cut, end_of, join_emptied
from .lines import DIVIDER, Line, chosen_lines, is_verbatim, mark_of
from .selection import Keys, Result, Selection


def backspace(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """At the start of a block: its mark goes, and if it has none, the block is joined to the one above."""
    block, at = selection.block, selection.start
    if selection.end > at or selection.to != block:
        return _remove(blocks, selection, new_keys)
    line = chosen_lines(blocks, selection)[0]
    operations: list[Operation] = []
    if (width := _mark(line, at)) and not is_verbatim(blocks.text(block)):
        operations = [Delete(block, line.start, width)]
    elif at > 0:
        operations = [Delete(block, at - 1, 1)]
    elif (above := blocks.before(block)) is not None:
        text = blocks.text(above)
        if not text or DIVIDER.fullmatch(text):
            return _without(blocks, [above], block), selection
        return cut(blocks, Selection(above, len(text), 0, block), new_keys)
    return operations, selection.after(operations)


def delete(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """At the end of a block: the one below is joined to it."""
    block, at = selection.block, selection.start
    if selection.end > at or selection.to != block:
        return _remove(blocks, selection, new_keys)
    text = blocks.text(block)
    if rest := text[at:]:
        return [Delete(block, at, 1 if is_verbatim(text) else 1 + _mark_below(rest))], selection
    if (below := blocks.after(block)) is None:
        return [], selection
    if not at:
        return _without(blocks, [block], below), Selection(below, 0, 0)
    if DIVIDER.fullmatch(blocks.text(below)):
        return _without(blocks, [below], block), selection
    return cut(blocks, Selection(block, at, 0, below), new_keys)[0], selection


def _remove(blocks: Blocks, selection: Selection, new_keys: Keys) -> Result:
    """Whole blocks go as such, as long as there is another one to go on in; else the text between goes."""
    block, to = selection.block, selection.to
    above, below = blocks.before(block), blocks.after(to)
    into = above if above is not None else below
    is_whole = block != to and selection.start == 0 and selection.end == len(blocks.text(to))
    if not is_whole or into is None:
        return cut(blocks, selection, new_keys)
    keys = [part.block for part in selection.parts(blocks)]
    at = end_of(blocks.text(into)) if into == above else 0
    return _without(blocks, keys, into), Selection(into, at, at)


def _without(blocks: Blocks, keys: list[str], into: str) -> list[Operation]:
    """All of these blocks go; what others write in them meanwhile comes behind the block `into`."""
    parts = [Selection(key, 0, len(blocks.text(key))) for key in keys]
    return join_emptied(parts, into, len(blocks.text(into)))


def _mark_below(rest: str) -> int:
    """The width of the mark with which the next line begins, if this one ends here."""
    return len(mark_of(rest[1:].partition("\n")[0])) if rest.startswith("\n") else 0


def _mark(line: Line, at: int) -> int:
    """The width of the line's mark if the caret stands right before or behind it."""
    width = len(mark_of(line.text))
    return width if at in (line.start, line.start + width) else 0
