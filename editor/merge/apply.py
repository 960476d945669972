"""Doing an operation, wholly or not at all."""

from collections.abc import Iterable
from itertools import chain

from .blocks import Blocks, UnknownBlock
from .operations import Delete, Insert, Join, Move, Operation, Split


class InvalidOperation(ValueError):
    """An operation that cannot be done on the blocks as they are: a place or border that is not there."""


def apply(blocks: Blocks, operation: Operation) -> list[Operation]:
    """Change the blocks; what undoes it. Raises InvalidOperation or UnknownBlock, and then changes nothing."""
    match operation:
        case Insert(block, at, text):
            old = blocks.text(block)
            _require(at <= len(old), "an insertion lies behind the end of its block")
            blocks.write(block, old[:at] + text + old[at:])
            return [Delete(block, at, len(text))]
        case Delete(block, at, count):
            old = blocks.text(block)
            _require(at + count <= len(old), "a deletion reaches behind the end of its block")
            blocks.write(block, old[:at] + old[at + count :])
            return [Insert(block, at, old[at : at + count])]
        case Split(block, at, new):
            old = blocks.text(block)
            _require(old[at : at + 1] == "\n", "a split is not at a newline")
            _require(new not in blocks, "a split's new block exists already")
            blocks.write(block, old[:at])
            blocks.insert(new, block, old[at + 1 :])
            return [Join(new, block, at)]
        case Join(block, into, at):
            _require(block != into, "a block is joined to itself")
            head, tail, before = blocks.text(into), blocks.text(block), blocks.before(block)
            _require(at == len(head), "a join is not at the end of its block")
            blocks.remove(block)
            blocks.write(into, head + "\n" + tail)
            return [Split(into, at, block)] if before == into else [Split(into, at, block), Move(block, before)]
        case Move(block, after):
            before = blocks.before(block)
            _require(after != block, "a block is moved after itself")
            if after is not None:
                blocks.text(after)
            blocks.move(block, after)
            return [Move(block, before)]


def apply_all(blocks: Blocks, operations: Iterable[Operation]) -> list[Operation]:
    """Change the blocks; what undoes it all. Raises what `apply` raises, and then changes nothing."""
    inverses: list[list[Operation]] = []
    try:
        inverses.extend(apply(blocks, operation) for operation in operations)
    except (InvalidOperation, UnknownBlock):
        apply_all(blocks, chain.from_iterable(reversed(inverses)))
        raise
    return list(chain.from_iterable(reversed(inverses)))


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise InvalidOperation(reason)
