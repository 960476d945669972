from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..merge import Blocks, Operation, follow_both

Place = tuple[str, int, int] | tuple[str, int, int, str]  # a selection on the wire; `to` only where it is another block


@dataclass(frozen=True, slots=True)
class Selection:
    """From `start` in its block to `end` in the block `to`, in code points: the same block, or one further below.

    Empty where a caret is.
    """

    block: str
    start: int
    end: int
    to: str = ""  # the same block

    def __post_init__(self) -> None:
        if not self.to:
            object.__setattr__(self, "to", self.block)

    @property
    def place(self) -> Place:
        place = (self.block, self.start, self.end)
        return place if self.to == self.block else (*place, self.to)

    def parts(self, blocks: Blocks) -> list["Selection"]:
        """What of it is in each of its blocks, from above; nothing if `to` is not below."""
        if self.to == self.block:
            return [self]
        keys = blocks.span(self.block, self.to)
        parts = [Selection(key, 0, len(blocks.text(key))) for key in keys[1:-1]]
        ends = Selection(self.block, self.start, len(blocks.text(self.block))), Selection(self.to, 0, self.end)
        return [ends[0], *parts, ends[1]] if keys else []

    def chosen(self, blocks: Blocks) -> list["Selection"]:
        """Those of its parts that a reader sees selected: not the block at whose very start it ends."""
        parts = self.parts(blocks)
        return parts[:-1] if len(parts) > 1 and not self.end and blocks.text(self.to) else parts

    def within(self, blocks: Blocks) -> "Selection":
        """As far as there still is such a one: in its first block alone if `to` is not below that any more."""
        if self.to == self.block or blocks.span(self.block, self.to):
            return self
        return Selection(self.block, self.start, len(blocks.text(self.block)))

    def after(self, operations: Sequence[Operation], *, others: bool = False) -> "Selection":
        """Where it is after these, which are `others`' or the person's own: a caret goes on behind what is its own."""
        start, end = follow_both((self.block, self.start), (self.to, self.end), operations, own=not others)
        return Selection(*start, end[1], end[0])


Keys = Iterator[str]  # for new blocks
Result = tuple[list[Operation], Selection | None]


class Command(Protocol):
    def __call__(self, blocks: Blocks, selection: Selection, argument: str, new_keys: Keys, /) -> Result:
        """The operations, and the selection after them; none if it is just where they carry it.

        Raises UnknownBlock for a selection in a block that is not there.
        """
