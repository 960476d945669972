"""A document gets another address while people write in it, at two processes."""

import asyncio
import json

import pytest
from websockets.exceptions import ConnectionClosed

from e2e.server import Server

from .client import Client
from .frames import Frame
from .owner import Owner
from .raw import raw, receive
from .test_access import FORBIDDEN
from .test_access import document as document
from .test_access import guests as guests
from .test_access import owner as owner
from .test_processes import servers as servers
from .test_processes import valkey as valkey
from .test_requests import Requests


def led_to(frame: Frame) -> list[str | None]:
    """Where links in the notices of a frame lead."""
    notices = [each for each in frame.partials if each.id == "notices"]
    assert [each.text().strip()[:15] for each in notices]
    return [each.attributes["href"] for notice in notices for each in notice.all() if each.tag == "a"]


async def test_everyone_is_told_where_it_is_now(owner: Owner, guests: list[Client], document: str) -> None:
    ada, boris = guests
    await ada.do(["ins", "1", 0, "Ada"])
    await boris.reaches(1)
    new = await asyncio.to_thread(owner.moves, document)
    for guest in guests:
        assert await guest.closed() == FORBIDDEN
        assert led_to(guest.frames[-1]) == [f"/document/{new}/"]
    assert await asyncio.to_thread(owner.reads, new) == "Ada"


async def test_who_comes_back_to_the_old_address_is_told(
    owner: Owner, guests: list[Client], servers: list[Server], document: str
) -> None:
    await guests[0].do(["ins", "1", 0, "Ada"])
    await guests[0].settled()
    new = await asyncio.to_thread(owner.moves, document)
    async with raw(servers[1], document, "clara-0001", since=1) as socket:
        assert led_to(await receive(socket)) == [f"/document/{new}/"]
        with pytest.raises(ConnectionClosed):
            await receive(socket)
    assert socket.close_code == FORBIDDEN


async def test_strangers_are_not(owner: Owner, guests: list[Client], servers: list[Server], document: str) -> None:
    """They find the old address unused, as any other that nobody has begun to write at."""
    await guests[0].do(["ins", "1", 0, "Ada"])
    await guests[1].reaches(1)
    new = await asyncio.to_thread(owner.moves, document)
    await asyncio.to_thread(owner.opens_to, new, audience="named")
    async with raw(servers[1], document, "eve-000001", since=1) as socket:
        assert led_to(await receive(socket)) == []
    async with raw(servers[1], document, "eve-000001") as old, raw(servers[1], f"{document}x", "eve-000001") as unused:
        (sync, *others), (sync_unused, *others_unused) = (await receive(old)).partials, (await receive(unused)).partials
        assert sync.attributes == sync_unused.attributes
        assert {each.id for each in others} == {each.id for each in others_unused}


async def test_nothing_of_it_gets_into_another_one_of_the_old_name(
    owner: Owner, guests: list[Client], servers: list[Server], document: str
) -> None:
    ada, boris = guests
    await ada.do(["ins", "1", 0, "Ada"])
    await boris.reaches(1)
    new = await asyncio.to_thread(owner.moves, document)
    await boris.do(["ins", "1", 3, " late"])
    assert await boris.closed() == FORBIDDEN
    assert await asyncio.to_thread(servers[0].markdown, document) == ""
    assert await asyncio.to_thread(owner.reads, new) == "Ada"


async def test_nor_from_a_page_of_the_old_one_that_comes_back_later(
    owner: Owner, guests: list[Client], servers: list[Server], document: str
) -> None:
    """By a socket, by requests, or out of what a browser has kept."""
    ada, boris = guests
    await ada.do(["ins", "1", 0, "Ada"])
    await ada.settled()
    await ada.do(["ins", "1", 3, " knows"])
    await boris.reaches(2)
    new = await asyncio.to_thread(owner.moves, document)
    async with raw(servers[0], document, "eve-000001") as eve:
        await eve.send(json.dumps({"type": "edit", "seq": 1, "base": 0, "ops": [["ins", "1", 0, "Eve"]]}))
        while not (await receive(eve)).changes:
            pass
        async with raw(servers[1], document, boris.name, since=2) as socket:
            assert led_to(await receive(socket)) == [f"/document/{new}/"]
        late = Requests(servers[1], document)
        assert await late.status("news?client=boris-01&since=2", None) == 404
        said = await late.unsent(seq=0, busy=False, revision=2, sent=[], waiting=[["ins", "1", 9, "!"]])
        assert "has another address now" in said
    assert await asyncio.to_thread(servers[0].markdown, document) == "Eve"
