"""Every edit, wherever it comes from, enters here: lock, merge, store, all in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from . import store
from .batch import Batch
from .delta import Delta, changes_since
from .edit import Edit, Refusal
from .models import Change

FURTHEST = 2_000  # changes that the base of an edit, an undo or a reader may lie behind


@dataclass(frozen=True, slots=True)
class Settled:
    revision: int
    title: str
    outcomes: list[Change | Refusal]  # for each edit its change (the old one if it came before), or why not
    deltas: dict[int, Delta]  # for each revision that was asked for, what changed since


def settle(room: str, edits: Sequence[Edit], readers_at: Iterable[int]) -> Settled:
    """Take a batch of edits in one transaction, and say what changed since the revisions where readers stand.

    Durable when this returns. An edit that is refused changes nothing and hinders no other.
    """
    with transaction.atomic():
        document, made = store.lock(room)
        outcomes = Batch(document, edits, FURTHEST).run() if edits else []
        deltas = {revision: changes_since(document, revision, FURTHEST) for revision in set(readers_at)}
        if made and not document.revision:  # a room comes into being with its first edit
            transaction.set_rollback(True)
    return Settled(document.revision, document.title, outcomes, deltas)
