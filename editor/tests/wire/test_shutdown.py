"""The server is asked to end: what it has taken is stored and answered, and every client is told to come again."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from subprocess import Popen
from time import monotonic

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from e2e.network import Network
from e2e.server import Server

from .client import PATIENCE
from .conftest import Enter, Markdown
from .frames import Change
from .raw import raw, receive, revisions

RESTART = 1012
LAST = 10  # seconds


def process(server: Server) -> Popen[bytes]:
    assert server._process
    return server._process


async def ended(server: Server) -> int:
    return await asyncio.to_thread(process(server).wait, PATIENCE)


async def no_longer_listens(server: Server) -> None:
    async with asyncio.timeout(PATIENCE):
        with suppress(OSError):
            while True:
                _, writer = await asyncio.open_connection("127.0.0.1", server.port)
                writer.close()


async def arrived(socket: ClientConnection) -> None:
    """Wait until the server has taken in what was sent on this connection."""
    for _ in range(2):
        await (await socket.ping())


async def closed(socket: ClientConnection) -> list[Change]:
    """Wait until it is; the changes that still came."""
    changes = list[Change]()
    with suppress(ConnectionClosed):
        while True:
            changes += (await receive(socket)).changes
    return changes


@contextmanager
def database_locked(server: Server) -> Iterator[Callable[[], None]]:
    """By someone else; gives what unlocks it."""
    with closing(sqlite3.connect(server.log.parent / "longhand.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield database.rollback


def edit(seq: int, text: str, base: int = 0) -> str:
    return json.dumps({"type": "edit", "seq": seq, "base": base, "ops": [["ins", "1", 0, text]]})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_everyone_is_told_to_come_again(server: Server, room: str, number: signal.Signals) -> None:
    async with (
        raw(server, room, "ada-0001") as ada,
        raw(server, room, "boris-01") as boris,
        raw(server, f"{room}-2", "clara-01") as clara,
    ):
        for socket in (ada, boris, clara):
            await receive(socket)
        process(server).send_signal(number)
        for socket in (ada, boris, clara):
            await closed(socket)
            assert socket.close_code == RESTART
    assert await ended(server) == 0


async def test_what_was_taken_is_stored_and_answered(server: Server, room: str, markdown: Markdown) -> None:
    async with raw(server, room, "ada-0001") as ada, raw(server, room, "boris-01") as boris:
        await receive(ada)
        await receive(boris)
        with database_locked(server) as unlock:
            await ada.send(edit(1, "ada"))  # which a transaction waits with
            await arrived(ada)
            await boris.send(edit(1, "boris"))  # which waits for that transaction
            await arrived(boris)
            process(server).terminate()
            await no_longer_listens(server)
            await boris.send(edit(2, "late"))
            await arrived(boris)
            unlock()
        for socket in (ada, boris):
            told = [(change.rev, change.by, change.seq) for change in await closed(socket)]
            assert told == [(1, "ada-0001", 1), (2, "boris-01", 1)]
            assert socket.close_code == RESTART
    assert await ended(server) == 0

    await asyncio.to_thread(server.start)
    assert await asyncio.to_thread(markdown) == "adaboris"
    async with raw(server, room, "boris-01", since=2) as boris:
        assert revisions(await receive(boris)) == []
        await boris.send(edit(2, "late ", base=2))
        while (await receive(boris)).changes == []:
            pass
    assert await asyncio.to_thread(markdown) == "late adaboris"


async def test_whoever_hangs_does_not_hold_up_the_end(
    enter: Enter, network: Callable[[], Network], server: Server, room: str, markdown: Markdown
) -> None:
    way = network()
    ada = await enter("ada")
    stalled = await connect(f"ws://127.0.0.1:{way.port}/ws/editor/{room}/?client=boris-01&since=0")
    await receive(stalled)
    way.stall()
    with database_locked(server):
        await ada.do(["ins", "1", 0, "kept"])
        started = monotonic()
        process(server).terminate()
        assert await ended(server) == 0
        assert monotonic() - started < LAST
    way.cut()
    await stalled.wait_closed()
    assert ada.codes[0] == RESTART
    await asyncio.to_thread(server.start)
    await ada.settled()
    assert await asyncio.to_thread(markdown) == "kept"
