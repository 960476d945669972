"""The comments of a document as they are shown: open threads in the order of the text, and the last resolved ones."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from django.db.models import Prefetch

from .. import database
from ..colours import preferred
from ..models import Document
from ..places import written
from ..presence import Person
from ..roles import Role
from .changing import Speaker
from .models import Comment, Thread
from .placing import carried

MOST_RESOLVED = 50  # that are shown


@dataclass(frozen=True, slots=True)
class Said:
    comment: Comment
    by: Person
    may_remove: bool


@dataclass(frozen=True, slots=True)
class Shown:
    thread: Thread
    comments: list[Said]
    may_resolve: bool

    @property
    def key(self) -> str:
        """Of the block where it begins."""
        return self.thread.ends[0][0] if self.thread.ends else ""

    @property
    def place(self) -> str:
        """As in `data-place`."""
        return json.dumps(self.thread.place)


@dataclass(frozen=True, slots=True)
class Discussion:
    title: str
    version: str  # another one whenever something in it is
    open: list[Shown]
    resolved: list[Shown]


def version(revision: int, discussion: int) -> str:
    return f"{revision}.{discussion}"


def discussion(room: str, speaker: Speaker, role: Role) -> Discussion:
    document = Document.objects.filter(room=room).first()
    if document is None:
        return Discussion("", version(0, 0), [], [])
    threads = document.threads.prefetch_related(Prefetch("comments", Comment.objects.order_by("pk")))
    going_on = _begun(threads.filter(resolved_at=None))
    done = _begun(threads.exclude(resolved_at=None).order_by("-resolved_at")[:MOST_RESOLVED])
    _carry(document, [*going_on, *done])
    return Discussion(
        document.title,
        version(document.revision, document.discussion),
        [_shown(thread, speaker, role) for thread in _in_order(document, going_on)],
        [_shown(thread, speaker, role) for thread in done],
    )


def _begun(threads: Iterable[Thread]) -> list[Thread]:
    """Without those that are gone since they were read, as their comments tell, which are read after them."""
    return [thread for thread in threads if thread.comments.all()]


def _carry(document: Document, threads: Sequence[Thread]) -> None:
    """To where their places are now, and keep that, so that it is short the next time."""
    behind = [(thread, thread.ends) for thread in threads if thread.ends and thread.revision < document.revision]
    places = carried(document, [(place, thread.revision) for thread, place in behind])
    for (thread, _), place in zip(behind, places, strict=True):
        thread.place, thread.revision = written(place), document.revision
    if behind:
        with database.transaction():
            Thread.objects.bulk_update([thread for thread, _ in behind], ["place", "revision"])


def _in_order(document: Document, threads: Sequence[Thread]) -> list[Thread]:
    """Those about the whole document come first."""
    keys = {thread.ends[0][0] for thread in threads if thread.ends}
    positions = dict(document.blocks.filter(key__in=keys).values_list("key", "position"))

    def order(thread: Thread) -> tuple[float, int, int]:
        if not thread.ends:
            return -inf, 0, thread.pk
        (key, at), _ = thread.ends
        return positions.get(key, inf), at, thread.pk

    return sorted(threads, key=order)


def _shown(thread: Thread, speaker: Speaker, role: Role) -> Shown:
    comments = list(thread.comments.all())
    return Shown(
        thread,
        [
            Said(each, Person(each.person, each.name, preferred(each.person)), speaker.may_remove(each, role))
            for each in comments
        ],
        speaker.may_resolve(comments, role),
    )
