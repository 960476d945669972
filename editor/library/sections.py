"""The lists that there are."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Document
from ..visitors import Visitor
from . import belonging
from .models import Entry, Template
from .visits import Opened


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    label: str
    empty: str  # what there is to say if it is
    documents: Callable[[Visitor, Opened], QuerySet[Document]]
    order: str = "-updated_at"
    for_guests: bool = True


def _mine(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    documents = belonging.own(visitor).filter(trashed_at=None)
    if visitor.user is None:
        return documents
    filed = Entry.objects.filter(user=visitor.user, folder__isnull=False)
    return documents.exclude(pk__in=filed.values("document"))


def _recent(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    """With those of their own that were never opened again: when they were new, there was nothing to be noted."""
    documents = belonging.within_reach(visitor)
    if visitor.user is None:
        return documents.filter(room__in=opened)
    noted = Entry.objects.filter(user=visitor.user, opened_at__isnull=False).values("document")
    return documents.filter(pk__in=noted.union(belonging.own(visitor).values("pk")))


def _shared(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    return belonging.shared_with(visitor)


def _favourites(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    favourites = Entry.objects.filter(user=visitor.user, is_favourite=True)
    return belonging.within_reach(visitor).filter(pk__in=favourites.values("document"))


def _templates(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    return belonging.documents_of(visitor).filter(pk__in=Template.objects.values("pk"), trashed_at=None)


def _trash(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    return belonging.own(visitor).filter(trashed_at__isnull=False)


MINE = Section("", "Mine", "No documents yet. What you write is kept here.", _mine)
RECENT = Section(
    "recent", "Recent", "Documents that you open are listed here, the last one first.", _recent, "-opened_at"
)
TRASH = Section("trash", "Trash", "The trash is empty.", _trash, "-trashed_at")
SECTIONS = (
    MINE,
    RECENT,
    Section("shared", "Shared with me", "Nobody has shared a document with you yet.", _shared, for_guests=False),
    Section(
        "favourites",
        "Favourites",
        "Put a star on a document, and it is listed here too.",
        _favourites,
        for_guests=False,
    ),
    Section(
        "templates",
        "Templates",
        "A document that you make a template is listed here, to begin others with.",
        _templates,
    ),
    TRASH,
)
BY_NAME = {section.name: section for section in SECTIONS}


def folder(number: int, name: str) -> Section:
    """What is in a user's folder."""

    def documents(visitor: Visitor, opened: Opened) -> QuerySet[Document]:
        entries = Entry.objects.filter(user=visitor.user, folder=number)
        return belonging.within_reach(visitor).filter(pk__in=entries.values("document"))

    return Section("folder", name, "Nothing is in this folder.", documents, for_guests=False)


def shown_to(visitor: Visitor) -> list[Section]:
    return [section for section in SECTIONS if visitor.user or section.for_guests]
