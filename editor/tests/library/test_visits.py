"""What somebody has opened lately."""

import string
from datetime import timedelta
from random import Random

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from editor.library.listing import latest
from editor.library.models import Entry
from editor.library.visits import MOST, opened, remember
from editor.models import Document
from editor.visitors import STRANGER, Visitor

from .people import as_visitor, user, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def rooms(session: SessionStore, visitor: Visitor = STRANGER) -> list[str]:
    return [document.room for document in latest(visitor, opened(session), MOST)]


def test_a_browser_keeps_what_was_opened_last_and_each_once(session: SessionStore) -> None:
    for room in ("one", "two", "three"):
        write(by=STRANGER, room=room)
    for room in ("one", "two", "one", "three", "two"):
        remember(session, STRANGER, room)
    assert [room for room, _ in session["recent"]] == ["two", "three", "one"]
    session["recent"] = [[room, at] for at, (room, _) in enumerate(reversed(session["recent"]))]
    assert rooms(session) == ["two", "three", "one"]


def test_what_does_not_exist_or_is_no_longer_open_is_not_listed(session: SessionStore) -> None:
    remember(session, STRANGER, "room")
    assert rooms(session) == []
    document = write(by=STRANGER, room="room")
    assert rooms(session) == ["room"]
    Document.objects.filter(pk=document.pk).update(open_to=Document.Audience.NAMED)
    assert rooms(session) == []


def test_old_ones_fall_out_of_a_session(session: SessionStore) -> None:
    names = [f"old-{number}" for number in range(MOST + 3)]
    for name in names:
        remember(session, STRANGER, name)
    assert list(opened(session)) == names[: -MOST - 1 : -1]


def test_the_longest_names_fit_into_a_cookie(session: SessionStore, random: Random) -> None:
    session["guest"] = f"{random.getrandbits(128):032x}"
    for _ in range(MOST):
        remember(session, STRANGER, "".join(random.choices(string.ascii_letters, k=100)))
    session.save()
    assert len(session.session_key or "") < 4096 - 200, "browsers keep 4096 characters, with what stands around"


def test_a_users_are_noted_once_a_minute(
    session: SessionStore, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    write(by=boris, room="room")
    remember(session, ada, "room")
    assert session.get("recent") is None
    (first,) = Entry.objects.all()
    with django_assert_num_queries(1):
        remember(session, ada, "room")
    Entry.objects.update(opened_at=timezone.now() - timedelta(seconds=61))
    remember(session, ada, "room")
    (again,) = Entry.objects.all()
    assert again.pk == first.pk
    assert again.opened_at
    assert first.opened_at
    assert again.opened_at > first.opened_at
    assert rooms(session, ada) == ["room"]


def test_what_a_user_has_just_made_counts_as_opened(session: SessionStore) -> None:
    ada, boris = as_visitor(user("Ada")), as_visitor(user("Boris"))
    write(by=boris, room="before")
    remember(session, ada, "before")
    write(by=ada, room="made")
    assert rooms(session, ada) == ["made", "before"]
    remember(session, ada, "missing")
    assert rooms(session, boris) == ["before"]
