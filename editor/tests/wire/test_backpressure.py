"""Readers whose connection stands, but who take nothing in: they are sent away, and nobody else waits for them."""

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from e2e.network import Network
from e2e.server import Server

from .client import PATIENCE
from .conftest import Enter, Log, Markdown
from .raw import narrow, raw, receive, revisions
from .typist import agree, write_anew

STALLED = 5  # readers
MIB = 1024 * 1024
MOST_MEMORY = 30 * MIB  # that it may all cost; what the stalled readers leave unread comes to twice as much


def memory(server: Server) -> int:
    assert server._process
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(server._process.pid)], capture_output=True, check=True)
    return int(told.stdout) * 1024


def sent_away(log: Log) -> int:
    return sum("Closed a socket" in line for line in log.lines())


async def test_what_they_leave_unread_costs_little(
    enter: Enter, network: Callable[[], Network], server: Server, markdown: Markdown, log: Log
) -> None:
    ada, boris = await enter("ada"), await enter("boris")
    ways = [network() for _ in range(STALLED)]
    stalled = [await enter(f"clara{number}", way) for number, way in enumerate(ways)]
    await ada.do(["ins", "1", 0, "x"])
    await write_anew(ada, 0)
    for client in stalled:
        await client.reaches(ada.revision)
    before = memory(server)
    for way in ways:
        way.stall()

    for number in range(1, 50):
        await write_anew(ada, number)
    await boris.reaches(ada.revision)

    assert memory(server) - before < MOST_MEMORY
    assert sent_away(log) == STALLED
    for way in ways:
        way.cut()
        way.restore()
    await agree(markdown, ada, boris, *stalled)
    assert ada.codes == boris.codes == []


async def test_they_are_told_to_come_again(enter: Enter, server: Server, room: str, log: Log) -> None:
    ada = await enter("ada")
    await ada.do(["ins", "1", 0, "x"])
    async with narrow(server, room, "boris-01") as boris:
        for number in range(16):
            await write_anew(ada, number)
        async with asyncio.timeout(PATIENCE):
            while not sent_away(log):
                await asyncio.sleep(0.05)
        seen = 0
        with suppress(ConnectionClosed):
            while True:
                seen = (await receive(boris)).revision
    assert boris.close_code in (1013, 1006), "1006 where reading the rest took longer than the server waits"
    assert seen < ada.revision

    async with raw(server, room, "boris-01", since=seen) as boris:
        assert revisions(await receive(boris)) == list(range(seen + 1, ada.revision + 1))
