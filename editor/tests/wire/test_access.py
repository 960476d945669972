"""An owner changes who may write while people do, at two processes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from e2e.server import Server

from .client import Client
from .owner import Owner
from .test_processes import servers as servers
from .test_processes import valkey as valkey

FORBIDDEN = 4403


@pytest.fixture
async def owner(servers: list[Server], room: str) -> Owner:
    return await asyncio.to_thread(Owner, servers[0].url, f"{room}@longhand.test")


@pytest.fixture
async def document(owner: Owner) -> str:
    return await asyncio.to_thread(owner.begins)


@pytest.fixture
async def guests(servers: list[Server], document: str) -> AsyncIterator[list[Client]]:
    """Each at another process."""
    guests = [
        Client(name, server.url, document) for name, server in zip(("ada-0001", "boris-01"), servers, strict=True)
    ]
    for guest in guests:
        await guest.open()
    yield guests
    for guest in guests:
        await guest.leave()


async def test_everyone_is_put_out_wherever_they_are(owner: Owner, guests: list[Client], document: str) -> None:
    ada, boris = guests
    await ada.do(["ins", "1", 0, "Ada "])
    await boris.reaches(1)
    await boris.do(["ins", "1", 0, "Boris "])
    for guest in guests:
        await guest.reaches(2)
    await asyncio.to_thread(owner.opens_to, document, role="1")
    for guest in guests:
        await guest.do(["ins", "1", 0, "late "])
    for guest in guests:
        assert await guest.closed() == FORBIDDEN
        (notices,) = [each for each in guest.frames[-1].partials if each.id == "notices"]
        assert "You can still read this document" in notices.text()
    assert (await asyncio.to_thread(owner.reads, document)).strip() == "Boris Ada"


async def test_a_link_for_those_who_are_named_alone_leads_nowhere(
    owner: Owner, servers: list[Server], document: str
) -> None:
    await asyncio.to_thread(owner.opens_to, document, audience="named")
    stranger = Client("eve-0001", servers[1].url, document)
    with pytest.raises(OSError, match="404"):
        await stranger.open()
