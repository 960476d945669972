"""Users and guests with documents, made by the rows they come to."""

from collections.abc import Iterator
from itertools import count

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client

from editor.accounts.models import User
from editor.guests import author
from editor.models import FIRST_BLOCK, Block, Document
from editor.roles import Role
from editor.visitors import Visitor

ROOMS: Iterator[int] = count(1)


def user(name: str) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", name=name)


def as_visitor(user: User) -> Visitor:
    return Visitor(user.person, user.pk, proof=user.get_session_auth_hash())


def signed_in(user: User) -> Client:
    """A browser of theirs."""
    client = Client()
    client.force_login(user)
    return client


def guest(secret: str) -> Client:
    """A browser that keeps this secret."""
    client, session = Client(), SessionStore()
    session["guest"] = secret
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def number(visitor: Visitor) -> int:
    """Of a user, as rows have it."""
    assert visitor.user is not None
    return visitor.user


def as_guest(secret: str) -> Visitor:
    return Visitor(author(secret))


def write(title: str = "Untitled", *, by: Visitor, room: str = "", text: str = "") -> Document:
    """A document of that user or guest, with one block."""
    document = Document.objects.create(
        room=room or f"room-{next(ROOMS)}",
        title=title,
        revision=1,
        maker=by.person,
        owner_id=by.user,
        words=len(title.split()),
    )
    Block.objects.create(document=document, key=FIRST_BLOCK, position=0, text=text or f"# {title}")
    return document


def many(number: int, *, by: Visitor) -> list[Document]:
    """So many empty documents of theirs."""
    given = {"words": 0, "open_to": Document.Audience.EVERYONE, "open_as": Role.EDITOR, "access": 0, "is_locked": False}
    rows = [
        Document(room=f"room-{next(ROOMS)}", revision=1, maker=by.person, owner_id=by.user, **given)
        for _ in range(number)
    ]
    return Document.objects.bulk_create(rows)
