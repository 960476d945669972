"""A document's rows: its log, and its blocks as they stand. `stored_blocks` changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from . import merge
from .merge import Operation, decode
from .models import FIRST_BLOCK, Block, Change, Document


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
