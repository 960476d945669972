"""Where files come to stand in a document: images in blocks of their own, others at the caret."""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import BadRequest

from .. import database, store
from ..commands import Selection
from ..commands.lines import is_code
from ..edit import Edit, Refusal
from ..edits import FURTHEST
from ..lobby import lobby
from ..memory import Memory
from ..merge import Insert, Move, Operation, Split, follow
from ..models import Change, Document, File
from ..wire import REVISION, parse_place
from .kinds import is_image
from .markup import mention

WRITTEN = re.compile(r"[\w.,;:!?)]\Z")  # what a space stands behind


@dataclass(frozen=True, slots=True)
class Caret:
    """Where somebody was in the document of revision `base`, as the client of that name."""

    block: str
    at: int
    base: int
    client: str


@dataclass(frozen=True, slots=True)
class Place:
    """In the document as it is at `revision`: in a block, which has this text and stands behind the block `above`."""

    revision: int
    block: str
    at: int
    text: str
    above: str | None


def parse(caret: str, base: str, client: str) -> Caret | None:
    """`caret` is that of the wire, as JSON: `[block, start, end]`, or `[block, start, end, to]`; empty for nowhere.

    Of a selection the end counts. Raises BadRequest.
    """
    try:
        place = json.loads(caret or "null")
    except (ValueError, RecursionError):
        raise BadRequest("The caret is no JSON.") from None
    if place is None:
        return None
    if (selected := parse_place(place)) is None or not REVISION.fullmatch(base):
        raise BadRequest("The caret is no place.")
    selection = Selection(*selected)
    return Caret(selection.to, selection.end, int(base), client)


async def add(room: str, files: Sequence[File], caret: Caret | None, person: str, counted_for: str) -> Change | Refusal:
    """Mention the files in one edit of that person: at the caret, or in the end where that is not known.

    Raises what the database raises when it cannot be reached.
    """
    place = await database.run(partial(find, room, caret))
    client = secrets.token_hex(12)
    operations = written(place, files, client)
    edit = Edit(client, 1, place.revision, operations, person=person, counted_for=counted_for)
    (outcome,) = (await lobby().take(room, [edit])).outcomes
    return outcome


def find(room: str, caret: Caret | None) -> Place:
    """Where the caret is by now; the end of the document if nobody knows."""
    with database.transaction():
        document, _ = store.lock(room)
        block, at = _carried(document, caret) if caret else ("", 0)
        rows = document.blocks.order_by("-position")
        row = rows.filter(key=block).first()
        if row is None:
            row = rows[0]
            at = len(row.text)
        above = rows.filter(position__lt=row.position).values_list("key", flat=True).first()
        return Place(document.revision, row.key, min(at, len(row.text)), row.text, above)


def _carried(document: Document, caret: Caret) -> tuple[str, int]:
    """Where the caret is now. It stays before what others typed there meanwhile, and behind what its own client did."""
    position = (caret.block, caret.at)
    if not 0 <= document.revision - caret.base <= FURTHEST:
        return "", 0
    memory = Memory()
    memory.follow(document)
    for entry in memory.since(caret.base):
        for operation in entry.operations:
            position = follow(position, operation, stay=entry.change.client != caret.client)
    return position


def written(place: Place, files: Sequence[File], name: str) -> list[Operation]:
    """New blocks are called after `name`. Images take the place of an empty block, which is below them then."""
    links = " ".join(mention(file) for file in files if not is_image(file.content_type))
    alone = [mention(file) for file in files if is_image(file.content_type)]
    if links and is_code(place.text):
        links, alone = "", [links, *alone]
    if links and WRITTEN.search(place.text[: place.at]):
        links = f" {links}"
    done: list[Operation] = [Insert(place.block, place.at, links)] if links else []
    is_empty = not (place.text.strip() or links)
    last, end, above = place.block, len(place.text) + len(links), place.above
    for number, text in enumerate(alone, 1):
        new = f"{name}x{number}"
        done += [Insert(last, end, f"\n{text}"), Split(last, end, new)]
        if is_empty:
            done.append(Move(new, above))
            above = new
        else:
            last, end = new, len(text)
    return done
