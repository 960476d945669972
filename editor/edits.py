"""Every edit, wherever it comes from, enters here: lock, merge, store, all in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.transaction import on_commit

from . import database, metrics, store
from .access import Roles
from .batch import Batch
from .delta import Delta, changes_since
from .edit import Edit, Refusal
from .log_context import about
from .memory import Memory
from .models import Change, Document
from .rows import Rows, write_documents
from .visitors import Visitor

FURTHEST = 2_000  # changes that the base of an edit, an undo or a reader may lie behind


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done in a room."""

    room: str
    edits: Sequence[Edit]
    readers_at: Collection[int]  # revisions
    memory: Memory
    visitors: Collection[Visitor] = ()  # whose roles are asked for


@dataclass(frozen=True, slots=True)
class Settled:
    revision: int
    title: str
    outcomes: list[Change | Refusal]  # for each edit its change (the old one if it came before), or why not
    deltas: dict[int, Delta]  # for each revision that was asked for, what changed since
    roles: Roles  # of the visitors that were asked for
    access: int  # the number of the access on which these were decided
    until: float  # when they have to be decided again, in seconds since the epoch
    discussion: int  # how often the comments have changed


def settle(
    room: str,
    edits: Sequence[Edit],
    readers_at: Iterable[int],
    memory: Memory | None = None,
    visitors: Collection[Visitor] = (),
) -> Settled:
    """Take a batch of edits in one transaction, and say what changed since the revisions where readers stand.

    Durable when this returns. An edit that is refused changes nothing and hinders no other.
    """
    (settled,) = settle_all([Order(room, edits, set(readers_at), memory or Memory(), visitors)])
    return settled


def settle_all(orders: Sequence[Order]) -> list[Settled]:
    """As `settle`, for several rooms in one transaction, which costs much less than one for each."""
    try:
        with database.transaction():
            return _settle(orders)
    except BaseException:
        for order in orders:
            order.memory.forget()
        raise


def _settle(orders: Sequence[Order]) -> list[Settled]:
    documents, made = store.lock_all({order.room for order in orders})
    batches, outcomes, rows = list[Batch](), list[list[Change | Refusal]](), Rows()
    for order in orders:
        with about(order.room):
            order.memory.follow(documents[order.room])
            batch = Batch(documents[order.room], order.edits, FURTHEST, order.memory)
            outcomes.append(batch.run(rows))
        batches.append(batch)
    rows.write()
    on_commit(partial(metrics.count, len(rows.changes), outcomes))
    write_documents([document for batch in batches if (document := batch.finish())])
    settled = [_settled(order, documents[order.room], each) for order, each in zip(orders, outcomes, strict=True)]
    for document in made:  # a room comes into being with its first edit
        if not document.revision:
            document.delete()
    return settled


def _settled(order: Order, document: Document, outcomes: list[Change | Refusal]) -> Settled:
    decisions = order.memory.decisions
    return Settled(
        document.revision,
        document.title,
        outcomes,
        {at: changes_since(document, at, FURTHEST, order.memory) for at in order.readers_at},
        decisions.of(document, order.visitors),
        document.access,
        decisions.until,
        document.discussion,
    )
