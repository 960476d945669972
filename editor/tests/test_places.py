"""Places carried over random histories are where marks in the text are that are carried with it."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from editor.merge import MemoryBlocks, Operation, apply, encode, follow_both
from editor.places import Change, Place, Trail, placed, written

from .merge.histories import histories

FIRST, LAST = "⟦", "⟧"  # nothing else writes these
START = (("A", "ab\nc"), ("B", f"d{FIRST}e"), ("C", f"\nf{LAST}g"), ("D", ""))


def change(rev: int, *ops: Operation, then: tuple[Operation, ...] = (), by: str = "ada-0001") -> Change:
    return {"rev": rev, "by": by, "seq": rev, "ops": list(map(encode, ops)), "then": list(map(encode, then))}


def find(blocks: MemoryBlocks, mark: str) -> tuple[str, int]:
    """The place in front of the mark; there is no example if it has been deleted."""
    found = [(key, text.index(mark)) for key, text in blocks.items() if mark in text]
    assume(found)
    return found[0]


def selection(blocks: MemoryBlocks) -> Place:
    """From the one mark to the other, both included: what others write at its ends is not."""
    block, at = find(blocks, LAST)
    return find(blocks, FIRST), (block, at + 1)


def caret(blocks: MemoryBlocks) -> Place:
    """Behind a mark: what others write there comes after it."""
    block, at = find(blocks, FIRST)
    return (block, at + 1), (block, at + 1)


@pytest.mark.parametrize("where", [selection, caret])
@given(history=histories("h", START, most=12), data=st.data())
def test_places_are_where_the_text_is(
    where: Callable[[MemoryBlocks], Place], history: list[Operation], data: st.DataObject
) -> None:
    blocks, trail = MemoryBlocks(START), Trail()
    place, base = where(blocks), 0
    trail.advance(0, [])
    for revision, operation in enumerate(history, 1):
        apply(blocks, operation)
        trail.advance(revision, [change(revision, operation)])
        if data.draw(st.booleans()):  # others of the changes are made up for later
            told = trail.follow(place, base)
            assert told
            assert told == where(blocks)
            place, base = placed(written(told)), revision


@given(history=histories("h", START, most=12))
def test_whatever_happens_a_place_is_one_of_the_text(history: list[Operation]) -> None:
    blocks = MemoryBlocks(START)
    place = selection(blocks)
    for operation in history:
        apply(blocks, operation)
        place = follow_both(*place, [operation])
        assert all(0 <= at <= len(blocks.text(block)) for block, at in place)
