"""What changed in a document since some revision: read once, rendered once, sent to everyone who stands there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import OuterRef, Subquery

from .markdown import kind
from .memory import Memory
from .merge import (
    InvalidOperation,
    MalformedOperation,
    MemoryBlocks,
    Move,
    Operation,
    Split,
    UnknownBlock,
    apply_all,
    decode,
    touched,
)
from .models import Block, Change, Document
from .store import title_place
from .words import told

MOST = 200  # operations that are undone to see whether they have changed a heading


@dataclass(frozen=True, slots=True)
class Delta:
    """What a reader at some revision needs to come to `revision`. With `reset`, `inserted` is the whole document."""

    revision: int
    title: str
    reset: bool
    changes: list[dict[str, Any]]  # as on the wire
    removed: list[str]
    inserted: list[tuple[str | None, list[tuple[str, str]]]]  # runs of (key, text), each after a block or at the front
    changed: list[tuple[str, str]]
    headings: bool  # whether the outline may be another one
    title_place: str  # where the title is written, as in data-place
    counts: str  # how much is written


def changes_since(document: Document, revision: int, most: int, memory: Memory) -> Delta:
    """What a reader at that revision has missed; a reset if it is unknown or more than `most` changes back."""
    place, counts = title_place(memory.first_block), told(document.words, document.size)
    if not 0 <= document.revision - revision <= most:
        whole = list(document.blocks.order_by("position").values_list("key", "text"))
        return Delta(document.revision, document.title, True, [], [], [(None, whole)], [], True, place, counts)
    entries = memory.since(revision)
    rows = [entry.change for entry in entries]
    named, placed, known = _named(chain.from_iterable(entry.operations for entry in entries))
    blocks = {block.key: block for block in (_in_order(document, named) if placed else memory.blocks(named))}
    texts = {key: blocks[key].text for key in named if key in blocks}
    return Delta(
        revision=document.revision,
        title=document.title,
        reset=False,
        changes=[on_the_wire(row) for row in rows],
        removed=[key for key in named if key in known and (key in placed or key not in blocks)],
        inserted=_runs([block for block in blocks.values() if block.key in placed]),
        changed=[(block.key, block.text) for block in blocks.values() if block.key not in placed],
        headings=_are_other_headings(rows, texts, placed),
        title_place=place,
        counts=counts,
    )


def on_the_wire(row: Change) -> dict[str, Any]:
    change = {
        "rev": row.revision,
        "by": row.client,
        "seq": row.seq,
        "ops": row.operations,
        "then": row.additions,
    }
    return change if row.caret is None else change | {"caret": row.caret}


def _named(operations: Iterable[Operation]) -> tuple[list[str], set[str], set[str]]:
    """The blocks that operations change; those of them that get a new place; those that were there before."""
    named, placed, made = dict[str, None](), set[str](), set[str]()
    for operation in operations:
        match operation:
            case Split(_, _, block):
                if block not in named:
                    made.add(block)
                placed.add(block)
            case Move(block, _):
                placed.add(block)
        named |= dict.fromkeys(touched(operation))
    return list(named), placed, named.keys() - made


def _are_other_headings(rows: Sequence[Change], texts: Mapping[str, str], placed: set[str]) -> bool:
    """Whether there are among the blocks of these texts. Where much has changed, nobody looks closely."""
    if not placed and all(map(_is_within_line, rows)) and not any(map(_may_be_heading, texts.values())):
        return False
    if any(_is_heading(texts[key]) for key in placed & texts.keys()) or sum(len(row.inverse) for row in rows) > MOST:
        return True
    before = MemoryBlocks(texts.items())
    try:
        for row in reversed(rows):
            apply_all(before, [operation for operation in map(decode, row.inverse) if not isinstance(operation, Move)])
    except (InvalidOperation, MalformedOperation, UnknownBlock):
        return True  # somebody has meddled with the rows
    return _headings(texts.items()) != _headings(before.items())


def _is_within_line(row: Change) -> bool:
    """Whether all that it did was behind the first character of a block, so that this stayed the same."""
    return all(raw[0] in ("ins", "del") and raw[2] > 0 for raw in row.inverse)


def _may_be_heading(text: str) -> bool:
    return text.startswith(("#", " "))


def _headings(blocks: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key: text for key, text in blocks if _is_heading(text)}


def _is_heading(text: str) -> bool:
    return kind(text).startswith("h")


def _in_order(document: Document, keys: list[str]) -> Iterable[Block]:
    """The blocks of these keys that exist, with `before`, the block before each."""
    lower = Block.objects.filter(document=OuterRef("document"), position__lt=OuterRef("position"))
    before = Subquery(lower.order_by("-position").values("key")[:1])
    return document.blocks.filter(key__in=keys).order_by("position").annotate(before=before)


def _runs(placed: list[Any]) -> list[tuple[str | None, list[tuple[str, str]]]]:
    """Blocks in order, those that stand together in one run."""
    runs: list[tuple[str | None, list[tuple[str, str]]]] = []
    for block, previous in zip(placed, [None, *placed], strict=False):
        if previous and block.before == previous.key:
            runs[-1][1].append((block.key, block.text))
        else:
            runs.append((block.before, [(block.key, block.text)]))
    return runs
