"""What an operation becomes when another one, made on the same state, came before it. The law stands in `__init__`."""

from collections.abc import Iterable, Sequence

from .operations import Delete, Insert, Join, Move, Operation, Split
from .positions import follow
from .rivals import after_rival_join, before_rival_join, rivals


def cross(mine: Iterable[Operation], theirs: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
    """Two histories of one state: each as it reads after the other. `theirs` was accepted first."""
    crossed: list[Operation] = []
    after = list(theirs)
    for operation in mine:
        moved, after = _cross_one(operation, after)
        crossed += moved
    return crossed, after


def rebase(mine: Sequence[Operation], theirs: Sequence[Operation]) -> list[Operation]:
    """`cross(mine, theirs)[0]`, with less work: how theirs would read after the last of mine, nobody asks."""
    crossed, after = cross(mine[:-1], theirs)
    for last in mine[-1:]:
        crossed += _rebase_one(last, after)
    return crossed


def _rebase_one(operation: Operation, theirs: Sequence[Operation]) -> list[Operation]:
    if isinstance(operation, Insert):  # as `transform` does it, one operation of theirs after another
        block, at = operation.block, operation.at
        for other in theirs:
            block, at = follow((block, at), other)
        return [Insert(block, at, operation.text)]
    mine: list[Operation] = [operation]
    for other in theirs:
        if len(mine) != 1:
            mine = rebase(mine, [other])
        elif not _are_apart(mine[0], other):
            mine = transform(mine[0], other, earlier=False)
    return mine


def _cross_one(operation: Operation, theirs: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
    mine, crossed = [operation], list[Operation]()
    for other in theirs:
        if len(mine) == 1:
            (single,) = mine
            if _are_apart(single, other):
                crossed.append(other)
                continue
            mine, after = transform(single, other, earlier=False), transform(other, single, earlier=True)
        else:
            mine, after = cross(mine, [other])
        crossed += after
    return mine, crossed


def _are_apart(one: Operation, other: Operation) -> bool:
    return one.block != other.block and isinstance(one, Insert | Delete) and isinstance(other, Insert | Delete)


def transform(operation: Operation, other: Operation, *, earlier: bool) -> list[Operation]:
    """What does, after `other`, what `operation` did without it. `earlier`: `operation` was accepted before `other`."""
    match operation:
        case Insert(block, at, text):
            block, at = follow((block, at), other, stay=earlier)
            return [Insert(block, at, text)]
        case Delete():
            return _transform_delete(operation, other)
        case Split():
            return _transform_split(operation, other, earlier)
        case Join():
            return _transform_join(operation, other, earlier)
        case Move():
            return _transform_move(operation, other, earlier)


def _transform_delete(delete: Delete, other: Operation) -> list[Operation]:
    block, start, end = delete.block, delete.at, delete.at + delete.count
    match other:
        case Split(where, newline, new) if where == block and start <= newline < end:
            rest = end - newline - 1  # the newline to delete is a border now: make it a newline again
            border: list[Operation] = [Join(new, block, newline), Delete(block, start, newline - start + 1)]
            return [Delete(new, 0, rest), *border] if rest else border
        case Insert(where, at, text) if where == block and start < at < end:
            return [Delete(block, at + len(text), end - at), Delete(block, start, at - start)]
    block, start = follow((delete.block, start), other)
    _, end = follow((delete.block, end), other, stay=True)
    return [Delete(block, start, end - start)] if end > start else []


def _transform_split(split: Split, other: Operation, earlier: bool) -> list[Operation]:
    match other:
        case Delete(where, start, count) if where == split.block and start <= split.at < start + count:
            return []
        case Split(where, newline, new) if where == split.block and newline == split.at:
            return [Join(new, where, newline), split] if earlier else []
    block, at = follow((split.block, split.at), other)
    return [Split(block, at, split.new)]


def _transform_join(join: Join, other: Operation, earlier: bool) -> list[Operation]:
    match other:
        case Join() if rivals(join, other):
            return before_rival_join(join, other) if earlier else after_rival_join(join, other)
    into, at = follow((join.into, join.at), other)
    return [Join(join.block, into, at)]


def _transform_move(move: Move, other: Operation, earlier: bool) -> list[Operation]:
    match other:
        case Split(block, _, new) if block == move.block:
            return [move, Move(new, block)]
        case Split(block, _, new) if block == move.after:
            return [Move(move.block, new)]
        case Join(block, into, _) if move.block == block or (move.block == into and move.after == block):
            return []
        case Join(block, into, _) if move.after == block:
            return [Move(move.block, into)]
        case Move(block) if earlier and move.block == block:
            return []
    return [move]
