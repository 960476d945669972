"""Which documents are whose, as far as lists of them are concerned. Of a single one, `access` decides."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import Document
from ..roles import Role
from ..sharing.models import Grant, Link
from ..visitors import Visitor


def own(visitor: Visitor) -> QuerySet[Document]:
    """Those that they own, or have made and nobody owns; also those that they have put in the trash."""
    condition = Q(owner=visitor.user) if visitor.user else Q(pk=None)
    if visitor.person:
        condition |= Q(owner=None, maker=visitor.person)
    return Document.objects.filter(condition)


def shared_with(visitor: Visitor, least: Role = Role.VIEWER) -> QuerySet[Document]:
    """Those that others have given to them, or to a group of theirs, with at least that role."""
    if visitor.user is None:
        return Document.objects.none()
    grants = Grant.objects.filter(Q(user=visitor.user) | Q(group__user=visitor.user), role__gte=least)
    documents = Document.objects.filter(pk__in=grants.values("document"), trashed_at=None)
    return documents.exclude(owner=visitor.user)


def documents_of(visitor: Visitor, least: Role = Role.VIEWER) -> QuerySet[Document]:
    """Their own, with those in the trash, and those that are shared with them, with at least that role."""
    if visitor.user is None:
        return own(visitor)
    # One after the other, for with OR a database would look at all the documents there are
    return Document.objects.filter(pk__in=own(visitor).values("pk").union(shared_with(visitor, least).values("pk")))


def within_reach(visitor: Visitor, least: Role = Role.VIEWER) -> QuerySet[Document]:
    """Those to which they are at least that if they know where: for use on a few, as it is in no index."""
    holds = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    links = Link.objects.filter(holds, pk__in=visitor.links, role__gte=least)
    open_to = [Document.Audience.EVERYONE, *([Document.Audience.SIGNED_IN] if visitor.user else [])]
    condition = Q(open_to__in=open_to, open_as__gte=least) | Q(pk__in=documents_of(visitor, least).values("pk"))
    documents = Document.objects.filter(condition | Q(pk__in=links.values("document")), trashed_at=None)
    return documents.filter(is_locked=False) if least > Role.VIEWER else documents
