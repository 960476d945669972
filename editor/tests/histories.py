"""Random histories of a room: two writers, each at a revision of late, who also undo and redo."""

from collections.abc import Sequence
from itertools import count
from typing import cast

from hypothesis import strategies as st

from editor.edit import Edit, Refusal
from editor.memory import Memory
from editor.merge import Insert, MemoryBlocks, Operation, apply
from editor.models import FIRST_BLOCK, Change

from .documents import Page, Writer, blocks, take
from .merge.histories import TEXTS, draw_operation

KINDS = ("insert", "insert", "delete", "split", "join", "move")
LATE = 3  # revisions that a writer may be behind

_numbers = count()


def new_room() -> str:
    """A room of its own for each example, as the examples of a test share a transaction."""
    return f"room-{next(_numbers)}"


def write_history(
    data: st.DataObject, room: str, most: int = 8, processes: Sequence[Memory | None] = (None,)
) -> list[Page]:
    """Write up to `most` random edits into the room, each at one of the processes; the page at each revision.

    None of them may be refused, but some come in a batch behind one that must be.
    """
    pages: list[Page] = [[(FIRST_BLOCK, "")]]
    writers, blunderer = [Writer("ada-0001"), Writer("boris-0001")], Writer("clara-0001")
    for _ in range(data.draw(st.integers(1, most), label="edits")):
        edits = [_draw_edit(data, data.draw(st.sampled_from(writers)), pages)]
        if data.draw(st.booleans()):
            blunder = draw_operations(data, MemoryBlocks(pages[-1]), "c")
            edits.insert(0, blunderer.edit(len(pages) - 1, *blunder, Insert("nowhere", 0, "x")))
        *refusals, accepted = take(room, *edits, memory=data.draw(st.sampled_from(processes)))
        assert isinstance(accepted, Change)
        assert all(isinstance(refusal, Refusal) for refusal in refusals)
        pages.append(blocks(room))
    return pages


def _draw_edit(data: st.DataObject, writer: Writer, pages: list[Page]) -> Edit:
    now = len(pages) - 1
    base = data.draw(st.integers(max(0, now - LATE), now))
    match data.draw(st.sampled_from(["edit", "edit", "edit", "edit", "undo", "redo"])):
        case "undo":
            return writer.undo(base)
        case "redo":
            return writer.redo(base)
    return writer.edit(base, *draw_operations(data, MemoryBlocks(pages[base]), f"{writer.client[0]}{writer.seq}n"))


def draw_operations(data: st.DataObject, page: MemoryBlocks, new_key: str) -> list[Operation]:
    draw, operations = cast(st.DrawFn, data.draw), []
    for number in range(data.draw(st.integers(1, 3))):
        operation = draw_operation(draw, page, data.draw(st.sampled_from(KINDS)), f"{new_key}{number}", TEXTS)
        if operation:
            apply(page, operation)
            operations.append(operation)
    return operations
