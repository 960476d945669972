"""One person's way to the server, which a test can cut, stall, slow down and restore, in any engine."""

import asyncio
import math
import re
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import Any

CHUNK = 8_192
CHUNKS_UNDER_WAY = 64  # then the sender feels the stall, as on a real line
UPGRADE = re.compile(rb"\r\nUpgrade: *websocket\r\n", re.IGNORECASE)
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

BeforeSending = Callable[[bytes], Awaitable[None]]
OnUpgrade = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Network:
    """A TCP relay on a loopback port of its own; it keeps the port through a cut."""

    def __init__(self, server_port: int) -> None:
        self.port = 0
        self._server_port = server_port
        self._listener: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._websockets: set[asyncio.Task[None]] = set()
        self._on_upgrade: OnUpgrade | None = None
        self._flowing = asyncio.Event()
        self._most = math.inf
        self._unlimited = asyncio.Event()
        self._delay = 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.restore()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        self._run(self._cut())

    def stall(self) -> None:
        """Let connections stand, with nothing coming through."""
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def hold_back(self, most: int) -> None:
        """Let about so many bytes of each answer through, and the rest of a longer one when the way is restored."""
        self._most = most
        self._loop.call_soon_threadsafe(self._unlimited.clear)

    def slow_down(self, seconds: float) -> None:
        """Let whatever is sent from now on, either way, arrive so much later."""
        self._delay = seconds

    def block_websockets(self, hang: bool = False) -> None:
        """Reset the open websockets, and answer new ones with 403 or, if they are to `hang`, never. Requests go on."""
        self._run(self._block_websockets(self._hang if hang else self._refuse))

    def restore(self) -> None:
        """Undo a cut, a stall, a holding back, a slowing down and a blocking; a websocket that hangs is reset."""
        self._delay = 0.0
        self._run(self._restore())

    def close(self) -> None:
        self._run(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _restore(self) -> None:
        if not self._listener:
            self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
            self.port = self._listener.sockets[0].getsockname()[1]
        self._flowing.set()
        self._most = math.inf
        self._unlimited.set()
        if self._on_upgrade:
            await self._block_websockets(None)

    async def _cut(self) -> None:
        if self._listener:
            self._listener.close()
            self._listener = None
        await self._reset(self._connections)

    async def _block_websockets(self, on_upgrade: OnUpgrade | None) -> None:
        self._on_upgrade = on_upgrade
        await self._reset(self._websockets)

    async def _reset(self, connections: set[asyncio.Task[None]]) -> None:
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    def _accept(self, from_browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        connection = self._loop.create_task(self._carry(from_browser, to_browser))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)
        connection.add_done_callback(self._websockets.discard)

    async def _carry(self, from_browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        ends = [to_browser]
        answered = 0  # bytes
        connection = asyncio.current_task()
        assert connection

        async def before_asking(data: bytes) -> None:
            nonlocal answered
            answered = 0
            if UPGRADE.search(data):
                self._websockets.add(connection)
                if self._on_upgrade:
                    await self._on_upgrade(to_browser)

        async def before_answering(data: bytes) -> None:
            nonlocal answered
            answered += len(data)
            if answered > self._most:
                await self._unlimited.wait()

        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
            ends.append(to_server)
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(self._relay(from_browser, to_server, before_asking))
                both_ways.create_task(self._relay(from_server, to_browser, before_answering))
        except* OSError:
            pass  # one side has gone, and so does the other
        finally:
            for end in ends:
                end.transport.abort()

    async def _refuse(self, to_browser: asyncio.StreamWriter) -> None:
        to_browser.write(REFUSAL)
        await to_browser.drain()
        raise ConnectionRefusedError

    async def _hang(self, to_browser: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async def _relay(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, before_sending: BeforeSending
    ) -> None:
        line: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(CHUNKS_UNDER_WAY)

        async def receive() -> None:
            with suppress(ConnectionError):
                while data := await source.read(CHUNK):
                    await line.put((self._loop.time() + self._delay, data))
            await line.put((self._loop.time() + self._delay, b""))

        receiving = self._loop.create_task(receive())
        try:
            while True:
                due, data = await line.get()
                await asyncio.sleep(due - self._loop.time())
                await self._flowing.wait()
                if not data:
                    break
                await before_sending(data)
                target.write(data)
                await target.drain()
        finally:
            receiving.cancel()
            target.close()


@contextmanager
def networks(port: int) -> Iterator[Callable[[], Network]]:
    """Makes ways to a server, each for one person, and closes them all."""
    with ExitStack() as made:
        yield lambda: made.enter_context(closing(Network(port)))
