import string
from random import Random

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from editor.merge import Insert
from editor.models import FIRST_BLOCK
from editor.recent import MOST, recent_documents, remember

from .documents import Writer, accept

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def write(room: str, title: str = "") -> None:
    accept(room, Writer("ada-0001").edit(0, Insert(FIRST_BLOCK, 0, title or room)))


def rooms(session: SessionStore) -> list[str]:
    return [document["room"] for document in recent_documents(session)]


def test_the_last_opened_stands_first_and_once(session: SessionStore) -> None:
    for room in ("one", "two", "three"):
        write(room)
    for room in ("one", "two", "one", "three", "two"):
        remember(session, room)
    assert rooms(session) == ["two", "three", "one"]


def test_a_room_is_listed_when_somebody_has_written_in_it(session: SessionStore) -> None:
    remember(session, "room")
    assert recent_documents(session) == []
    write("room", "# A title")
    (document,) = recent_documents(session)
    assert (document["room"], document["title"], document["url"]) == ("room", "A title", "/document/room/")


def test_old_ones_fall_out(session: SessionStore) -> None:
    names = [f"room-{number}" for number in range(MOST + 3)]
    for name in names:
        write(name)
        remember(session, name)
    assert rooms(session) == names[: -MOST - 1 : -1]


def test_the_longest_names_fit_into_a_cookie(session: SessionStore, random: Random) -> None:
    session["guest"] = f"{random.getrandbits(128):032x}"
    for _ in range(MOST):
        remember(session, "".join(random.choices(string.ascii_letters, k=100)))
    session.save()
    assert len(session.session_key or "") < 4096 - 200, "browsers keep 4096 characters, with what stands around"


def test_who_opened_nothing_has_nothing(session: SessionStore) -> None:
    assert recent_documents(session) == []
