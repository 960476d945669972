"""Replaying a document's log: what it comes to, and where the stored rows say something else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .merge import (
    InvalidOperation,
    MalformedOperation,
    MemoryBlocks,
    Operation,
    UnknownBlock,
    apply_all,
    decode,
    touched,
)
from .models import FIRST_BLOCK, Change
from .words import count

Excerpt = dict[str, tuple[str, str | None]]  # of some blocks: the text, and which block stands before


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as its rows have it, apart from the log."""

    revision: int
    size: int
    words: int
    blocks: dict[str, str]  # texts by their keys, in order


def differences(stored: Stored, log: Iterable[Change]) -> Iterator[str]:
    """Where the rows are not what the log comes to, or an inverse does not undo: one line each, none if all is well.

    `log` are all changes of the document in order. Behind one that cannot be replayed nothing more is compared.
    The lines quote nothing of the text.
    """
    replayed, revision = MemoryBlocks([(FIRST_BLOCK, "")]), 0
    for change in log:
        if change.revision != revision + 1:
            yield f"revision {revision + 1} is missing, the log goes on with {change.revision}"
            return
        revision += 1
        try:
            flaw = _replay(replayed, change)
        except (MalformedOperation, InvalidOperation, UnknownBlock) as error:
            yield f"revision {revision} cannot be replayed: {_reason(error)}"
            return
        if flaw:
            yield f"revision {revision} is not undone by its inverse: {flaw}"
    blocks = dict(replayed.items())
    size = len("\n".join(blocks.values()))
    if stored.revision != revision:
        yield f"revision {stored.revision} is stored, the log ends with {revision}"
    if stored.size != size:
        yield f"size {stored.size} is stored, the log comes to {size}"
    words = sum(map(count, blocks.values()))
    if stored.words != words:
        yield f"{stored.words} words are stored, the log comes to {words}"
    yield from _different_blocks(blocks, stored.blocks)


def _replay(blocks: MemoryBlocks, change: Change) -> str:
    """Do the change; what is wrong with its inverse, if anything is. Raises what its operations raise."""
    operations = _decoded(change.operations) + _decoded(change.additions)
    try:
        inverse = _decoded(change.inverse)
    except MalformedOperation as error:
        apply_all(blocks, operations)
        return _reason(error)
    named = {key for operation in operations + inverse for key in touched(operation)}
    before = _excerpt(blocks, named)
    apply_all(blocks, operations)
    try:
        again = apply_all(blocks, inverse)
    except (InvalidOperation, UnknownBlock) as error:
        return _reason(error)
    undone = _excerpt(blocks, named)
    apply_all(blocks, again)
    return "" if undone == before else "the blocks are not as they were"


def _decoded(raw: Any) -> list[Operation]:
    if not isinstance(raw, list):
        raise MalformedOperation("no list of operations")
    return [decode(each) for each in raw]


def _excerpt(blocks: MemoryBlocks, keys: Iterable[str]) -> Excerpt:
    return {key: (blocks.text(key), blocks.before(key)) for key in keys if key in blocks}


def _different_blocks(expected: Mapping[str, str], stored: Mapping[str, str]) -> Iterator[str]:
    for key, text in expected.items():
        if key not in stored:
            yield f"block {key} is missing"
        elif text != stored[key]:
            yield f"block {key} has another text from character {_common(text, stored[key])} on"
    yield from (f"block {key} is not in the log" for key in stored if key not in expected)
    order = zip((key for key in expected if key in stored), (key for key in stored if key in expected), strict=True)
    if misplaced := next((pair for pair in order if pair[0] != pair[1]), None):
        yield f"block {misplaced[1]} stands where block {misplaced[0]} should"


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _reason(error: Exception) -> str:
    return f"there is no block {error}" if isinstance(error, UnknownBlock) else str(error)
