"""Blocks as one writes them down in a test: a line each, `‹` and `›` around a selection, `|` for a caret.

They stand in two lines if the selection goes over several blocks.
"""

from itertools import count

from editor.commands import COMMANDS, Selection, complete
from editor.merge import Insert, MemoryBlocks, apply_all, new_borders

KEYS = [f"b{number}" for number in range(100)]


def run(name: str, *page: str, argument: str = "") -> list[str]:
    """The page after the command. What the operations do is undone and done again on the way."""
    blocks, selection = _read(page)
    operations, after = COMMANDS[name](blocks, selection, argument, (f"n{number}" for number in count()))
    before = blocks.items()
    inverse = apply_all(blocks, operations)
    again = apply_all(blocks, inverse)
    assert blocks.items() == before
    apply_all(blocks, again)
    return _show(blocks, after or selection.after(operations))


def typed(*page: str, text: str = "\n") -> list[str]:
    """The page after that text was typed at the caret and the editor has completed it."""
    blocks, caret = _read(page)
    operations = [Insert(caret.block, caret.start, text)]
    caret = caret.after(operations)
    apply_all(blocks, operations)
    new_keys = (f"n{number}" for number in count())
    additions = complete(blocks, operations, new_keys)
    apply_all(blocks, additions)
    borders = new_borders(blocks, [*operations, *additions], new_keys)
    apply_all(blocks, borders)
    return _show(blocks, caret.after([*additions, *borders]))


def _read(page: tuple[str, ...]) -> tuple[MemoryBlocks, Selection]:
    blocks, starts, ends = list[tuple[str, str]](), list[tuple[str, int]](), list[tuple[str, int]]()
    for key, text in zip(KEYS, page, strict=False):
        plain = text.translate({ord(mark): None for mark in "‹›|"})
        for mark, found in (("|", starts), ("|", ends), ("‹", starts), ("›", ends)):
            if mark in text:
                found.append((key, text.replace("‹", "" if mark == "›" else "‹").index(mark)))
        blocks.append((key, plain))
    (block, start), (to, end) = starts[0], ends[0]
    return MemoryBlocks(blocks), Selection(block, start, end, to)


def _show(blocks: MemoryBlocks, selection: Selection) -> list[str]:
    page = dict(blocks.items())
    if selection.block == selection.to and selection.start == selection.end:
        marks = [(selection.block, selection.start, "|")]
    else:
        marks = [(selection.to, selection.end, "›"), (selection.block, selection.start, "‹")]
    for block, at, mark in marks:
        page[block] = f"{page[block][:at]}{mark}{page[block][at:]}"
    return list(page.values())
