"""The router of a platform: everyone comes to its one port, and nobody sticks to a process."""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from e2e.network import CHUNK, UPGRADE

REPLACED = re.compile(rb"\r\n(?:X-Forwarded-[^:]*|Connection): *([^\r]*)", re.IGNORECASE)
NOBODY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Router:
    """Requests for the same path go to the processes in turn, a websocket to the one that has the fewest.

    Where no process listens, the next one gets it.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self.sockets = dict.fromkeys(ports, 0)  # open websockets, by the port of their process
        self.requests = Counter[tuple[bytes, int]]()  # by method and path, and the port of the process that got them
        self._turns = Counter[bytes]()
        self._connections = set[asyncio.Task[None]]()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._listener = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _end(self) -> None:
        self._listener.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _accept(self, from_browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        connection = self._loop.create_task(self._serve(from_browser, to_browser))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _serve(self, from_browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                head = await from_browser.readuntil(b"\r\n\r\n")
                for port in self._in_order(head):
                    with suppress(ConnectionRefusedError):
                        from_server, to_server = await asyncio.open_connection("127.0.0.1", port)
                        to_server.write(_forwarded(head, to_browser.get_extra_info("peername")[0]))
                        await self._carry(port, head, (from_browser, to_server), (from_server, to_browser))
                        return
                to_browser.write(NOBODY)
        finally:
            to_browser.close()

    def _in_order(self, head: bytes) -> list[int]:
        """The ports, the one first whose turn it is."""
        ports = list(self.sockets)
        if UPGRADE.search(head):
            return sorted(ports, key=lambda port: self.sockets[port])
        turn = self._turns[_request(head)] % len(ports)
        self._turns[_request(head)] += 1
        return ports[turn:] + ports[:turn]

    async def _carry(
        self,
        port: int,
        head: bytes,
        up: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        down: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Until either side ends. A connection brings one request, or a websocket."""
        websocket = bool(UPGRADE.search(head))
        self.requests[_request(head), port] += 1
        self.sockets[port] += websocket
        ways = [asyncio.create_task(_relay(*way)) for way in (up, down)]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.sockets[port] -= websocket
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)
            up[1].close()


async def _relay(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            target.write(data)
            await target.drain()


def _request(head: bytes) -> bytes:
    """The method and the path, as in `GET /healthz`."""
    return head.partition(b" HTTP/")[0].partition(b"?")[0]


def _forwarded(head: bytes, visitor: str) -> bytes:
    """The head as the process gets it: it tells of the visitor, and whatever they told of themselves is gone."""
    connection = b"Upgrade" if UPGRADE.search(head) else b"close"
    told = f"X-Forwarded-For: {visitor}\r\nX-Forwarded-Proto: http\r\nConnection: ".encode() + connection
    return REPLACED.sub(b"", head).replace(b"\r\n\r\n", b"\r\n" + told + b"\r\n\r\n")
