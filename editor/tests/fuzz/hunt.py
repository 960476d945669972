"""A hunt: strangers send whatever they like for some time, and then it is looked at what has become of the server."""

import asyncio
import re
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil

from e2e.server import Server

from ..wire.client import Client
from .strangers import ByRequests, Findings, OnSocket, Stranger

ROOMS = ["fuzz-1", "fuzz-2", "fuzz-3"]
ON_SOCKETS, BY_REQUESTS = 6, 4
GROWTH = 200 * 2**20  # bytes after the first third of the time: what is remembered has bounds, reached slowly
SETTINGS = {  # nobody is held up, and what a document may be is reached within seconds
    "LONGHAND_MAX_EDITS": "0",
    "LONGHAND_MAX_NEW_DOCUMENTS": "0",
    "LONGHAND_MAX_UPLOADS": "0",
    "LONGHAND_MAX_COMMENTS": "0",
    "LONGHAND_MAX_CONNECTIONS_PER_PERSON": "0",
    "LONGHAND_MAX_BLOCK": "4000",
    "LONGHAND_MAX_DOCUMENT": "40000",
    "LONGHAND_MAX_FILES": "1000000",
}
ALARMS = re.compile(r"Traceback| (?:ERROR|CRITICAL) ")


async def hunt(directory: Path, seed: int, seconds: float) -> Findings:
    found = Findings()
    server = await asyncio.to_thread(Server, directory, settings=SETTINGS)
    await asyncio.to_thread(server.start)
    try:
        strangers = list[Stranger]()
        for number in range(ON_SOCKETS + BY_REQUESTS):
            kind = OnSocket if number < ON_SOCKETS else ByRequests
            strangers.append(kind(server, ROOMS[number % len(ROOMS)], Random(f"{seed} {number}"), found))
        tasks = [asyncio.create_task(stranger.run()) for stranger in strangers]
        await asyncio.wait(tasks, timeout=seconds / 3, return_when=asyncio.FIRST_EXCEPTION)
        before = _memory(server)
        await asyncio.wait(tasks, timeout=2 * seconds / 3, return_when=asyncio.FIRST_EXCEPTION)
        await _end(tasks, found)
        found.grown = _memory(server) - before
        if found.grown > GROWTH:
            found.wrong.append(f"the server grew by {found.grown} bytes")
        await _look(server, found)
    finally:
        await asyncio.to_thread(server.stop)
    return found


async def _end(tasks: list[asyncio.Task[None]], found: Findings) -> None:
    for task in tasks:
        if task.done():
            found.wrong.append(f"a stranger could not go on: {task.exception()!r}")
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task


async def _look(server: Server, found: Findings) -> None:
    """Whether the server is as it was before, and so are the documents."""
    if not server.runs:
        found.wrong.append("the server has ended")
        return
    for number, room in enumerate([*ROOMS, "never-seen"]):
        client = Client(f"ada-{number:04}", server.url, room)
        try:
            await client.open()
            await client.do(["ins", next(iter(client.blocks)), 0, f"Ada {number}"])
            await client.settled()
            if f"Ada {number}" not in await asyncio.to_thread(server.markdown, room):
                found.wrong.append(f"what was written in {room} afterwards is not there")
            await client.leave()
        except Exception as error:
            found.wrong.append(f"nobody can write in {room} any more: {error!r}")
    try:
        await asyncio.to_thread(server.manage, "verify_documents")
    except AssertionError as differences:
        found.wrong.append(str(differences))
    lines = server.log.read_text(errors="replace").splitlines()
    found.wrong += [line[:4_000] for line in lines if ALARMS.search(line)]


def _memory(server: Server) -> int:
    assert server._process
    return int(psutil.Process(server._process.pid).memory_info().rss)
