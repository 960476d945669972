"""A document's rows: the log, and the blocks behind the interface that the merge core changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from . import merge
from .merge import Operation, UnknownBlock, decode
from .models import FIRST_BLOCK, Block, Change, Document

SPACING = 2**32  # between blocks at the end of a document: room for those that come between
STEP = 2**16  # between a block and one put after it: room for as many more, one after another


def lock(room: str) -> tuple[Document, bool]:
    """The room's document, locked until the transaction ends, and whether it was made just now."""
    document, made = Document.objects.select_for_update().get_or_create(room=room)
    if made:
        Block.objects.create(document=document, key=FIRST_BLOCK, position=0)
    return document, made


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole document as it stands at one revision. A room without a document is an empty one."""

    revision: int
    title: str
    blocks: list[tuple[str, str]]


def snapshot(room: str) -> Snapshot:
    """Read in one statement, so that no edit can come in between."""
    columns = ("document__revision", "document__title", "key", "text")
    rows = list(Block.objects.filter(document__room=room).order_by("position").values_list(*columns))
    if not rows:
        return Snapshot(0, "", [(FIRST_BLOCK, "")])
    return Snapshot(rows[0][0], rows[0][1], [(key, text) for _, _, key, text in rows])


def revisions(rooms: Sequence[str]) -> dict[str, int]:
    """Those of the rooms that have a document."""
    return dict(Document.objects.filter(room__in=rooms).values_list("room", "revision"))


def last_seq(room: str, client: str) -> int:
    """The number of the client's last edit that was taken, 0 if none was."""
    taken = Change.objects.filter(document__room=room, client=client).order_by("-seq")
    return taken.values_list("seq", flat=True).first() or 0


def last_change(document: Document, client: str) -> Change | None:
    """The client's last one that was taken."""
    return document.changes.filter(client=client).order_by("-seq").first()


class BrokenLog(Exception):
    """Changes are missing: what was made before them cannot be carried to what came after."""


def operations_since(document: Document, revision: int) -> list[list[Operation]]:
    """What each change after `revision` did, in order. Raises BrokenLog."""
    rows = document.changes.filter(revision__gt=revision).order_by("revision").values_list("operations", "additions")
    if len(rows) != document.revision - revision:
        raise BrokenLog(f"room {document.room} after revision {revision}")
    return [[decode(raw) for raw in [*operations, *additions]] for operations, additions in rows]


def recent_changes(document: Document, most: int) -> list[merge.Change]:
    """The last changes, as the merge core undoes them."""
    rows = document.changes.filter(revision__gt=document.revision - most).order_by("revision")
    return [as_merge_change(row) for row in rows]


def as_merge_change(row: Change) -> merge.Change:
    return merge.Change(
        row.person or row.client,
        cast(merge.Kind, row.kind),
        [decode(raw) for raw in [*row.operations, *row.additions]],
        [decode(raw) for raw in row.inverse],
        row.continues,
    )


def first_text(document: Document) -> str:
    """The text that the document begins with."""
    return document.blocks.order_by("position").values_list("text", flat=True).first() or ""


class StoredBlocks:
    """The blocks of a locked document. Their order is written at once, their texts once they are done, by `flush`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows: dict[str, Block] = {}
        self._missing: set[str] = set()
        self._changed: set[str] = set()

    def load(self, keys: Iterable[str]) -> None:
        """Read these blocks in one go; reading them one by one does the same more slowly."""
        wanted = {key for key in keys if key not in self._rows and key not in self._missing}
        if wanted:
            found = {row.key: row for row in self._document.blocks.filter(key__in=wanted)}
            self._rows |= found
            self._missing |= wanted - found.keys()

    def flush(self) -> None:
        Block.objects.bulk_update([self._rows[key] for key in self._changed & self._rows.keys()], ["text"])
        self._changed.clear()

    def __contains__(self, key: str) -> bool:
        self.load([key])
        return key in self._rows

    def text(self, key: str) -> str:
        return self._row(key).text

    def write(self, key: str, text: str) -> None:
        self._row(key).text = text
        self._changed.add(key)

    def before(self, key: str) -> str | None:
        lower = self._document.blocks.filter(position__lt=self._row(key).position)
        return lower.order_by("-position").values_list("key", flat=True).first()

    def after(self, key: str) -> str | None:
        higher = self._document.blocks.filter(position__gt=self._row(key).position)
        return higher.order_by("position").values_list("key", flat=True).first()

    def insert(self, key: str, after: str, text: str) -> None:
        place = self._place_after(after)
        self._rows[key] = Block.objects.create(document=self._document, key=key, position=place)
        self._missing.discard(key)
        self.write(key, text)

    def move(self, key: str, after: str | None) -> None:
        row = self._row(key)
        if self.before(key) != after:
            row.position = self._place_after(after)
            row.save(update_fields=["position"])

    def remove(self, key: str) -> None:
        self._row(key).delete()
        del self._rows[key]
        self._missing.add(key)

    def _row(self, key: str) -> Block:
        if key not in self:
            raise UnknownBlock(key)
        return self._rows[key]

    def _place_after(self, key: str | None) -> int:
        """A position between that block (None: the front) and the next."""
        positions = self._document.blocks.order_by("position").values_list("position", flat=True)
        if key is None:
            return (positions.first() or 0) - SPACING
        low = self._row(key).position
        high = positions.filter(position__gt=low).first()
        if high is None:
            return low + SPACING
        if high - low > 1:
            return low + min(STEP, (high - low) // 2)
        self._space_out()
        return self._place_after(key)

    def _space_out(self) -> None:
        """Give every block a new position. Needed only after many blocks were put at one place."""
        rows = list(self._document.blocks.order_by("position").only("key", "position"))
        for number, row in enumerate(rows):
            row.position = number * SPACING
            if row.key in self._rows:
                self._rows[row.key].position = row.position
        Block.objects.bulk_update(rows, ["position"], batch_size=500)
