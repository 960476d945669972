"""Places in a room's text, carried over its latest changes. Pure.

A place is where somebody's caret is, or from where to where they have selected. A change is as it is on the wire.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from .merge import Delete, Insert, Join, Operation, Position, Split, decode, follow_both

MOST_REMEMBERED = 20_000  # operations and characters in them

Place = tuple[Position, Position]
Change = Mapping[str, Any]


def placed(raw: Sequence[Any]) -> Place:
    """A place out of its JSON form, `[block, start, end]` or `[block, start, end, to]`."""
    block, start, end, *to = raw
    return (block, start), (to[0] if to else block, end)


def written(place: Place) -> list[Any]:
    """The JSON form of a place."""
    (block, start), (to, end) = place
    return [block, start, end] if block == to else [block, start, end, to]


def behind(change: Change) -> Place | None:
    """Where its author is after it; None if it does not tell."""
    if change.get("caret"):
        return placed(change["caret"])
    caret: Position | None = None
    for operation in map(decode, change["ops"]):
        match operation:
            case Insert(block, at, text):
                caret = block, at + len(text)
            case Delete(block, at, _) | Join(_, block, at):
                caret = block, at
            case Split(_, _, new):
                caret = new, 0
    return caret and follow_both(caret, caret, map(decode, change["then"]), own=True)


class _Step:
    def __init__(self, change: Change) -> None:
        self.revision: int = change["rev"]
        self._raw: list[list[Any]] = [*change["ops"], *change["then"]]
        self.blocks = frozenset(raw[1] for raw in self._raw)  # in which places change
        self.weight = sum(1 + (len(raw[3]) if raw[0] == "ins" else 0) for raw in self._raw)

    @cached_property
    def operations(self) -> list[Operation]:
        return list(map(decode, self._raw))


class Trail:
    """The latest changes of a room, as far as there is room for them."""

    def __init__(self) -> None:
        self.revision: int | None = None
        self._steps = deque[_Step]()
        self._touching = dict[str, list[_Step]]()  # those in which places of a block change, in order
        self._weight = 0

    def advance(self, revision: int, changes: Sequence[Change]) -> None:
        """Remember the changes by which the room came to that revision. Without them all before is forgotten."""
        if revision != self.revision and not changes:
            self._steps.clear()
            self._touching.clear()
            self._weight = 0
        self.revision = revision
        for step in map(_Step, changes):
            self._steps.append(step)
            self._weight += step.weight
            for block in step.blocks:
                self._touching.setdefault(block, []).append(step)

    @property
    def is_full(self) -> bool:
        return self._weight > MOST_REMEMBERED and len(self._steps) > 1

    def trim(self) -> None:
        """Forget the older half, and with it where the places of so long ago are now."""
        while self._weight > MOST_REMEMBERED / 2 and len(self._steps) > 1:
            self._forget_first()

    def follow(self, place: Place, base: int) -> Place | None:
        """A place of an earlier revision at the room's revision; None if the changes since are not remembered."""
        if not self._steps or base < self._steps[0].revision - 1:
            return None
        while step := self._next(place, base):
            place, base = follow_both(*place, step.operations), step.revision
        return place

    def _next(self, place: Place, base: int) -> _Step | None:
        """The first change after the revision in which the place may change."""
        found = list[_Step]()
        for steps in (self._touching.get(block, []) for block, _ in place):
            at = bisect_right(steps, base, key=lambda step: step.revision)
            found += steps[at : at + 1]
        return min(found, key=lambda step: step.revision, default=None)

    def _forget_first(self) -> None:
        first = self._steps.popleft()
        self._weight -= first.weight
        for block in first.blocks:
            if self._touching[block][1:]:
                del self._touching[block][0]
            else:
                del self._touching[block]
