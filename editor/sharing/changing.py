"""What an owner does about who may do what. Each takes effect at once, for whoever is in the document, wherever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, QuerySet
from django.db.transaction import atomic, on_commit
from django.utils import timezone

from ..accounts.models import User
from ..lobby import lobby
from ..models import Document
from ..names import new_room
from ..roles import Role
from .models import Grant, Link


class Refused(Exception):
    """Why something cannot be done, for the person."""


@contextmanager
def change(document: Document) -> Iterator[None]:
    """What is done in here changes who may do what with the document: everyone in it is looked at again."""
    with atomic():
        yield
        document.count_access()
        on_commit(partial(reconsider, document.room))


@contextmanager
def change_all(documents: QuerySet[Document]) -> Iterator[None]:
    """As `change`, of all that those are beforehand; and everyone in any document is looked at again."""
    with atomic():
        documents.update(access=F("access") + 1)
        yield
        on_commit(async_to_sync(_reconsider_all))


def reconsider(room: str) -> None:
    async_to_sync(_reconsider)(room)


async def _reconsider(room: str) -> None:
    lobby().reconsider(room)


async def _reconsider_all() -> None:
    lobby().reconsider_all()


def open_to(document: Document, audience: str, role: Role) -> None:
    with change(document):
        Document.objects.filter(pk=document.pk).update(open_to=audience, open_as=role)


def give(document: Document, whom: str, role: Role, giver: User) -> Grant:
    """Give the role to the person with that e-mail address, known here or not, or to a group of the giver's."""
    with change(document):
        grant, _ = document.grants.update_or_create(defaults={"role": role}, **_grantee(whom.strip(), giver))
    return grant


def _grantee(whom: str, giver: User) -> dict[str, Any]:
    if "@" not in whom:
        group = Group.objects.filter(name=whom, user=giver).first()
        if group is None:
            raise Refused("That is neither an e-mail address nor the name of a group of yours.")
        return {"group": group}
    email = whom.lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("That is no e-mail address.") from None
    if email == giver.email:
        raise Refused("You own this document already.")
    user = User.objects.known_by(email)
    return {"user": user} if user else {"email": email}


def give_another_role(grant: Grant, role: Role) -> None:
    with change(grant.document):
        Grant.objects.filter(pk=grant.pk).update(role=role)


def take_back(granted: Grant | Link) -> None:
    with change(granted.document):
        granted.delete()


def hand_over(grant: Grant) -> None:
    """Make the one who has the grant the owner, and the owner an editor."""
    if grant.user is None:
        raise Refused("Only a person who has signed in here before can own a document.")
    make_owner(grant.document, grant.user)


def make_owner(document: Document, new: User) -> None:
    """The one who owned it stays as an editor."""
    with change(document):
        document.grants.filter(user=new).delete()
        if document.owner_id not in (None, new.pk):
            document.grants.create(user_id=document.owner_id, role=Role.EDITOR)
        Document.objects.filter(pk=document.pk).update(owner=new)


def disown(document: Document) -> None:
    """Leave it nobody's."""
    with change(document):
        Document.objects.filter(pk=document.pk).update(owner=None, maker="")


def lock(document: Document, is_locked: bool) -> None:
    """Whether nobody may write, not even the owner."""
    with change(document):
        Document.objects.filter(pk=document.pk).update(is_locked=is_locked)


def close(document: Document) -> None:
    """To everyone but the owner and those who are named."""
    with change(document):
        document.links.all().delete()
        Document.objects.filter(pk=document.pk).update(open_to=Document.Audience.NAMED)


def move(document: Document) -> str:
    """To an address that nobody guesses, which is told to those who are in it. The old one is that of no document."""
    room = new_room()
    with change(document):
        Document.objects.filter(pk=document.pk).update(room=room, former_room=document.room)
    return room


def make_link(document: Document, role: Role, last_day: date | None, password: str) -> Link:
    """A link that holds until the end of that day, UTC. It changes nothing for those who are here."""
    expires_at = None
    if last_day is not None:
        expires_at = datetime.combine(last_day + timedelta(days=1), time(), timezone.get_default_timezone())
        if expires_at <= timezone.now():
            raise Refused("That day is over.")
    hashed = make_password(password) if password else ""
    return Link.objects.create(document=document, role=role, expires_at=expires_at, password=hashed)
