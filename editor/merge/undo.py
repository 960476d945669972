"""One person's undo, however much others wrote since.

An old inverse cannot simply be transformed over the log: what it crosses was itself made on top of the change that is
being undone. So each person has a stack in which their own inverses and others' operations lie in order; taking an
inverse off crosses it over the others above it, and leaves these as they would read without the undone change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .operations import Operation
from .transform import cross

Kind = Literal["edit", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Change:
    """An accepted change, as far as undoing goes: `operations` is all that happened, `inverse` what undoes it."""

    person: str
    kind: Kind
    operations: list[Operation]
    inverse: list[Operation]
    continues: bool = False  # the person's edit before: they are undone together


def undo(log: Iterable[Change], person: str, kind: Literal["undo", "redo"]) -> list[Operation]:
    """The operations that undo (or redo) what the person did last; none if there is nothing to undo.

    `log` goes back from the last change, and is read as far as it matters. It may end anywhere in the document's
    history: what lies before it cannot be undone.
    """
    stack = _Stack()
    for change in reversed(_since_the_last(log, person, kind)):
        if change.person != person:
            stack.push_others(change.operations)
        elif change.kind == kind:
            stack.pop()
        else:
            stack.push(change.inverse, continues=change.continues)
    return stack.pop()


def _since_the_last(log: Iterable[Change], person: str, kind: Kind) -> list[Change]:
    """The changes from the last one back to the one to undo (or redo). What the person has undone (or redone) since is
    passed over."""
    changes: list[Change] = []
    popped = 0
    for change in log:
        if kind == "redo" and change.kind == "edit" and change.person == person:
            break
        changes.append(change)
        if change.person != person:
            continue
        if change.kind == kind:
            popped += 1
        elif change.inverse and not change.continues:
            if not popped:
                break
            popped -= 1
    return changes


class _Stack:
    """Entries are (own inverse, what others did after it, whether it continues the entry before)."""

    def __init__(self) -> None:
        self._entries: list[tuple[list[Operation], list[Operation], bool]] = []

    def push(self, inverse: list[Operation], *, continues: bool = False) -> None:
        if inverse:
            self._entries.append((inverse, [], continues))

    def push_others(self, operations: list[Operation]) -> None:
        if self._entries:
            self._entries[-1][1].extend(operations)

    def pop(self) -> list[Operation]:
        operations: list[Operation] = []
        continues = True
        while self._entries and continues:
            inverse, others, continues = self._entries.pop()
            mine, others = cross(inverse, others)
            self.push_others(others)
            operations += mine
        return operations
