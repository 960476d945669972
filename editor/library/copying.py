"""A new document out of one that there is: its text and files, without its history, comments, and who may do what."""

import asyncio
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.storage import storages
from django.utils import timezone

from .. import database, limits, names
from ..access import role_in
from ..edit import Edit, Refusal
from ..files.markup import KEY
from ..files.storing import new_key
from ..lobby import lobby
from ..markdown import kind, to_plain_text
from ..merge import Insert, Operation, Split
from ..models import FIRST_BLOCK, Document, File
from ..store import create, snapshot
from ..visitors import Visitor
from . import belonging, trash
from .models import Template

COPY_OF = "Copy of "
MARKS = re.compile(r" {0,3}#{1,6}[ \t]+")


class CannotCopy(Exception):
    """Says why, in a sentence for the person."""


@dataclass(frozen=True, slots=True)
class _Begun:
    document: Document
    texts: list[str]  # with the files' new keys
    paths: dict[str, str]  # where each file is stored, and where the new document's own is to be


async def duplicate(room: str, visitor: Visitor) -> str:
    """The room of a copy of the visitor's own. Raises Document.DoesNotExist and CannotCopy."""
    return await _copy(room, visitor, is_template=False)


async def begin(room: str, visitor: Visitor) -> str:
    """The room of a new document that begins as this template says. Raises as `duplicate`."""
    return await _copy(room, visitor, is_template=True)


async def _copy(room: str, visitor: Visitor, *, is_template: bool) -> str:
    if wait := limits.NEW_DOCUMENTS.take(visitor.counted_for):
        raise CannotCopy(f"You have begun many documents in a short time. Try again in {limits.in_words(wait)}.")
    begun = await database.run(partial(_begin, room, visitor, is_template))
    try:
        await asyncio.to_thread(_store, begun.paths)
        texts = begun.texts if is_template else _renamed(begun.texts)
        edit = Edit(secrets.token_hex(12), 1, 0, written(texts), visitor=visitor)
        (outcome,) = (await lobby().take(begun.document.room, [edit])).outcomes
    except Exception:
        await database.run(partial(_give_up, begun.document))
        raise
    if isinstance(outcome, Refusal):
        await database.run(partial(_give_up, begun.document))
        raise CannotCopy(outcome.reason)
    return begun.document.room


def written(texts: Sequence[str]) -> list[Operation]:
    """What makes these blocks of the one empty block that a document begins with."""
    done: list[Operation] = [Insert(FIRST_BLOCK, 0, "\n".join(texts))]
    block = FIRST_BLOCK
    for number, text in enumerate(texts[:-1], 1):
        done.append(Split(block, len(text), f"c{number}"))
        block = f"c{number}"
    return done


def _begin(room: str, visitor: Visitor, is_template: bool) -> _Begun:
    """The new document with the rows of its files, so that nothing is stored which no row tells of."""
    documents = belonging.within_reach(visitor)
    if is_template:
        documents = documents.filter(pk__in=Template.objects.values("pk"))
    document = documents.get(room=room)
    if not is_template and not ((role := role_in(room, visitor)) and role.writes):
        raise CannotCopy("You can read this document, but not copy it.")
    texts = [text for _, text in snapshot(room).blocks]
    mentioned = set(re.findall(KEY, "\n".join(texts)))
    with database.transaction():
        new = create(names.new_room(), visitor)
        paths, keys = {}, {}
        for file in document.files.filter(key__in=mentioned):
            copied = _row(file, new, visitor)
            keys[file.key], paths[file.path] = copied.key, copied.path
    return _Begun(new, [re.sub(KEY, lambda key: keys.get(key[0], key[0]), text) for text in texts], paths)


def _row(file: File, document: Document, visitor: Visitor) -> File:
    kept = {name: getattr(file, name) for name in ("name", "content_type", "size", "width", "height")}
    return File.objects.create(document=document, key=new_key(), person=visitor.person, **kept)


def _store(paths: dict[str, str]) -> None:
    uploads = storages["uploads"]
    for old, new in paths.items():
        with uploads.open(old) as content:
            uploads.save(new, content)


def _give_up(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(trashed_at=timezone.now())
    trash.remove(document)


def _renamed(texts: Sequence[str]) -> list[str]:
    """With a title that tells it from the first one, if that has any."""
    first, title = texts[0], to_plain_text(texts[0])
    if not title:
        return list(texts)
    if kind(first) == "p" or kind(first).startswith("h"):
        marks = MARKS.match(first)
        at = marks.end() if marks else 0
        return [first[:at] + COPY_OF + first[at:], *texts[1:]]
    return [COPY_OF + title, *texts]
