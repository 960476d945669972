from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..merge import Blocks, Operation, follow


@dataclass(frozen=True, slots=True)
class Selection:
    """In one block, from `start` to `end`, in code points; empty where a caret is."""

    block: str
    start: int
    end: int

    def after(self, operations: Sequence[Operation], *, others: bool = False) -> "Selection":
        """Where it is after these, which are `others`' or the person's own: a caret goes on behind what is its own."""
        start, end = (self.block, self.start), (self.block, self.end)
        for operation in operations:
            is_caret = start == end
            end = follow(end, operation, stay=others or not is_caret)
            start = follow(start, operation, stay=others and is_caret)
        return Selection(start[0], start[1], end[1] if start[0] == end[0] else start[1])


Keys = Iterator[str]  # for new blocks
Result = tuple[list[Operation], Selection]


class Command(Protocol):
    def __call__(self, blocks: Blocks, selection: Selection, argument: str, new_keys: Keys, /) -> Result:
        """Raises UnknownBlock for a selection in a block that is not there."""
