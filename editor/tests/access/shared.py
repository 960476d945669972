"""A document of an owner's, and people who are something to it."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from editor.accounts.models import User
from editor.guests import author
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document
from editor.roles import Role
from editor.sharing.models import Link
from editor.visitors import Visitor

from ..documents import Writer, accept

ROOM = "room"
NAMED = Document.Audience.NAMED


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@longhand.test", name=name.title())


def owned(owner: User, text: str = "one", **fields: object) -> Document:
    """A document that is for those who are named, if nothing else is said."""
    accept(ROOM, Writer("owner-01").edit(0, Insert(FIRST_BLOCK, 0, text)))
    Document.objects.filter(room=ROOM).update(**{"owner": owner, "open_to": NAMED} | fields)
    return Document.objects.get(room=ROOM)


def visitor(user: User, *links: Link) -> Visitor:
    opened = frozenset(link.pk for link in links)
    return Visitor(author(user.secret), user.pk, opened, user.get_session_auth_hash())


def bearer(*links: Link) -> Visitor:
    """A guest who has opened these links."""
    return Visitor("guest", None, frozenset(link.pk for link in links))


def linked(document: Document, role: Role, *, hours: float | None = None) -> Link:
    expires_at = None if hours is None else timezone.now() + timedelta(hours=hours)
    return Link.objects.create(document=document, role=role, expires_at=expires_at)


def group_of(*users: User) -> Group:
    group = Group.objects.create(name="Editors")
    group.user_set.add(*users)
    return group
