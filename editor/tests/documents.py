"""Documents in tests: who edits what, and what comes of it."""

from collections.abc import Sequence

from editor.edit import Edit, Refusal
from editor.edits import settle
from editor.memory import Memory
from editor.merge import Kind, Operation
from editor.models import Change
from editor.store import snapshot

Page = list[tuple[str, str]]


class Writer:
    """Counts its edits, as every client does."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.seq = 0

    def edit(self, base: int, *operations: Operation) -> Edit:
        return self._next(base, "edit", operations)

    def undo(self, base: int) -> Edit:
        return self._next(base, "undo")

    def redo(self, base: int) -> Edit:
        return self._next(base, "redo")

    def _next(self, base: int, kind: Kind, operations: Sequence[Operation] = ()) -> Edit:
        self.seq += 1
        return Edit(self.client, self.seq, base, operations, kind)


def take(room: str, *edits: Edit, memory: Memory | None = None) -> list[Change | Refusal]:
    """What becomes of the edits, as one batch of a process that remembers this."""
    return settle(room, edits, [], memory).outcomes


def accept(room: str, *edits: Edit) -> list[Change]:
    """Their changes; none may be refused."""
    changes = [outcome for outcome in take(room, *edits) if isinstance(outcome, Change)]
    assert len(changes) == len(edits), "an edit was refused"
    return changes


def refuse(room: str, edit: Edit) -> str:
    """The code with which the edit is refused, as it must be."""
    (outcome,) = take(room, edit)
    assert isinstance(outcome, Refusal), "the edit was accepted"
    assert outcome.reason, "a refusal says why"
    return outcome.code


def blocks(room: str) -> Page:
    return snapshot(room).blocks


def texts(room: str) -> list[str]:
    return [text for _, text in blocks(room)]
