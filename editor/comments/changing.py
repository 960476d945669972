"""What people do to threads of comments. Whether they may is decided while the document is locked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from asgiref.sync import async_to_sync
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.transaction import atomic, on_commit
from django.http import Http404
from django.utils import timezone

from .. import database
from ..access import role_in
from ..guests import Guest
from ..lobby import lobby
from ..merge import acceptable
from ..models import Document
from ..places import Place, written
from ..roles import Role
from ..visitors import Visitor
from .models import Comment, Thread
from .placing import spot

LONGEST = 5_000  # characters of a comment
GONE = "What this was about is not in the document any more."
MOST_OPEN = 1_000  # threads of a document
MOST_ANSWERS = 500  # of a thread
SOMEBODY = "Somebody"  # who is erased


class Refused(Exception):
    """Why something cannot be done, for the person."""


@dataclass(frozen=True, slots=True)
class Speaker:
    visitor: Visitor
    guest: Guest

    def may_remove(self, comment: Comment, role: Role) -> bool:
        return comment.person == self.guest.key or role is Role.OWNER

    def may_resolve(self, comments: Sequence[Comment], role: Role) -> bool:
        """A thread with these comments: one who may write, or who began it."""
        return role.writes or comments[0].person == self.guest.key


def begin(room: str, speaker: Speaker, place: Place | None, base: int, text: str) -> Thread:
    """A thread about what was at that place at that revision, `base`; without a place, about the document."""
    with _change(room, speaker.visitor) as (document, role):
        _count_open(document)
        about = None
        if place is not None:
            about = spot(document, place, base, whole=not role.writes)
            if about is None:
                raise Refused(GONE)
        thread = document.threads.create(
            place=about and written(about.place), revision=document.revision, quote=about.quote if about else ""
        )
        _say(thread, speaker, text)
        return thread


def answer(room: str, thread: int, speaker: Speaker, text: str) -> None:
    """It is open again then. Raises Http404."""
    with _change(room, speaker.visitor) as (document, _):
        found = _thread(document, thread)
        if found.resolved_at:
            _count_open(document)
        if found.comments.count() > MOST_ANSWERS:
            raise Refused("This has as many answers as it can have. Begin another one.")
        _say(found, speaker, text)
        document.threads.filter(pk=found.pk).update(resolved_at=None)


def resolve(room: str, thread: int, speaker: Speaker, *, resolved: bool) -> None:
    """Or open it again. Raises Http404 and PermissionDenied."""
    with _change(room, speaker.visitor) as (document, role):
        found = _thread(document, thread)
        if not speaker.may_resolve(list(found.comments.order_by("pk")), role):
            raise PermissionDenied
        if found.resolved_at and not resolved:
            _count_open(document)
        document.threads.filter(pk=found.pk).update(resolved_at=timezone.now() if resolved else None)


def remove(room: str, thread: int, comment: int, speaker: Speaker) -> None:
    """With the last of its comments a thread is gone. Raises Http404 and PermissionDenied."""
    with _change(room, speaker.visitor) as (document, role):
        found = Comment.objects.filter(thread__document=document, thread=thread, pk=comment).first()
        if found is None:
            raise Http404
        if not speaker.may_remove(found, role):
            raise PermissionDenied
        _remove(found)


def remove_as_administrator(comment: Comment) -> None:
    with atomic():
        document = Document.objects.select_for_update().get(threads=comment.thread_id)
        _remove(comment)
        _tell(document)


def forget(person: str) -> None:
    """What they have said stays, without their name."""
    for document in Document.objects.filter(threads__comments__person=person).distinct():
        with atomic():
            Comment.objects.filter(thread__document=document, person=person).update(name=SOMEBODY)
            _tell(document)


def _remove(comment: Comment) -> None:
    comment.delete()
    Thread.objects.filter(pk=comment.thread_id, comments=None).delete()


@contextmanager
def _change(room: str, visitor: Visitor) -> Iterator[tuple[Document, Role]]:
    """Everyone who may see the comments is told, if the visitor may take part."""
    with database.transaction():
        document = Document.objects.select_for_update().filter(room=room).first()
        role = role_in(room, visitor)
        if role is None or not role.comments:
            raise PermissionDenied
        if document is None:
            raise Refused("Nothing is written here yet.")
        yield document, role
        _tell(document)


def _tell(document: Document) -> None:
    """Everyone who may see the comments, once the change is committed."""
    Document.objects.filter(pk=document.pk).update(discussion=F("discussion") + 1)
    on_commit(partial(async_to_sync(_discuss), document.room))


async def _discuss(room: str) -> None:
    lobby().discuss(room)


def _thread(document: Document, pk: int) -> Thread:
    found = document.threads.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _count_open(document: Document) -> None:
    """Before there is another one."""
    if document.threads.filter(resolved_at=None).count() >= MOST_OPEN:
        raise Refused(f"There are {MOST_OPEN:,} open comments already. Resolve some first.")


def _say(thread: Thread, speaker: Speaker, text: str) -> None:
    said = acceptable(text).strip()
    if not said:
        raise Refused("There is nothing in it.")
    if len(said) > LONGEST:
        raise Refused(f"A comment may have {LONGEST:,} characters; this one has {len(said):,}.")
    thread.comments.create(person=speaker.guest.key, name=speaker.guest.name, text=said)
