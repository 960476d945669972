"""Blocks as one writes them down in a test: a line each, `‹` and `›` around a selection, `|` for a caret."""

from itertools import count

from editor.commands import COMMANDS, Selection, complete
from editor.merge import Insert, MemoryBlocks, apply_all, new_borders

KEYS = [f"b{number}" for number in range(100)]


def run(name: str, *page: str, argument: str = "") -> list[str]:
    """The page after the command. What the operations do is undone and done again on the way."""
    blocks, selection = _read(page)
    operations, selection = COMMANDS[name](blocks, selection, argument, (f"n{number}" for number in count()))
    before = blocks.items()
    inverse = apply_all(blocks, operations)
    again = apply_all(blocks, inverse)
    assert blocks.items() == before
    apply_all(blocks, again)
    return _show(blocks, selection)


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
    blocks, selection = list[tuple[str, str]](), Selection("", 0, 0)
    for key, text in zip(KEYS, page, strict=False):
        if "|" in text:
            selection = Selection(key, text.index("|"), text.index("|"))
        elif "‹" in text:
            selection = Selection(key, text.index("‹"), text.index("›") - 1)
        blocks.append((key, text.translate({ord(mark): None for mark in "‹›|"})))
    return MemoryBlocks(blocks), selection


def _show(blocks: MemoryBlocks, selection: Selection) -> list[str]:
    page = dict(blocks.items())
    text, start, end = page[selection.block], selection.start, selection.end
    shown = f"{text[:start]}‹{text[start:end]}›{text[end:]}" if start < end else f"{text[:start]}|{text[start:]}"
    return [shown if key == selection.block else each for key, each in page.items()]
