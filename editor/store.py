"""A document's rows: its log, and its blocks as they stand. `stored_blocks` changes them."""

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import cast

from django.db import connection

from . import merge
from .merge import decode
from .models import FIRST_BLOCK, Block, Change, Document
from .words import told


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
    """By a statement of our own, as each edit asks for it; what it does not ask for is read when it is wanted."""
    columns = ("id", "room", "revision", "title", "size", "words")
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    names = ", ".join(["%s"] * len(rooms))
    query = f"SELECT {', '.join(columns)} FROM editor_document WHERE room IN ({names}) ORDER BY room {lock}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, rooms)
        return [Document.from_db(connection.alias, columns, row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole document as it stands at one revision. A room without a document is an empty one."""

    revision: int
    title: str
    blocks: list[tuple[str, str]]
    counts: str = told(0, 0)

    @property
    def title_place(self) -> str:
        return title_place(self.blocks[0])


def snapshot(room: str) -> Snapshot:
    """Read in one statement, so that no edit can come in between."""
    columns = ("key", "text", "document__revision", "document__title", "document__words", "document__size")
    rows = list(Block.objects.filter(document__room=room).order_by("position").values_list(*columns))
    if not rows:
        return Snapshot(0, "", [(FIRST_BLOCK, "")])
    revision, title, words, size = rows[0][2:]
    return Snapshot(revision, title, [(key, text) for key, text, *_ in rows], told(words, size))


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


def first_key(document: Document) -> str:
    """Of the block that the document begins with."""
    return document.blocks.order_by("position").values_list("key", flat=True).first() or FIRST_BLOCK


def title_place(block: tuple[str, str]) -> str:
    """Where the title is written, the end of the first line, as in `data-place`."""
    key, text = block
    return json.dumps([key, *[len(text.split("\n")[0])] * 2])
