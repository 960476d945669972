"""Every edit, wherever it comes from, enters here: lock, merge, store, all in one transaction."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Literal

from django.conf import settings
from django.db import transaction

from . import store
from .delta import Delta, changes_since
from .markdown import to_plain_text
from .merge import (
    Delete,
    Insert,
    InvalidOperation,
    Kind,
    Operation,
    UnknownBlock,
    apply_all,
    cross,
    encode,
    new_borders,
    touched,
    undo,
)
from .models import Change, Document

logger = logging.getLogger(__name__)

RefusalCode = Literal["malformed", "too-large", "unknown-revision", "unknown-block", "out-of-range", "unavailable"]

FURTHEST = 2_000  # changes that the base of an edit, an undo or a reader may lie behind


@dataclass(frozen=True, slots=True)
class Edit:
    """What a client did to the document at the revision `base`. An undo or redo has no operations."""

    client: str
    seq: int
    base: int
    operations: Sequence[Operation] = ()
    kind: Kind = "edit"

    @property
    def inserted(self) -> str:
        return "\n".join(operation.text for operation in self.operations if isinstance(operation, Insert))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an edit was not taken: a code of the wire, a sentence for the person, and what they had written."""

    code: RefusalCode
    reason: str
    text: str = ""


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
        outcomes = _Batch(document, edits).run() if edits else []
        deltas = {revision: changes_since(document, revision, FURTHEST) for revision in set(readers_at)}
        if made and not document.revision:  # a room comes into being with its first edit
            transaction.set_rollback(True)
    return Settled(document.revision, document.title, outcomes, deltas)


class _Refused(Exception):
    def __init__(self, code: RefusalCode, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(code, reason)


class _Batch:
    def __init__(self, document: Document, edits: Sequence[Edit]) -> None:
        self._document = document
        self._edits = edits
        self._blocks = store.StoredBlocks(document)
        self._made: list[Change] = []
        self._oldest = min((edit.base for edit in edits if self._is_known(edit.base)), default=document.revision)
        self._log = store.operations_since(document, self._oldest)

    def run(self) -> list[Change | Refusal]:
        self._blocks.load(operation.block for edit in self._edits for operation in edit.operations)
        outcomes = [self._take(edit) for edit in self._edits]
        self._blocks.flush()  # even if nothing was taken: a block that was removed and put back is a new row
        if self._made:
            Change.objects.bulk_create(self._made)
            self._document.title = to_plain_text(store.first_text(self._document))[:200]
            self._document.save()
        return outcomes

    def _take(self, edit: Edit) -> Change | Refusal:
        try:
            return self._taken_before(edit) or self._accept(edit)
        except _Refused as refused:
            refusal = refused.refusal
        except UnknownBlock:
            refusal = Refusal("unknown-block", "The edit is of a paragraph that does not exist.")
        except InvalidOperation as invalid:
            refusal = Refusal("out-of-range", f"The edit does not fit the text: {invalid}.")
        logger.warning("Refused edit %d in room %s: %s", edit.seq, self._document.room, refusal.code)
        return replace(refusal, text=edit.inserted)

    def _taken_before(self, edit: Edit) -> Change | None:
        for change in self._made:
            if (change.client, change.seq) == (edit.client, edit.seq):
                return change
        return self._document.changes.filter(client=edit.client, seq=edit.seq).first()

    def _accept(self, edit: Edit) -> Change:
        operations = self._rebase(edit)
        inverse = apply_all(self._blocks, operations)
        borders = new_borders(self._blocks, operations, self._new_keys()) if edit.kind == "edit" else []
        inverse = [*apply_all(self._blocks, borders), *inverse]
        try:
            self._document.size = self._checked_size([*operations, *borders])
        except _Refused:
            apply_all(self._blocks, inverse)
            raise
        return self._record(edit, operations, borders, inverse)

    def _rebase(self, edit: Edit) -> list[Operation]:
        if not self._is_known(edit.base):
            raise _Refused("unknown-revision", "The edit was made on a version that is unknown or too old.")
        if edit.kind == "edit":
            theirs = list(chain.from_iterable(self._log[edit.base - self._oldest :]))
            return cross(edit.operations, theirs)[0]
        log = store.recent_changes(self._document, FURTHEST) + [store.as_merge_change(row) for row in self._made]
        return undo(log, edit.client, edit.kind)

    def _is_known(self, revision: int) -> bool:
        return 0 <= self._document.revision - revision <= FURTHEST

    def _new_keys(self) -> Iterator[str]:
        keys = (f"{self._document.revision + 1}x{number}" for number in count(1))
        return (key for key in keys if key not in self._blocks)

    def _checked_size(self, operations: Sequence[Operation]) -> int:
        """The document's size after the operations, if it and its blocks are within the limits."""
        size = self._document.size
        for operation in operations:
            match operation:
                case Insert(_, _, text):
                    size += len(text)
                case Delete(_, _, number):
                    size -= number
        named = {key for operation in operations for key in touched(operation)}
        longest = max((len(self._blocks.text(key)) for key in named if key in self._blocks), default=0)
        if longest > settings.LONGHAND_MAX_BLOCK or size > settings.LONGHAND_MAX_DOCUMENT:
            raise _Refused("too-large", "The paragraph or the document would become too long.")
        return size

    def _record(
        self, edit: Edit, operations: list[Operation], additions: list[Operation], inverse: list[Operation]
    ) -> Change:
        self._document.revision += 1
        change = Change(
            document=self._document,
            revision=self._document.revision,
            client=edit.client,
            seq=edit.seq,
            kind=edit.kind,
            # Of an undo the client has done nothing itself: all of it is the server's addition.
            operations=[encode(operation) for operation in operations if edit.kind == "edit"],
            additions=[encode(operation) for operation in (additions if edit.kind == "edit" else operations)],
            inverse=[encode(operation) for operation in inverse],
        )
        self._made.append(change)
        self._log.append([*operations, *additions])
        return change
