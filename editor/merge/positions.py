"""Where a place in the text is after an operation. A position is (block, code points before it)."""

from collections.abc import Iterable

from .operations import Delete, Insert, Join, Operation, Split

Position = tuple[str, int]


def follow(position: Position, operation: Operation, *, stay: bool = False) -> Position:
    """The position after the operation. `stay`: at the very point of an insertion it stays before it."""
    block, at = position
    if operation.block != block:  # for each of thousands this is asked, so nothing is looked at that need not be
        return position
    match operation:
        case Insert() if at > operation.at or (at == operation.at and not stay):
            return block, at + len(operation.text)
        case Delete() if at > operation.at:
            return block, max(operation.at, at - operation.count)
        case Split() if at > operation.at:
            return operation.new, at - operation.at - 1
        case Join():
            return operation.into, operation.at + 1 + at
    return position


def follow_both(
    start: Position, end: Position, operations: Iterable[Operation], *, own: bool = False
) -> tuple[Position, Position]:
    """A selection's ends after the operations. A caret goes on behind what its own person inserts at it, and stays
    before what others do; a selection takes in nothing that comes at its ends."""
    for operation in operations:
        is_caret = start == end
        end = follow(end, operation, stay=not (own and is_caret))
        start = follow(start, operation, stay=not own and is_caret)
    return start, end
