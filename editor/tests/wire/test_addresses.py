"""Which sockets are opened, which are turned away, and by what sign."""

import asyncio
from contextlib import AsyncExitStack
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from e2e.server import Server
from editor import limits

from .conftest import MOST_CONNECTIONS, Enter, Log
from .frames import read_frame
from .test_limits import is_put_off

ADA = "client=ada-0001&since=0"


async def status(server: Server, address: str, origin: Origin | None = None) -> int:
    """Of the handshake: 101 when the socket is opened."""
    try:
        async with connect(f"ws://127.0.0.1:{server.port}{address}", origin=origin):
            return 101
    except InvalidStatus as turned_away:
        return turned_away.response.status_code


async def page_status(server: Server, address: str) -> int:
    def ask() -> int:
        try:
            with urlopen(f"{server.url}{address}", timeout=20) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code

    return await asyncio.to_thread(ask)


@pytest.mark.parametrize("room", ["a", "A-b_9", "x" * 100])
async def test_names_of_rooms(server: Server, log: Log, room: str) -> None:
    assert await page_status(server, f"/document/{room}/") == 200
    assert await status(server, f"/ws/editor/{room}/?{ADA}") == 101
    assert log.lines() == []


@pytest.mark.parametrize(
    "room",
    ["a/b", "a%2Fb", "..%2F..%2Fetc", "a.b", "a%20b", "%C3%A9", "%00", "%0d%0aSet-Cookie:x", "x" * 101, "x" * 10_000],
    ids=lambda room: room[:20],
)
async def test_names_of_no_room(server: Server, log: Log, room: str) -> None:
    assert await page_status(server, f"/document/{room}/") == 404
    assert len(log.lines()) == 1, "for the page"
    assert await status(server, f"/ws/editor/{room}/?{ADA}") == 403
    assert len(log.lines()) == 2, "for the socket"


@pytest.mark.parametrize("address", ["/ws/editor/", "/ws/", "/", "/ws/editor/room", "/document/room/"])
async def test_other_addresses_are_no_rooms(server: Server, log: Log, address: str) -> None:
    assert await status(server, f"{address}?{ADA}") == 403
    assert len(log.lines()) == 1


@pytest.mark.parametrize(
    "query",
    [
        *("", "client=ada-0001", "since=0", "client=&since=0", "client=ada&since=0", f"client={'x' * 65}&since=0"),
        *("client=ada+0001&since=0", "client=%C3%A9da-0001&since=0", "client=ada-0001%0A&since=0"),
        *("client=ada-0001&since=-1", "client=ada-0001&since=1.0", "client=ada-0001&since=x", "client=ada-0001&since="),
        *(f"client=ada-0001&since={'9' * 19}", "client=ada-0001&since=%D9%A3", "%FF=%FF"),
    ],
)
async def test_a_client_without_a_name_or_revision_is_told_to_stop(
    server: Server, log: Log, room: str, query: str
) -> None:
    async with connect(f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?{query}") as socket:
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 20)
        assert socket.close_code == 4400
    assert len(log.lines()) == 1


@pytest.mark.parametrize(
    "origin",
    ["http://evil.org", "http://127.0.0.1", "http://127.0.0.1:1", "http://evil.org@127.0.0.1", "null"],
)
async def test_a_page_of_another_site_is_turned_away(server: Server, log: Log, room: str, origin: Origin) -> None:
    assert await status(server, f"/ws/editor/{room}/?{ADA}", origin) == 403
    assert len(log.lines()) == 1


async def test_a_page_of_this_site_and_a_program_are_let_in(server: Server, log: Log, room: str) -> None:
    assert await status(server, f"/ws/editor/{room}/?{ADA}", Origin(f"http://127.0.0.1:{server.port}")) == 101
    assert await status(server, f"/ws/editor/{room}/?{ADA}") == 101
    assert log.lines() == []


async def test_a_page_that_reached_this_machine_by_another_name_is_turned_away(server: Server, room: str) -> None:
    evil = f"evil.org:{server.port}"  # whose address its owner lets point to this machine once the page is loaded
    address = f"ws://{evil}/ws/editor/{room}/?{ADA}"
    with pytest.raises(InvalidStatus):
        async with connect(address, origin=Origin(f"http://{evil}"), host="127.0.0.1", port=server.port):
            pass


async def test_a_room_takes_so_many_connections(server: Server, room: str, log: Log, enter: Enter) -> None:
    address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?{ADA}"
    async with AsyncExitStack() as here:
        sockets = [await here.enter_async_context(connect(address)) for _ in range(MOST_CONNECTIONS)]
        for socket in sockets:
            read_frame(str(await socket.recv()))
        async with connect(address) as one_more:
            assert await is_put_off(one_more) == limits.FULL_HOUSE
        assert await status(server, f"/ws/editor/{room}-other/?{ADA}") == 101
    assert len(log.lines()) == 1
    await enter("ada")
