"""A page of a list, with what its rows tell. However many documents there are, it asks for the same few things."""

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ..models import Document
from ..roles import Role
from ..visitors import Visitor
from . import belonging
from .models import Template
from .sections import RECENT, Section
from .visits import Opened

A_PAGE = 50
SHOWN = ("room", "title", "words", "created_at", "updated_at", "trashed_at", "owner__name", "owner__person")


def page_of(section: Section, visitor: Visitor, opened: Opened, number: str) -> Page[Document]:
    """Read. If there is no page of that number, it is the nearest one."""
    page = Paginator(_rows(section, visitor, opened), A_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def latest(visitor: Visitor, opened: Opened, most: int) -> list[Document]:
    """What they have opened last."""
    return list(_rows(RECENT, visitor, opened)[:most])


def _rows(section: Section, visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    return noted(section.documents(visitor, opened), visitor, opened).order_by(section.order, "-pk")


def noted(documents: QuerySet[Document], visitor: Visitor, opened: Opened) -> QuerySet[Document]:
    """With what they are to the visitor: `opened_at`, `is_favourite`, `is_own`, `is_template`, `may_copy`."""
    documents = (
        documents.select_related("owner")
        .only(*SHOWN)
        .annotate(
            is_template=Exists(Template.objects.filter(pk=OuterRef("pk"))),
            is_own=_whether(Q(owner=visitor.user) if visitor.user else Q(owner=None, maker=visitor.person)),
            may_copy=Exists(belonging.within_reach(visitor, Role.EDITOR).filter(pk=OuterRef("pk"))),
        )
    )
    if visitor.user is None:
        when = [When(room=room, then=Value(at)) for room, at in opened.items()]
        return documents.annotate(opened_at=Case(*when, output_field=DateTimeField()), is_favourite=Value(False))
    return documents.annotate(
        note=FilteredRelation("entries", condition=Q(entries__user=visitor.user)),
        opened_at=Coalesce("note__opened_at", "created_at"),
        is_favourite=Coalesce("note__is_favourite", False),
    )


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())
