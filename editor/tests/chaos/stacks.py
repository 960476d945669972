"""What the writers' lines lead to, and what goes wrong there. Each fault is over when all is healthy again."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

from e2e.server import Server

from .line import Line
from .services import PostgreSQL, Valkey

ROOM = "chaos"
RESTART = 1012  # the code with which a server that ends in order closes its connections
DOWN = 1.0  # seconds at most


class Stack:
    """Some servers that share a database."""

    servers: list[Server]
    lines: Sequence[Line] = ()  # of the writers
    explained: str | None = None  # what a log may say with a traceback after these faults

    @property
    def faults(self) -> dict[str, Callable[[int, float], Awaitable[None]]]:
        """Each takes which of the servers it is about, and the extent, from 0 to 1."""
        return {"kill": self.kill, "restart": self.restart}

    async def start(self) -> None:
        await asyncio.gather(*[asyncio.to_thread(server.start) for server in self.servers])

    async def kill(self, which: int, extent: float) -> None:
        server = self._server(which)
        await asyncio.to_thread(server.kill)
        await asyncio.sleep(DOWN * extent)
        await asyncio.to_thread(server.start)

    async def restart(self, which: int, extent: float = 0.0) -> None:
        """In order: everyone on it is told to come again."""
        server = self._server(which)
        links = [link for line in self.lines for link in line.links if link.server is server and link.stands]
        await asyncio.to_thread(server.stop)
        for link in links:
            await asyncio.wait_for(link.upstream.wait_closed(), 5)
            code = link.upstream.close_code
            assert link.left or code == RESTART, f"a server ended and closed a connection with {code}"
        await asyncio.to_thread(server.start)

    async def revision(self) -> int:
        """The document's, as it is stored."""
        return await asyncio.to_thread(self._revision)

    async def healthy(self) -> None:
        await asyncio.gather(*[asyncio.to_thread(server.wait_until_healthy) for server in self.servers])

    def close(self) -> None:
        for server in self.servers:
            server.stop()

    def _revision(self) -> int:
        with urlopen(f"{self.servers[0].url}/document/{ROOM}.md", timeout=20) as answer:
            return int(answer.headers["X-Revision"])

    def _server(self, which: int) -> Server:
        return self.servers[which % len(self.servers)]


class SQLite(Stack):
    """One process with a file."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "longhand.sqlite3"
        self.servers = [Server(directory)]

    @property
    def faults(self) -> dict[str, Callable[[int, float], Awaitable[None]]]:
        return super().faults | {"lock": self.lock}

    async def lock(self, which: int, extent: float) -> None:
        """Another program writes for a while."""
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=20)) as database:
            database.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(extent)


class PostgreSQLAndValkey(Stack):
    """Two processes."""

    explained = (
        r"editor.rooms [\w-]+: The database does not serve|channels_redis.pubsub: Unexpected exception in receive task"
    )

    def __init__(self, directory: Path) -> None:
        self._postgresql, self._valkey = PostgreSQL(), Valkey(directory / "valkey")
        self.servers = []
        for folder in (directory / "one", directory / "two"):
            folder.mkdir()
            self.servers.append(Server(folder, self._postgresql.url, self._valkey.url))

    @property
    def faults(self) -> dict[str, Callable[[int, float], Awaitable[None]]]:
        return super().faults | {
            "roll": self.roll,
            "valkey killed": self.kill_valkey,
            "valkey paused": self.pause_valkey,
            "postgresql restarted": self.restart_postgresql,
            "postgresql crashed": self.crash_postgresql,
        }

    async def roll(self, which: int, extent: float) -> None:
        """A deployment: one after the other."""
        for number in range(len(self.servers)):
            await self.restart(which + number)

    async def kill_valkey(self, which: int, extent: float) -> None:
        self._valkey.kill()
        await asyncio.sleep(DOWN * extent)
        await asyncio.to_thread(self._valkey.start)
        await self.healthy()

    async def pause_valkey(self, which: int, extent: float) -> None:
        self._valkey.pause()
        await asyncio.sleep(DOWN * extent)
        self._valkey.resume()
        await self.healthy()

    async def restart_postgresql(self, which: int, extent: float) -> None:
        await asyncio.to_thread(self._postgresql.restart, "fast")
        await self.healthy()

    async def crash_postgresql(self, which: int, extent: float) -> None:
        await asyncio.to_thread(self._postgresql.restart, "immediate")
        await self.healthy()

    def close(self) -> None:
        super().close()
        self._valkey.stop()
        self._postgresql.stop()


STACKS: dict[str, type[SQLite] | type[PostgreSQLAndValkey]] = {"sqlite": SQLite, "postgresql": PostgreSQLAndValkey}
