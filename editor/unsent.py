"""What a page left behind that died before the server had stored it: finished here as that page would have.

Nobody knows whether the edit that was under way got stored. It comes again under its old number, so it is taken once;
what was typed after it follows under the next one. Both are carried over what others did since they were made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from .access import is_bereft
from .delta import Delta
from .edit import Edit, Refusal
from .edits import settle
from .merge import InvalidOperation, MemoryBlocks, Operation, UnknownBlock, apply_all, cross, decode, difference, rebase
from .visitors import STRANGER, Visitor


@dataclass(frozen=True, slots=True)
class Unsent:
    client: str
    seq: int  # of the client's last edit
    revision: int  # on which everything was done
    sent: Edit | None  # that edit, if it is not answered
    waiting: Sequence[Operation]  # done after it
    texts: Mapping[str, str]  # the blocks in question as they were at the revision
    visitor: Visitor = STRANGER
    asked: Sequence[str] = ()  # what commands were to put in that were not sent: nobody knows where

    @property
    def inserted(self) -> str:
        done = self.sent.operations if self.sent else []
        return Edit(self.client, self.seq, self.revision, [*done, *self.waiting]).inserted


def finish(room: str, unsent: Unsent) -> tuple[int, list[Refusal]]:
    """Store it; the document's revision then, and why something could not be stored. May be repeated."""
    revision, refused = _finish(room, unsent)
    return revision, refused + [
        Refusal("unavailable", "This was pasted and not stored.", text) for text in unsent.asked
    ]


def _finish(room: str, unsent: Unsent) -> tuple[int, list[Refusal]]:
    settled = settle(room, [unsent.sent] if unsent.sent else [], [unsent.revision])
    if unsent.revision > settled.revision and (settled.revision == 0 or is_bereft(room, unsent.revision)):
        reason = "The document that this was written in is deleted, or has another address now."
        return settled.revision, [Refusal("unknown-revision", reason, unsent.inserted)]
    delta = settled.deltas[unsent.revision]
    refused = [outcome for outcome in settled.outcomes if isinstance(outcome, Refusal)]
    try:
        if refused and not delta.reset and unsent.sent and unsent.sent.operations:  # what follows was typed on it
            raise InvalidOperation(refused[0].reason)
        rest = _merged(unsent, delta, stored=not refused) if delta.reset else _carried(unsent, delta)
    except (InvalidOperation, UnknownBlock) as invalid:
        reason = f"What was not stored does not fit the text: {invalid}."
        return settled.revision, [Refusal("out-of-range", reason, unsent.inserted)]
    if rest.operations:
        settled = settle(room, [rest], [])
    return settled.revision, [outcome for outcome in settled.outcomes if isinstance(outcome, Refusal)]


def _carried(unsent: Unsent, delta: Delta) -> Edit:
    """What waits, over each change since it was typed."""
    sent, waiting = list(unsent.sent.operations if unsent.sent else []), list(unsent.waiting)
    for change in delta.changes:
        if own := change["by"] == unsent.client:
            sent = []
        theirs = [decode(raw) for raw in (change["then"] if own else [*change["ops"], *change["then"]])]
        sent, theirs = cross(sent, theirs)
        waiting = rebase(waiting, theirs)
    return Edit(unsent.client, unsent.seq + 1, delta.revision, waiting, typed=True, visitor=unsent.visitor)


def _merged(unsent: Unsent, whole: Delta, *, stored: bool) -> Edit:
    """What is not stored, over what makes the old texts the present ones, when the changes are not known."""
    blocks, sent = MemoryBlocks(unsent.texts.items()), unsent.sent.operations if unsent.sent else []
    if stored:
        apply_all(blocks, sent)
    pending = unsent.waiting if stored else [*sent, *unsent.waiting]
    present = dict(chain.from_iterable(run for _, run in whole.inserted))
    pending = rebase(pending, list(_differences(blocks, present)))
    return Edit(unsent.client, unsent.seq + stored, whole.revision, pending, typed=True, visitor=unsent.visitor)


def _differences(old: MemoryBlocks, present: Mapping[str, str]) -> Iterable[Operation]:
    for block, text in old.items():
        if block in present:
            yield from difference(block, text, present[block])
