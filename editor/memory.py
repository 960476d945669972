"""What a room remembers of its document from turn to turn, so that a keystroke does not read it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from . import store
from .access import Decisions
from .merge import Delete, Insert, Operation, decode, touched
from .models import FIRST_BLOCK, Block, Change, Document

MOST = 1_000  # changes, and blocks, that are kept
MOST_CLIENTS = 2_000
LARGE = 1_000  # operations of a change that is not
LONGEST = 200_000  # characters in all blocks that are


class BrokenLog(Exception):
    """Changes are missing: what was made before them cannot be carried to what came after."""


@dataclass(frozen=True, slots=True)
class Entry:
    change: Change
    operations: Sequence[Operation]  # all that it did
    blocks: frozenset[str]  # of which it changed text or existence
    keeps_places: bool  # whether all text stays in the block in which it is, and these where they are


class Memory:
    """What it does not hold it reads. After a turn that failed it has to forget: it may know what was never stored."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._document = Document()  # none
        self._revision = -1
        self._entries = list[Entry]()  # the last ones, without a gap
        self._has_large_ones = False
        self._last = dict[str, Change | None]()  # of each client
        self._latest = dict[str, int]()  # of each person, the revision that their last change has made
        self._first: str | None = None
        self.decisions = Decisions()
        self.rows = dict[str, Block]()  # some of the blocks, as they stand; a batch changes these

    def follow(self, document: Document) -> None:
        """Come to where the document is, which other processes may have written to. Raises BrokenLog."""
        self._tidy()
        if self._document != document or not 0 <= document.revision - self._revision <= MOST:
            self.forget()
            self._revision = document.revision
        self._document = document
        if self._revision < document.revision:
            for entry in self._read(self._revision, document.revision):
                self.add(entry)
                self._forget_blocks(entry)

    def add(self, entry: Entry) -> None:
        """What was done next."""
        change = entry.change
        self._revision = change.revision
        self._entries.append(entry)
        self._has_large_ones |= len(entry.operations) > LARGE
        if change.client in self._last:  # or else it is read when it is asked for
            last = self._last[change.client]
            self._last[change.client] = change if last is None or last.seq < change.seq else last
        self._latest[change.maker] = change.revision
        if not entry.keeps_places:
            self._first = None

    def since(self, revision: int) -> list[Entry]:
        """The changes after the revision, in order. Raises BrokenLog."""
        held = self._revision - len(self._entries)  # the revision that those begin after
        if revision < held:
            return self._read(revision, held) + self._entries
        return self._entries[revision - held :]

    def last_of(self, client: str) -> Change | None:
        """The client's change of the greatest number."""
        if client not in self._last:
            self._last[client] = store.last_change(self._document, client)
        return self._last[client]

    def has_changed_more(self, person: str, revision: int) -> bool:
        """Whether there is a change of theirs after that one."""
        if person in self._latest:
            return self._latest[person] > revision
        return any(entry.change.maker == person for entry in self.since(revision))

    def blocks(self, keys: Sequence[str]) -> list[Block]:
        """Those of them that exist; not to be asked for before all is stored, nor what comes below."""
        if unknown := [key for key in keys if key not in self.rows]:
            self.rows |= {row.key: row for row in store.blocks(self._document, unknown)}
        return [self.rows[key] for key in keys if key in self.rows]

    @property
    def first_block(self) -> tuple[str, str]:
        """The key and the text of the block that the document begins with."""
        if self._first is None:
            self._first = store.first_key(self._document)
        return next(((block.key, block.text) for block in self.blocks([self._first])), (FIRST_BLOCK, ""))

    def _tidy(self) -> None:
        for known in (self._last, self._latest):
            if len(known) > MOST_CLIENTS:
                known.clear()
        if self._has_large_ones:
            self._entries.clear()
            self._has_large_ones = False
        del self._entries[:-MOST]
        if len(self.rows) > MOST or sum(len(row.text) for row in self.rows.values()) > LONGEST:
            self.rows.clear()

    def _forget_blocks(self, entry: Entry) -> None:
        """What others have done to them. Where they made room for new ones, any may have another position."""
        if entry.keeps_places:
            for block in entry.blocks:
                self.rows.pop(block, None)
        else:
            self.rows.clear()

    def _read(self, after: int, last: int) -> list[Entry]:
        rows = self._document.changes.filter(revision__gt=after, revision__lte=last).order_by("revision")
        entries = [entry_of(row, operations_of(row)) for row in rows]
        if len(entries) != last - after:
            raise BrokenLog(f"room {self._document.room} after revision {after}")
        return entries


def operations_of(change: Change) -> list[Operation]:
    return [decode(raw) for raw in [*change.operations, *change.additions]]


def concerning(operations: Sequence[Operation], entries: Sequence[Entry]) -> list[Operation]:
    """What the entries did that may change how these operations read: what is written in other blocks does not."""
    if not all(map(_keeps_places, operations)):
        return [operation for entry in entries for operation in entry.operations]
    found, blocks = list[Operation](), {operation.block for operation in operations}
    for entry in entries:
        if not blocks.isdisjoint(entry.blocks):
            found += entry.operations
            if not entry.keeps_places:
                blocks |= entry.blocks
    return found


def entry_of(change: Change, operations: Sequence[Operation]) -> Entry:
    blocks = frozenset(chain.from_iterable(map(touched, operations)))
    return Entry(change, operations, blocks, all(map(_keeps_places, operations)))


def _keeps_places(operation: Operation) -> bool:
    return isinstance(operation, Insert | Delete)
