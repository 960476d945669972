"""Two joins of which not both can be done as they were meant: one block to two, two to one, or two to each other.

They come up when blocks are moved and joined at the same time. The first accepted is done. Of the later one only its
newline is kept, as a character of its own in front of its block's text: whatever its writer did to it has a place.
"""

from .operations import Insert, Join, Operation, Split


def rivals(one: Join, other: Join) -> bool:
    return one.block == other.block or one.into == other.into or (one.block, one.into) == (other.into, other.block)


def after_rival_join(join: Join, first: Join) -> list[Operation]:
    if join == first:
        return []
    if join.block == first.block:
        return [Insert(first.into, first.at + 1, "\n")]
    return [Insert(join.block, 0, "\n")]


def before_rival_join(join: Join, later: Join) -> list[Operation]:
    if join == later:
        return []
    at = join.at + 1 if join.into == later.block else join.at
    return [
        Insert(later.into, later.at, "\n"),
        Split(later.into, later.at, later.block),
        Join(join.block, join.into, at),
    ]
