"""A document's rows: its log, and its blocks as they stand. `stored_blocks` changes them."""

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Model

from . import merge
from .merge import decode
from .models import FIRST_BLOCK, Block, Change, Document
from .visitors import Visitor
from .words import told

M = TypeVar("M", bound=Model)


def lock(room: str) -> tuple[Document, bool]:
    """The room's document, locked until the transaction ends, and whether it was made just now."""
    documents, made = lock_all({room})
    return documents[room], bool(made)


def lock_all(rooms: Set[str]) -> tuple[dict[str, Document], list[Document]]:
    """The rooms' documents, locked until the transaction ends, and those that were made just now.

    In the order of their names, so that two processes do not wait for each other.
    """
    documents = {document.room: document for document in _locked(sorted(rooms))}
    made = list[Document]()
    for room in sorted(rooms - documents.keys()) if len(documents) < len(rooms) else ():
        documents[room], new = Document.objects.select_for_update().get_or_create(room=room)
        if new:
            Block.objects.create(document=documents[room], key=FIRST_BLOCK, position=0)
            made.append(documents[room])
    return documents, made


def _locked(rooms: Sequence[str]) -> list[Document]:
    """What edits do not ask for is read when it is wanted."""
    columns = ("id", "room", "revision", "title", "size", "words")
    access = ("maker", "owner_id", "open_to", "open_as", "access", "discussion", "is_locked", "trashed_at")
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    return _read(Document, columns + access, f"room IN ({_blanks(rooms)}) ORDER BY room {lock}", rooms)


def blocks(document: Document, keys: Sequence[str]) -> list[Block]:
    """Those of these keys that exist, in any order."""
    columns = ("id", "document_id", "key", "position", "text")
    return _read(Block, columns, f"document_id = %s AND key IN ({_blanks(keys)})", [document.pk, *keys])


def last_change(document: Document, client: str) -> Change | None:
    """The client's last one that was taken."""
    found = _read(Change, ("id",), "document_id = %s AND client = %s ORDER BY seq DESC LIMIT 1", [document.pk, client])
    return Change.objects.get(pk=found[0].pk) if found else None  # mostly there is none, for a page is new


def first_key(document: Document) -> str:
    """Of the block that the document begins with."""
    found = _read(Block, ("id", "key"), "document_id = %s ORDER BY position LIMIT 1", [document.pk])
    return found[0].key if found else FIRST_BLOCK


def _read(model: type[M], columns: Sequence[str], condition: str, values: Sequence[Any]) -> list[M]:
    """The columns, in the order of the model. Edits ask for it, and Django takes a millisecond to put one together."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE {condition}", values)  # noqa: S608
        return [model.from_db(connection.alias, columns, row) for row in cursor.fetchall()]


def _blanks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole document as it stands at one revision. A room without a document is an empty one."""

    revision: int
    title: str
    blocks: list[tuple[str, str]]
    counts: str = told(0, 0)
    discussion: int = 0

    @property
    def title_place(self) -> str:
        return title_place(self.blocks[0])


def snapshot(room: str) -> Snapshot:
    """Read in one statement, so that no edit can come in between."""
    document = ("revision", "title", "words", "size", "discussion")
    columns = ("key", "text", *(f"document__{name}" for name in document))
    rows = list(Block.objects.filter(document__room=room).order_by("position").values_list(*columns))
    if not rows:
        return Snapshot(0, "", [(FIRST_BLOCK, "")])
    revision, title, words, size, discussion = rows[0][2:]
    return Snapshot(revision, title, [(key, text) for key, text, *_ in rows], told(words, size), discussion)


def revisions(rooms: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Those of the rooms that have a document, each with the numbers of its access and its discussion."""
    rows = Document.objects.filter(room__in=rooms).values_list("room", "revision", "access", "discussion")
    return {room: (revision, access, discussion) for room, revision, access, discussion in rows}


def create(room: str, visitor: Visitor) -> Document:
    """An empty document of the visitor's."""
    document = Document.objects.create(room=room, maker=visitor.person, owner_id=visitor.user)
    Block.objects.create(document=document, key=FIRST_BLOCK, position=0)
    return document


def last_seq(room: str, client: str) -> int:
    """The number of the client's last edit that was taken, 0 if none was."""
    taken = Change.objects.filter(document__room=room, client=client).order_by("-seq")
    return taken.values_list("seq", flat=True).first() or 0


def recent_changes(document: Document, most: int) -> Iterator[Change]:
    """Those that are stored, from the last one on."""
    rows = document.changes.filter(revision__gt=document.revision - most).order_by("-revision")
    return rows.iterator(chunk_size=20)


def as_merge_change(row: Change) -> merge.Change:
    return merge.Change(
        row.maker,
        cast(merge.Kind, row.kind),
        [decode(raw) for raw in [*row.operations, *row.additions]],
        [decode(raw) for raw in row.inverse],
        row.continues,
    )


def title_place(block: tuple[str, str]) -> str:
    """Where the title is written, the end of the first line, as in `data-place`."""
    key, text = block
    return json.dumps([key, *[len(text.split("\n")[0])] * 2])
