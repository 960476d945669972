"""The hub of a room: who is sent what, when edits, newcomers and other processes' news come together."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import OperationalError

from editor import inbox, turnstile
from editor.announcements import Announcements
from editor.edit import Edit, Refusal
from editor.guests import guest
from editor.merge import Insert
from editor.models import FIRST_BLOCK
from editor.presence import Stay
from editor.rooms import Room
from editor.turns import Agenda, Turn, take_turn, take_turns
from editor.turnstile import Turnstile

from .documents import Writer, accept, texts
from .members import Socket

pytestmark = pytest.mark.django_db(transaction=True)
B = FIRST_BLOCK


@pytest.fixture
async def room() -> Room:
    def deaf(message: dict[str, Any]) -> None: ...

    return Room("room", Announcements(deaf), Turnstile())


async def test_who_joins_gets_what_it_missed_and_then_the_news(room: Room, ada: Writer) -> None:
    first, second = Socket(ada.client), Socket("boris-01")
    room.join(first)
    assert await first.changes() == []
    room.submit(first, ada.edit(0, Insert(B, 0, "one")))
    assert await first.changes() == [(1, ada.client, 1)]

    room.join(second)
    assert await second.changes() == [(1, ada.client, 1)]
    room.submit(first, ada.edit(1, Insert(B, 3, " two")))
    assert await first.changes() == await second.changes() == [(2, ada.client, 2)]
    assert len(room) == 2


async def test_what_waits_goes_as_one_batch_and_one_frame(room: Room, ada: Writer, boris: Writer) -> None:
    one, other = Socket(ada.client), Socket(boris.client)
    room.join(one)
    room.join(other)
    await one.frame()
    for writer, socket in ((ada, one), (boris, other)) * 3:
        room.submit(socket, writer.edit(0, Insert(B, 0, "x")))
    expected = [(rev, (ada, boris)[(rev - 1) % 2].client, (rev + 1) // 2) for rev in range(1, 7)]
    assert await other.changes() == []
    assert await other.changes() == expected
    assert await one.changes() == expected


async def test_a_refusal_is_for_its_sender_alone(room: Room, ada: Writer, boris: Writer) -> None:
    one, other = Socket(ada.client), Socket(boris.client)
    room.join(one)
    room.join(other)
    await one.frame()
    await other.frame()
    room.submit(one, ada.edit(9, Insert(B, 0, "x")))
    room.refuse(one, 2, Refusal("malformed", "No."))
    room.submit(other, boris.edit(0, Insert(B, 0, "y")))

    assert await other.changes() == [(1, boris.client, 1)]
    assert await one.changes() == [(1, boris.client, 1)]
    refused = [(await one.frame()).one(id="sync").attributes["data-refused"] for _ in range(2)]
    assert [json.loads(each or "") for each in refused] == [
        {"seq": 1, "code": "unknown-revision"},
        {"seq": 2, "code": "malformed"},
    ]


async def test_an_edit_that_was_stored_before_is_answered_by_what_the_client_missed(room: Room, ada: Writer) -> None:
    edit = ada.edit(0, Insert(B, 0, "once"))
    await asyncio.to_thread(accept, "room", edit)
    socket = Socket(ada.client, since=0)
    room.join(socket)
    assert await socket.changes() == [(1, ada.client, 1)]

    room.submit(socket, edit)
    room.submit(socket, ada.edit(1, Insert(B, 0, "and ")))
    assert await socket.changes() == [(2, ada.client, 2)], "and no second time"


async def test_or_by_a_frame_of_its_own_if_it_missed_nothing(room: Room, ada: Writer) -> None:
    edit = ada.edit(0, Insert(B, 0, "once"))
    await asyncio.to_thread(accept, "room", edit)
    socket = Socket(ada.client, since=1)
    room.join(socket)
    assert await socket.changes() == []

    room.submit(socket, edit)
    assert await socket.changes() == [(1, ada.client, 1)]


async def test_the_first_frame_is_what_one_missed_whatever_one_sends_at_once(room: Room, ada: Writer) -> None:
    await asyncio.to_thread(accept, "room", ada.edit(0, Insert(B, 0, "one")))
    socket = Socket("boris-01", since=0)
    room.join(socket)
    room.submit(socket, Writer("boris-01").edit(99, Insert(B, 0, "x")))
    first = await socket.frame()
    assert "data-refused" not in first.one(id="sync").attributes
    assert [change["rev"] for change in json.loads(first.one(id="sync").attributes["data-changes"] or "")] == [1]


async def test_news_of_another_process_are_passed_on_as_they_are(room: Room, ada: Writer) -> None:
    socket = Socket("boris-01")
    room.join(socket)
    await socket.frame()
    room.hear(await elsewhere([ada.edit(0, Insert(B, 0, "one"))], at=0))
    assert await socket.changes() == [(1, ada.client, 1)]


async def test_news_that_got_lost_are_read_from_the_database(room: Room, ada: Writer) -> None:
    socket = Socket("boris-01")
    room.join(socket)
    await socket.frame()
    await elsewhere([ada.edit(0, Insert(B, 0, "one"))], at=0)
    room.hear(await elsewhere([ada.edit(1, Insert(B, 3, " two"))], at=1))
    assert await socket.changes() == [(1, ada.client, 1), (2, ada.client, 2)]


async def test_news_that_come_late_are_passed_over(room: Room, ada: Writer) -> None:
    late = await elsewhere([ada.edit(0, Insert(B, 0, "one"))], at=0)
    socket = Socket("boris-01")
    room.join(socket)
    assert await socket.changes() == [(1, ada.client, 1)]
    room.hear(late)
    room.hear(await elsewhere([ada.edit(1, Insert(B, 3, " two"))], at=1))
    assert await socket.changes() == [(2, ada.client, 2)]


async def elsewhere(edits: list[Edit], at: int) -> dict[str, Any]:
    """Another process, whose room is at that revision, takes the edits; what it tells the others."""
    turn = await asyncio.to_thread(take_turn, Agenda("room", edits, at, "", []))
    told = {"frame": turn.news, "title": turn.title, "changes": turn.changes}
    return {"type": "frame", "first": at, "last": turn.revision, **told}


async def test_a_database_that_is_away_sends_those_who_wait_to_come_again(
    room: Room, ada: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, reading = Socket(ada.client), Socket("boris-01")
    room.join(reading)
    await reading.frame()
    room.join(waiting)
    await waiting.frame()

    def away(*_: object) -> None:
        raise OperationalError("away")

    edit = ada.edit(0, Insert(B, 0, "one"))
    with monkeypatch.context() as outage:
        outage.setattr(turnstile, "take_turns", away)
        room.submit(waiting, edit)
        async with asyncio.timeout(10):
            await waiting.restarted.wait()
    assert not reading.restarted.is_set()
    room.submit(waiting, edit)
    assert await reading.changes() == [(1, ada.client, 1)]


async def test_nothing_is_read_for_who_has_left_before_its_turn(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = list[str]()

    def noting(agendas: Sequence[Agenda]) -> list[Turn | Exception]:
        readers.extend(reader.client for agenda in agendas for reader in agenda.readers)
        return take_turns(agendas)

    monkeypatch.setattr(turnstile, "take_turns", noting)
    ada, boris = Socket("ada-0001"), Socket("boris-01")
    room.join(boris)
    room.join(ada)
    room.leave(boris)
    await ada.frame()
    assert readers == [ada.client]


async def test_presence_tells_of_everyone_here_and_elsewhere(room: Room) -> None:
    ada, boris = Socket("ada-0001"), Socket("boris-01")
    room.join(ada)
    await ada.frame()
    room.join(boris)
    stay = Stay(guest("clara-01").key, "Clara", named=1.0, since=1.0, colour=0)
    room.hear({"type": "presence", "process": "elsewhere", "people": [list(stay)]})
    while await ada.people() != [stay.key, ada.guest.key, boris.guest.key]:
        pass
    room.leave(boris)
    assert boris.guest.key not in await ada.people()


async def test_whoever_does_not_wait_for_answers_is_not_borne_for_long(
    room: Room, ada: Writer, boris: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_WAITING", 2)
    one, other = Socket(ada.client), Socket(boris.client)
    assert room.submit(one, ada.edit(0, Insert(B, 0, "x")))
    assert room.refuse(one, 2, Refusal("malformed", "No."))
    assert not room.submit(one, ada.edit(0, Insert(B, 0, "x")))
    assert room.submit(other, boris.edit(0, Insert(B, 0, "x")))
    await room.settle()


async def test_a_room_that_settles_answers_what_it_has_and_takes_nothing_more(room: Room, ada: Writer) -> None:
    socket = Socket(ada.client)
    room.join(socket)
    room.submit(socket, ada.edit(0, Insert(B, 0, "one")))
    settled = asyncio.create_task(room.settle())
    await asyncio.sleep(0)
    room.submit(socket, ada.edit(1, Insert(B, 0, "two")))
    await settled
    assert await socket.changes() == [(1, ada.client, 1)]
    assert await asyncio.to_thread(texts, "room") == ["one"]
