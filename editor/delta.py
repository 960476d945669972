"""What changed in a document since some revision: read once, rendered once, sent to everyone who stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from .merge import Move, Operation, Split, decode, touched
from .models import Block, Change, Document


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


def changes_since(document: Document, revision: int, most: int) -> Delta:
    """What a reader at that revision has missed; a reset if it is unknown or more than `most` changes back."""
    if not 0 <= document.revision - revision <= most:
        whole = list(document.blocks.order_by("position").values_list("key", "text"))
        return Delta(document.revision, document.title, True, [], [], [(None, whole)], [])
    rows = list(document.changes.filter(revision__gt=revision).order_by("revision"))
    named, placed, known = _named([decode(raw) for row in rows for raw in [*row.operations, *row.additions]])
    blocks = {block.key: block for block in _in_order(document, named, placed)}
    return Delta(
        revision=document.revision,
        title=document.title,
        reset=False,
        changes=[on_the_wire(row) for row in rows],
        removed=[key for key in named if key in known and (key in placed or key not in blocks)],
        inserted=_runs([block for block in blocks.values() if block.key in placed]),
        changed=[(block.key, block.text) for block in blocks.values() if block.key not in placed],
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
                made |= {block} - named.keys()
                placed.add(block)
            case Move(block, _):
                placed.add(block)
        named |= dict.fromkeys(touched(operation))
    return list(named), placed, named.keys() - made


def _in_order(document: Document, keys: list[str], placed: set[str]) -> Iterable[Block]:
    """The blocks of these keys that exist; if some have a new place, with `before`, the block before each."""
    blocks = document.blocks.filter(key__in=keys).order_by("position")
    if not placed:
        return blocks
    lower = Block.objects.filter(document=OuterRef("document"), position__lt=OuterRef("position"))
    return blocks.annotate(before=Subquery(lower.order_by("-position").values("key")[:1]))


def _runs(placed: list[Any]) -> list[tuple[str | None, list[tuple[str, str]]]]:
    """Blocks in order, those that stand together in one run."""
    runs: list[tuple[str | None, list[tuple[str, str]]]] = []
    for block, previous in zip(placed, [None, *placed], strict=False):
        if previous and block.before == previous.key:
            runs[-1][1].append((block.key, block.text))
        else:
            runs.append((block.before, [(block.key, block.text)]))
    return runs
