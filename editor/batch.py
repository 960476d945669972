"""Edits that are taken together: each is carried over what came before it, done, completed and written to the log."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain, count, islice

from django.conf import settings
from django.utils import timezone

from . import store
from .commands import COMMANDS, Selection, complete
from .edit import Edit, Refusal, RefusalCode
from .markdown import to_plain_text
from .merge import (
    Delete,
    Insert,
    InvalidOperation,
    Join,
    Operation,
    Split,
    UnknownBlock,
    apply_all,
    cross,
    encode,
    new_borders,
    touched,
    undo,
)
from .models import Change, Document
from .stored_blocks import StoredBlocks

logger = logging.getLogger(__name__)

BURST = timedelta(seconds=1)  # what is typed within this time of what was typed before is undone with it


class _Refused(Exception):
    def __init__(self, code: RefusalCode, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(code, reason)


class Batch:
    """On a locked document. Bases that lie more than `furthest` changes back are not known."""

    def __init__(self, document: Document, edits: Sequence[Edit], furthest: int) -> None:
        self._document = document
        self._edits = edits
        self._furthest = furthest
        self._blocks = StoredBlocks(document)
        self._made: list[Change] = []
        self._last: dict[str, Change | None] = {}  # of each client
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
        if edit.client not in self._last:
            self._last[edit.client] = store.last_change(self._document, edit.client)
        last = self._last[edit.client]
        if last is None or last.seq < edit.seq:
            return None
        made = next((change for change in self._made if (change.client, change.seq) == (edit.client, edit.seq)), None)
        return made or self._document.changes.filter(client=edit.client, seq=edit.seq).first()

    def _accept(self, edit: Edit) -> Change:
        if not self._is_known(edit.base):
            raise _Refused("unknown-revision", "The edit was made on a version that is unknown or too old.")
        operations, selection = self._wanted(edit)
        self._blocks.load(key for operation in operations for key in touched(operation))
        inverse = apply_all(self._blocks, operations)
        additions: list[Operation] = []
        if edit.kind == "edit" and not edit.command:  # a command says itself what it splits
            if edit.typed:
                additions = complete(self._blocks, operations, self._new_keys())
                inverse = [*apply_all(self._blocks, additions), *inverse]
            borders = new_borders(self._blocks, [*operations, *additions], self._new_keys())
            inverse = [*apply_all(self._blocks, borders), *inverse]
            additions = [*additions, *borders]
        try:
            self._document.size = self._checked_size([*operations, *additions])
        except _Refused:
            apply_all(self._blocks, inverse)
            raise
        return self._record(edit, operations, additions, inverse, selection and selection.after(additions))

    def _wanted(self, edit: Edit) -> tuple[list[Operation], Selection | None]:
        """The operations as they read now; and the selection behind them, if that is not for the client to know."""
        theirs = list(chain.from_iterable(self._log[edit.base - self._oldest :]))
        if edit.command:
            selection = self._checked(edit.command.selection.after(theirs, others=True))
            return COMMANDS[edit.command.name](self._blocks, selection, edit.command.argument, self._new_keys())
        if edit.kind == "edit":
            return cross(edit.operations, theirs)[0], None
        log = store.recent_changes(self._document, self._furthest) + [store.as_merge_change(row) for row in self._made]
        operations = undo(log, edit.person or edit.client, edit.kind)
        return operations, _behind(operations)

    def _checked(self, selection: Selection) -> Selection:
        if selection.end > len(self._blocks.text(selection.block)) or selection.start > selection.end:
            raise InvalidOperation("a selection is not in its block")
        return selection

    def _is_known(self, revision: int) -> bool:
        return 0 <= self._document.revision - revision <= self._furthest

    def _new_keys(self) -> Iterator[str]:
        """Looked up in groups, each larger than the one before, because a paste needs thousands."""
        numbers = count(1)
        for group in (min(4**power, 500) for power in count()):
            keys = [f"{self._document.revision + 1}x{number}" for number in islice(numbers, group)]
            self._blocks.load(keys)
            yield from (key for key in keys if key not in self._blocks)

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
        self,
        edit: Edit,
        operations: list[Operation],
        additions: list[Operation],
        inverse: list[Operation],
        selection: Selection | None,
    ) -> Change:
        if edit.command or edit.kind != "edit":  # the client has done nothing itself
            operations, additions = [], [*operations, *additions]
        self._document.revision += 1
        change = Change(
            document=self._document,
            revision=self._document.revision,
            client=edit.client,
            seq=edit.seq,
            person=edit.person,
            kind=edit.kind,
            continues=self._continues(edit, operations),
            operations=[encode(operation) for operation in operations],
            additions=[encode(operation) for operation in additions],
            inverse=[encode(operation) for operation in inverse],
            caret=selection and [selection.block, selection.start, selection.end],
        )
        self._made.append(change)
        self._last[edit.client] = change
        self._log.append([*operations, *additions])
        return change

    def _continues(self, edit: Edit, operations: Sequence[Operation]) -> bool:
        """Whether the edit goes on typing, or deleting, where the client's last one stopped a moment ago."""
        last = self._last[edit.client]
        if not (edit.typed and operations and last and last.operations and timezone.now() - last.made_at < BURST):
            return False
        if "\n" in edit.inserted:
            return False
        return {encode(operation)[0] for operation in operations} == {raw[0] for raw in last.operations}


def _behind(operations: Sequence[Operation]) -> Selection | None:
    """The caret behind the last change that the operations make."""
    match operations[-1:]:
        case [Insert(block, at, text)]:
            return Selection(block, at + len(text), at + len(text))
        case [Delete(block, at, _)] | [Join(_, block, at)]:
            return Selection(block, at, at)
        case [Split(_, _, new)]:
            return Selection(new, 0, 0)
    return None
