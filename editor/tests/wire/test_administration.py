"""What an administrator does at one process, for those who write at another."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from e2e.server import Server

from .administrator import Administrator
from .client import PATIENCE, Client
from .owner import Owner
from .raw import receive, revisions
from .test_access import FORBIDDEN
from .test_access import document as document
from .test_access import owner as owner
from .test_processes import servers as servers
from .test_processes import valkey as valkey

DOCUMENTS, PEOPLE = "editor/document", "accounts/user"


@pytest.fixture
async def root(servers: list[Server], room: str) -> Administrator:
    return await asyncio.to_thread(Administrator, servers[0], f"{room}-root@longhand.test")


@pytest.fixture
async def guest(servers: list[Server], document: str) -> AsyncIterator[Client]:
    """Who has written in the document at the other process."""
    guest = Client("guest-01", servers[1].url, document)
    await guest.open()
    await guest.do(["ins", "1", 0, "Taken"])
    await guest.settled()
    yield guest
    await guest.leave()


async def is_put_out(guest: Client, notice: str) -> None:
    """Goes on until then."""
    await guest.do(["ins", "1", 0, "late "])
    assert await guest.closed() == FORBIDDEN
    (notices,) = [each for each in guest.frames[-1].partials if each.id == "notices"]
    assert notice in notices.text()


async def test_a_document_that_is_locked(
    root: Administrator, guest: Client, servers: list[Server], document: str
) -> None:
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "lock")
    await is_put_out(guest, "You can still read this document")
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "unlock")
    assert await asyncio.to_thread(servers[0].markdown, document) == "Taken"


async def test_a_document_that_is_closed(root: Administrator, guest: Client, owner: Owner, document: str) -> None:
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "close")
    await is_put_out(guest, "This document is not shared with you any more")
    assert await asyncio.to_thread(owner.reads, document) == "Taken"


async def test_a_document_that_is_thrown_away(root: Administrator, guest: Client, owner: Owner, document: str) -> None:
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "throw_away")
    await is_put_out(guest, "This document is not shared with you any more")
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "restore")
    assert await asyncio.to_thread(owner.reads, document) == "Taken"


async def test_a_document_that_is_deleted(
    root: Administrator, guest: Client, servers: list[Server], document: str
) -> None:
    await asyncio.to_thread(root.acts, DOCUMENTS, document, "remove")
    await is_put_out(guest, "This document is not shared with you any more")
    assert await asyncio.to_thread(servers[0].markdown, document) == ""


async def test_a_person_who_is_shut_out(
    root: Administrator, owner: Owner, servers: list[Server], document: str, room: str
) -> None:
    address = f"{servers[1].url.replace('http', 'ws')}/ws/editor/{document}/?client=owner-01&since=0"
    async with connect(address, additional_headers={"Cookie": owner.cookies}) as socket, asyncio.timeout(PATIENCE):
        await socket.send(edit(1, "Taken"))
        while not revisions(await receive(socket)):
            pass
        await asyncio.to_thread(root.acts, PEOPLE, f"{room}@longhand.test", "shut_out")
        with suppress(ConnectionClosed):
            await socket.send(edit(2, "late "))
            while True:
                await receive(socket)
    assert socket.close_code == FORBIDDEN
    assert await asyncio.to_thread(servers[0].markdown, document) == "Taken"


def edit(seq: int, text: str) -> str:
    return json.dumps({"type": "edit", "seq": seq, "base": 0, "ops": [["ins", "1", 0, text]]})
