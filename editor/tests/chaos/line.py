"""A writer's way to the servers: a proxy that understands messages, and does to them what networks do, and worse."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import Server as Listener
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.frames import EXTERNAL_CLOSE_CODES
from websockets.http11 import Request, Response

from e2e.server import Server

PATIENCE = 60  # seconds, for a writer to leave a connection or to make one


class Way:
    """One of the two directions."""

    def __init__(self) -> None:
        self.flows = asyncio.Event()
        self.flows.set()
        self.delay = 0.0  # seconds that each message takes
        self.lost = 0  # so many of the next messages never arrive
        self.twice = 0  # so many of the next messages come twice
        self.again = 0  # so many come once more, each behind a later one

    async def carry(self, source: Connection, target: Connection) -> None:
        """Until either is closed."""
        remembered = deque[str | bytes]()
        with suppress(ConnectionClosed):
            async for message in source:
                await asyncio.sleep(self.delay)
                await self.flows.wait()
                if self.lost:
                    self.lost -= 1
                    continue
                await target.send(message)
                if self.twice:
                    self.twice -= 1
                    await target.send(message)
                if self.again:
                    self.again -= 1
                    remembered.append(message)
                elif remembered:
                    await target.send(remembered.popleft())


class Link:
    """A connection, of which the proxy holds two ends."""

    def __init__(self, writer: ServerConnection, upstream: ClientConnection, server: Server) -> None:
        self.writer = writer
        self.upstream = upstream
        self.server = server
        self.left = False  # by the writer, or cut

    @property
    def stands(self) -> bool:
        """At the server's end. What has come from it may still be on its way."""
        return self.upstream.close_code is None

    async def carry(self, up: Way, down: Way) -> None:
        """Until the connection ends at either end; then it ends at the other."""
        ways = [
            asyncio.create_task(up.carry(self.writer, self.upstream)),
            asyncio.create_task(down.carry(self.upstream, self.writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            code = self.upstream.close_code
            if not self.left and code in EXTERNAL_CLOSE_CODES:
                await self.writer.close(code)
        finally:
            self.cut()
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)

    def cut(self) -> None:
        self.left = self.left or self.stands
        for end in (self.writer, self.upstream):
            end.transport.abort()


class Line:
    """Keeps its port. Each connection goes to any server that runs."""

    def __init__(self, servers: Sequence[Server], random: Random) -> None:
        self.up, self.down = Way(), Way()
        self.refuses = self.hangs = False
        self.links = set[Link]()
        self._servers = servers
        self._random = random
        self._linked = asyncio.Event()
        self._listener: Listener

    @property
    def ways(self) -> tuple[Way, Way]:
        return self.up, self.down

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    async def open(self) -> None:
        self._listener = await serve(
            self._serve,
            "127.0.0.1",
            0,
            process_request=self._admit,
            compression=None,
            ping_interval=None,
            max_size=None,
            max_queue=None,
        )

    async def linked(self) -> None:
        """Wait until the writer has a connection."""
        try:
            await asyncio.wait_for(self._linked.wait(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"a writer has not connected for {PATIENCE} s") from None

    def cut(self) -> None:
        for link in self.links:
            link.cut()

    def heal(self) -> None:
        self.refuses = False
        for way in self.ways:
            way.flows.set()
            way.delay, way.lost = 0.0, 0

    async def close(self) -> None:
        self.cut()
        self._listener.close()
        await self._listener.wait_closed()

    def _admit(self, writer: ServerConnection, request: Request) -> Response | None:
        return writer.respond(503, "Nobody is here.\n") if self.refuses else None

    async def _serve(self, writer: ServerConnection) -> None:
        if upstream := await self._connect(writer):
            link = Link(writer, *upstream)
            self.links.add(link)
            self._linked.set()
            await link.carry(self.up, self.down)
            self.links.remove(link)
            if not self.links:
                self._linked.clear()
        else:
            writer.transport.abort()

    async def _connect(self, writer: ServerConnection) -> tuple[ClientConnection, Server] | None:
        assert writer.request
        running = [server for server in self._servers if server.runs]
        if not running:
            return None
        server = self._random.choice(running)
        address = f"ws://127.0.0.1:{server.port}{writer.request.path}"
        try:
            return await connect(
                address, proxy=None, compression=None, ping_interval=None, max_size=None, max_queue=None
            ), server
        except (OSError, InvalidHandshake, InvalidMessage, ConnectionClosed):
            return None
