"""The comments of a document as they are shown: open threads in the order of the text, and the last resolved ones."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from django.db.models import Prefetch

from ..colours import preferred
from ..models import Document
from ..presence import Person
from ..roles import Role
from .changing import Speaker
from .models import Comment, Thread
from .placing import bring_up

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


@dataclass(frozen=True, slots=True)
class Discussion:
    title: str
    number: int  # how often something in it has changed
    open: list[Shown]
    resolved: list[Shown]

    @property
    def places(self) -> list[tuple[int, str]]:
        return _places([each.thread for each in self.open])


def places(room: str) -> list[tuple[int, str]]:
    """Of the open threads their keys, and where they are, as in `data-place`."""
    document = Document.objects.filter(room=room).first()
    if document is None:
        return []
    threads = list(document.threads.filter(resolved_at=None))
    bring_up(document, threads)
    return _places(threads)


def discussion(room: str, speaker: Speaker, role: Role) -> Discussion:
    document = Document.objects.filter(room=room).first()
    if document is None:
        return Discussion("", 0, [], [])
    threads = document.threads.prefetch_related(Prefetch("comments", Comment.objects.order_by("pk")))
    going_on = _begun(threads.filter(resolved_at=None))
    done = _begun(threads.exclude(resolved_at=None).order_by("-resolved_at")[:MOST_RESOLVED])
    bring_up(document, [*going_on, *done])
    return Discussion(
        document.title,
        document.discussion,
        [_shown(thread, speaker, role) for thread in _in_order(document, going_on)],
        [_shown(thread, speaker, role) for thread in done],
    )


def _begun(threads: Iterable[Thread]) -> list[Thread]:
    """Without those that are gone since they were read, as their comments tell, which are read after them."""
    return [thread for thread in threads if thread.comments.all()]


def _places(threads: Sequence[Thread]) -> list[tuple[int, str]]:
    return [(thread.pk, json.dumps(thread.place)) for thread in threads if thread.place]


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
