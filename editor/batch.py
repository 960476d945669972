"""Edits that are taken together: each is carried over what came before it, done, completed and written to the log."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain, count, islice

from django.conf import settings
from django.db.transaction import on_commit
from django.utils import timezone

from . import limits, store
from .commands import COMMANDS, REMOVALS, Result, Selection, complete, unseen
from .edit import Edit, Invocation, Refusal, RefusalCode
from .markdown import to_plain_text
from .memory import Memory, concerning, entry_of
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
    rebase,
    touched,
    undo,
)
from .models import Change, Document
from .rows import Rows
from .stored_blocks import StoredBlocks

logger = logging.getLogger(__name__)

BURST = timedelta(seconds=1)  # what is typed within this time of what was typed before is undone with it


class _Refused(Exception):
    def __init__(self, code: RefusalCode, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(code, reason)


class Batch:
    """On a locked document. Bases that lie more than `furthest` changes back are not known."""

    def __init__(self, document: Document, edits: Sequence[Edit], furthest: int, memory: Memory) -> None:
        self._document = document
        self._edits = edits
        self._furthest = furthest
        self._memory = memory
        self._roles = memory.decisions.of(document, {edit.visitor for edit in edits})
        self._blocks = StoredBlocks(document, memory.rows)
        self._made: list[Change] = []

    def run(self, rows: Rows) -> list[Change | Refusal]:
        """What becomes of the edits. `finish` is to be called when the rows are written."""
        self._blocks.load(operation.block for edit in self._edits for operation in edit.operations)
        outcomes = [self._take(edit) for edit in self._edits]
        self._words = self._blocks.hand_over(rows)  # even of what was refused: a block put back is a new row
        rows.changes += self._made
        return outcomes

    def finish(self) -> Document | None:
        """The document, still to be written; None if nothing of it has changed."""
        if not self._made:
            return None
        self._document.title = to_plain_text(self._memory.first_block[1])[:200]
        if self._made[0].revision == 1:
            self._document.save(update_fields=("maker", "owner"))
        self._document.words = max(self._document.words + self._words, 0)  # even if somebody has meddled with the rows
        return self._document

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
        last = self._memory.last_of(edit.client)
        if last is None:
            return None
        taken = self._find(edit) if edit.seq <= last.seq else None
        # Or else their edit under the same number would count as taken
        if not taken and last.person != edit.visitor.person:
            raise _Refused("not-yours", "This page has another session by now. Load it again, and write this anew.")
        return taken

    def _find(self, edit: Edit) -> Change | None:
        made = next((change for change in self._made if (change.client, change.seq) == (edit.client, edit.seq)), None)
        return made or self._document.changes.filter(client=edit.client, seq=edit.seq).first()

    def _accept(self, edit: Edit) -> Change:
        if not ((role := self._roles[edit.visitor]) and role.writes):
            raise _Refused("forbidden", "You may not write in this document, or no longer.")
        if not self._is_known(edit.base):
            raise _Refused("unknown-revision", "The edit was made on a version that is unknown or too old.")
        is_new = not (self._document.revision or self._document.maker)
        if is_new and (wait := limits.NEW_DOCUMENTS.wait(edit.visitor.counted_for)):
            again = f"You can begin another one in {limits.in_words(wait)}."
            raise _Refused("too-many", f"You have begun many documents in a short time. {again}")
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
        entries = self._memory.since(edit.base)
        if edit.command:
            theirs = list(chain.from_iterable(entry.operations for entry in entries))
            selection = self._checked(edit.command.selection.after(theirs, others=True))
            return self._commanded(edit.command, selection, theirs)
        if edit.kind == "edit":
            return rebase(edit.operations, concerning(edit.operations, entries)), None
        log = chain(reversed(self._made), store.recent_changes(self._document, self._furthest))
        operations = undo(map(store.as_merge_change, log), edit.maker, edit.kind)
        return operations, _behind(operations)

    def _commanded(self, command: Invocation, selection: Selection, theirs: Sequence[Operation]) -> Result:
        """What takes text away is done to what its person saw, and then carried over what others have written there."""
        hidden = unseen(self._blocks, selection, theirs) if command.name in REMOVALS else []
        shown = apply_all(self._blocks, hidden)
        selection = selection.after(hidden, others=True)
        try:
            operations, after = COMMANDS[command.name](self._blocks, selection, command.argument, self._new_keys())
        finally:
            apply_all(self._blocks, shown)
        operations, shown = cross(operations, shown)
        return operations, after and after.after(shown, others=True)

    def _checked(self, selection: Selection) -> Selection:
        is_reversed = selection.to == selection.block and selection.start > selection.end
        ends = (selection.block, selection.start), (selection.to, selection.end)
        if is_reversed or any(at > len(self._blocks.text(key)) for key, at in ends):
            raise InvalidOperation("a selection is not in its block")
        return selection.within(self._blocks)

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
        if not (self._document.revision or self._document.maker):
            on_commit(partial(limits.NEW_DOCUMENTS.take, edit.visitor.counted_for))  # all this may be repeated
            self._document.maker, self._document.owner_id = edit.visitor.person, edit.visitor.user
        self._document.revision += 1
        change = Change(
            document=self._document,
            revision=self._document.revision,
            client=edit.client,
            seq=edit.seq,
            person=edit.visitor.person,
            kind=edit.kind,
            continues=self._continues(edit, operations),
            operations=[encode(operation) for operation in operations],
            additions=[encode(operation) for operation in additions],
            inverse=[encode(operation) for operation in inverse],
            caret=selection and list(selection.place),
        )
        self._made.append(change)
        self._memory.add(entry_of(change, [*operations, *additions]))
        return change

    def _continues(self, edit: Edit, operations: Sequence[Operation]) -> bool:
        """Whether the edit goes on typing, or deleting, where the client's last one stopped a moment ago.

        It does not if its person has done something else since, such as adding a file or writing in another tab.
        """
        last = self._memory.last_of(edit.client)
        if not (edit.typed and operations and last and last.operations and timezone.now() - last.made_at < BURST):
            return False
        if "\n" in edit.inserted:
            return False
        if self._memory.has_changed_more(edit.maker, last.revision):
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
