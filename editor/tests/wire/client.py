"""A client of the wire that is none of Longhand's own: it knows the contract, a socket and HTML."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

from .frames import Blocks, Frame, Operation, read_frame, read_page
from .replica import Replica

PATIENCE = 20  # seconds, for a machine that has much else to do
COME_AGAIN = (1006, 1011, 1012, 1013)
PAUSE = 0.05  # seconds before connecting again


class Client:
    """Someone in a room. Connects again whenever the connection breaks, and then sends again what is not answered."""

    def __init__(self, name: str, site: str, room: str, cookies: str = "") -> None:
        self.name = name
        self.frames: list[Frame] = []
        self.codes: list[int] = []  # with which connections were closed
        self._site, self._room = site, room
        self._headers = {"Cookie": cookies} if cookies else {}
        self._stays = True
        self._socket: ClientConnection | None = None
        self._news = asyncio.Event()

    # What one does

    async def open(self) -> None:
        """Load the page and connect; return when the first frame has come."""
        self._replica = Replica(self.name, *read_page(await asyncio.to_thread(self._load_page)))
        self._life = asyncio.create_task(self._live())
        self._life.add_done_callback(lambda _: self._news.set())
        await self.until(lambda: bool(self.frames))

    async def do(self, *operations: Operation) -> None:
        """Edit what is seen. Goes out at once, or when the message under way is answered."""
        self._replica.do(operations)
        await self._send_waiting()

    async def undo(self) -> None:
        await self._command("undo")

    async def redo(self) -> None:
        await self._command("redo")

    async def send(self, frame: str | bytes | dict[str, Any]) -> None:
        """Just this frame, whatever it is."""
        assert self._socket
        await self._socket.send(json.dumps(frame) if isinstance(frame, dict) else frame)

    async def leave(self) -> None:
        self._stays = False
        if self._socket:
            await self._socket.close()
            async with asyncio.timeout(PATIENCE):
                await self._life

    # What one sees

    @property
    def blocks(self) -> Blocks:
        return self._replica.blocks

    @property
    def texts(self) -> list[str]:
        return list(self.blocks.values())

    @property
    def stored(self) -> list[str]:
        """As the server told, without what is not answered yet."""
        return list(self._replica.stored.values())

    @property
    def news(self) -> list[Frame]:
        """The frames that tell of more than who is here and where."""
        return [frame for frame in self.frames if not frame.is_of_people]

    @property
    def revision(self) -> int:
        return self._replica.revision

    async def settled(self) -> None:
        """Wait until everything that was done is stored."""
        await self.until(lambda: self._replica.idle)

    async def sees(self, *texts: str) -> None:
        await self.until(lambda: self.texts == list(texts), lambda: f"{texts} and not {self.texts}")

    async def reaches(self, revision: int) -> None:
        await self.until(lambda: self.revision >= revision, lambda: f"revision {revision} and not {self.revision}")

    async def closed(self) -> int:
        """Wait until the server closes the connection for good; the code."""
        async with asyncio.timeout(PATIENCE):
            await self._life
        return self.codes[-1]

    async def until(self, holds: Callable[[], bool], wanted: Callable[[], str] = lambda: "") -> None:
        """Wait for frames until it holds; fails with whatever was wrong with a frame."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    if self._life.done():
                        self._life.result()
                        raise AssertionError(f"the server closed {self.name}'s connection with {self.codes[-1]}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name} waited in vain: {wanted()}") from None

    # What the program does

    def _load_page(self) -> str:
        request = Request(f"{self._site}/document/{self._room}/", headers=self._headers)
        with urlopen(request, timeout=PATIENCE) as page:
            return str(page.read().decode())

    async def _live(self) -> None:
        while self._stays:
            try:
                async with connect(self._address(), max_size=None, additional_headers=self._headers) as self._socket:
                    if self._stays:  # whoever left while it came about has closed the one before
                        await self._listen(self._socket)
            except (OSError, ConnectionClosed, InvalidMessage):
                await asyncio.sleep(PAUSE)

    def _address(self) -> str:
        return f"{self._site.replace('http', 'ws', 1)}/ws/editor/{self._room}/?client={self.name}&since={self.revision}"

    async def _listen(self, socket: ClientConnection) -> None:
        unanswered = self._replica.under_way
        try:
            while True:
                await self._receive(read_frame(str(await socket.recv())))
                if unanswered and unanswered is self._replica.under_way:
                    await self._send(self._replica.message_again())
                unanswered = None  # the first frame would have told
        except ConnectionClosed:
            assert socket.close_code
            self.codes.append(socket.close_code)
            self._stays = self._stays and socket.close_code in COME_AGAIN
            self._news.set()

    async def _receive(self, frame: Frame) -> None:
        if frame.is_heartbeat:
            return
        self._replica.take(frame)
        self.frames.append(frame)
        self._news.set()
        await self._send_waiting()

    async def _command(self, kind: str) -> None:
        await self.settled()
        await self._send(self._replica.message(kind))
        await self.settled()

    async def _send_waiting(self) -> None:
        if message := self._replica.next_message():
            await self._send(message)

    async def _send(self, message: dict[str, Any]) -> None:
        with suppress(ConnectionClosed):  # it goes out after connecting again
            await self.send(message)
