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

    `log` may begin anywhere in the document's history: what lies before it cannot be undone.
    """
    stacks = {"undo": _Stack(), "redo": _Stack()}
    for change in log:
        if change.person != person:
            for stack in stacks.values():
                stack.push_others(change.operations)
        elif change.kind == "edit":
            stacks["undo"].push(change.inverse, continues=change.continues)
            stacks["redo"].clear()
        else:
            stacks[change.kind].pop()
            stacks["redo" if change.kind == "undo" else "undo"].push(change.inverse)
    return stacks[kind].pop()


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

    def clear(self) -> None:
        self._entries.clear()
