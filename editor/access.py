"""Who may do what with a document. Whatever comes in asks here: each page, socket, form, file, search and edit.

A document counts in `access` how often it has changed who may do what. What was decided holds until that number
changes, or a link expires by which somebody came.
"""

from collections.abc import Callable, Collection
from functools import wraps
from inspect import iscoroutinefunction
from math import inf
from time import time
from typing import Any, TypeVar, cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from .models import Document
from .roles import Role
from .sharing.models import Grant, Link
from .visitors import Visitor, visitor_of

V = TypeVar("V", bound=Callable[..., Any])

Roles = dict[Visitor, Role | None]

MOST = 10_000  # people whose roles are remembered


class AskedBy(HttpRequest):
    """A request about a document that was let through."""

    visitor: Visitor
    role: Role


def requires(least: Role) -> Callable[[V], V]:
    """Only those come to the view who are at least that to the `room` in the address.

    To whoever is nothing to it there is no such page: whether there is such a document is not told.
    """

    def guarded(view: V) -> V:
        if iscoroutinefunction(view):

            async def checked(request: HttpRequest, room: str, *arguments: Any, **options: Any) -> Any:
                await sync_to_async(_admit)(request, room, least)
                return await view(request, room, *arguments, **options)
        else:

            def checked(request: HttpRequest, room: str, *arguments: Any, **options: Any) -> Any:  # type: ignore[misc]
                _admit(request, room, least)
                return view(request, room, *arguments, **options)

        return cast(V, wraps(view)(checked))

    return guarded


def role_in(room: str, visitor: Visitor) -> Role | None:
    """What the visitor is to the room's document; None if there is nothing for them."""
    return Decisions().of(_document(room), [visitor])[visitor]


def roles_in(room: str, visitors: Collection[Visitor]) -> tuple[Roles, float]:
    """As `role_in`, and until when that holds, in seconds since the epoch."""
    decisions = Decisions()
    return decisions.of(_document(room), visitors), decisions.until


def moved_from(room: str, visitors: Collection[Visitor]) -> tuple[str, Roles]:
    """The room of the document that was called so before, empty if none was; and what the visitors are to it."""
    document = Document.objects.filter(former_room=room).order_by("-updated_at").first()
    return (document.room, Decisions().of(document, visitors)) if document else ("", dict.fromkeys(visitors))


def is_bereft(room: str, revision: int) -> bool:
    """Whether the document that somebody has seen at that revision is deleted, or moved and another one is here now."""
    here = Document.objects.filter(room=room).values_list("revision", flat=True).first()
    return here is None or (revision > here and Document.objects.filter(former_room=room).exists())


def may_discard(document: Document, visitor: Visitor) -> bool:
    """Whether the document is the visitor's to throw away. A guest's is until somebody owns it."""
    if document.owner_id is None:
        return bool(visitor.person) and document.maker == visitor.person
    return document.owner_id == visitor.user


class Decisions:
    """What people are to one document."""

    def __init__(self) -> None:
        self._access: int | None = None
        self._roles: Roles = {}
        self.until = inf  # seconds since the epoch

    def of(self, document: Document, visitors: Collection[Visitor]) -> Roles:
        """Of each of them, None if it is nothing to them. Asks the database for whom it does not know yet."""
        if document.access != self._access or time() >= self.until or len(self._roles) > MOST:
            self._access, self._roles, self.until = document.access, {}, inf
        if new := {visitor for visitor in visitors if visitor not in self._roles}:
            self._roles |= self._decided(document, new)
        return {visitor: self._roles[visitor] for visitor in visitors}

    def _decided(self, document: Document, visitors: Collection[Visitor]) -> Roles:
        if document.trashed_at is not None:
            return dict.fromkeys(visitors)
        users = _active(visitors)
        here = [visitor for visitor in visitors if visitor.user is None or users.get(visitor.user) == visitor.proof]
        roles: Roles = dict.fromkeys(visitors)  # of those too who are shut out, or signed out, since they came
        if not (document.revision or document.maker):  # it does not exist
            return roles | dict.fromkeys(here, Role.EDITOR if settings.LONGHAND_OPEN_BY_NAME else None)
        by_user, by_link = _granted(document, users), self._by_link(document, visitors)
        for visitor in here:
            found = [by_link[link] for link in visitor.links if link in by_link]
            if visitor.user is not None:
                found += by_user.get(visitor.user, [])
            if _is_open_to(document, visitor):
                found.append(document.open_as)
            most = Role.VIEWER if document.is_locked else Role.OWNER
            roles[visitor] = Role(min(max(found), most)) if found else None
        return roles

    def _by_link(self, document: Document, visitors: Collection[Visitor]) -> dict[int, int]:
        opened = set[int]().union(*(visitor.links for visitor in visitors))
        roles, now = {}, time()
        for link in Link.objects.filter(document=document, pk__in=opened) if opened else ():
            expires = link.expires_at.timestamp() if link.expires_at else inf
            if expires > now:
                roles[link.pk], self.until = link.role, min(self.until, expires)
        return roles


def _document(room: str) -> Document:
    return Document.objects.filter(room=room).first() or Document(room=room, access=0, maker="")


def _is_open_to(document: Document, visitor: Visitor) -> bool:
    if document.open_to == Document.Audience.SIGNED_IN:
        return visitor.user is not None
    return document.open_to == Document.Audience.EVERYONE


def _active(visitors: Collection[Visitor]) -> dict[int, str]:
    """The users among them who are not shut out, with what proves now that one is signed in as them."""
    users = {visitor.user for visitor in visitors if visitor.user is not None}
    active = get_user_model().objects.filter(pk__in=users, is_active=True).only("pk", "password") if users else ()
    return {user.pk: user.get_session_auth_hash() for user in active}


def _granted(document: Document, users: Collection[int]) -> dict[int, list[int]]:
    """The roles that they have for themselves, or as members of groups."""
    if not users:
        return {}
    roles = dict[int, list[int]]()
    here = get_user_model().objects.filter(pk__in=users)
    for user, group, role in Grant.objects.filter(document=document, email="").values_list("user", "group", "role"):
        members = [user] if group is None else here.filter(groups=group).values_list("pk", flat=True)
        for member in members:
            roles.setdefault(member, []).append(role)
    if document.owner_id is not None:
        roles.setdefault(document.owner_id, []).append(Role.OWNER)
    return roles


def _admit(request: HttpRequest, room: str, least: Role) -> None:
    asked = cast(AskedBy, request)
    asked.visitor = visitor_of(request)
    role = role_in(room, asked.visitor)
    if role is None:
        raise Http404
    if role < least:
        raise PermissionDenied
    asked.role = role
