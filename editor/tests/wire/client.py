"""A client of the wire that is none of Longhand's own: it knows the contract, a socket and HTML.

What others do it takes from the partials alone, and checks them against the changes that come with them. From the
product it has only `cross`, to carry its own unanswered operations over those of others.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.request import urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

from editor.merge import cross, decode, encode

from .frames import Blocks, Change, Frame, Operation, done, read_frame, read_page, swapped

PATIENCE = 20  # seconds, for a machine that has much else to do
COME_AGAIN = (1006, 1011, 1012, 1013)
PAUSE = 0.05  # seconds before connecting again


class Client:
    """`blocks` is what its person sees: the server's text, and on top of it what is not answered yet."""

    def __init__(self, name: str, site: str, room: str) -> None:
        self.name = name
        self.revision, self.stored = 0, Blocks()
        self.frames: list[Frame] = []
        self.codes: list[int] = []  # with which connections were closed
        self._site, self._room = site, room
        self._socket: ClientConnection | None = None
        self._life: asyncio.Task[None] | None = None
        self._stays = True
        self._news = asyncio.Event()
        self._seq = 0
        self._under_way: dict[str, Any] | None = None  # one message at a time
        self._sent: list[Operation] = []
        self._waiting: list[Operation] = []

    # What its person does

    async def open(self) -> None:
        """Load the page and connect; return when the first frame has come."""
        page = await asyncio.to_thread(lambda: urlopen(f"{self._site}/document/{self._room}/", timeout=PATIENCE).read())
        self.revision, self.stored = read_page(page.decode())
        self._life = asyncio.create_task(self._live())
        self._life.add_done_callback(lambda _: self._news.set())
        await self.until(lambda: bool(self.frames))

    async def do(self, *operations: Operation) -> None:
        """Edit what is seen. Goes out at once, or when the message under way is answered."""
        self._waiting += operations
        await self._send_waiting()

    async def undo(self) -> None:
        await self._send_alone("undo")

    async def redo(self) -> None:
        await self._send_alone("redo")

    async def send(self, frame: str | bytes | dict[str, Any]) -> None:
        """Just this frame, whatever it is."""
        assert self._socket
        await self._socket.send(json.dumps(frame) if isinstance(frame, dict) else frame)

    async def leave(self) -> None:
        self._stays = False
        if self._life and self._socket:
            await self._socket.close()
            async with asyncio.timeout(PATIENCE):
                await self._life

    # What its person sees

    @property
    def blocks(self) -> Blocks:
        seen = self.stored
        for operation in [*self._sent, *self._waiting]:
            seen = done(seen, operation)
        return seen

    @property
    def texts(self) -> list[str]:
        return list(self.blocks.values())

    async def settled(self) -> None:
        """Wait until everything that was done is stored."""
        await self.until(lambda: self._under_way is None and not self._waiting)

    async def sees(self, *texts: str) -> None:
        await self.until(lambda: self.texts == list(texts), lambda: f"{texts} and not {self.texts}")

    async def reaches(self, revision: int) -> None:
        await self.until(lambda: self.revision >= revision, lambda: f"revision {revision} and not {self.revision}")

    async def closed(self) -> int:
        """Wait until the server closes the connection; the code."""
        assert self._life
        async with asyncio.timeout(PATIENCE):
            await self._life
        return self.codes[-1]

    async def until(self, holds: Callable[[], bool], wanted: Callable[[], str] = lambda: "") -> None:
        """Wait for frames until it holds; fails with whatever was wrong with a frame."""
        assert self._life
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

    async def _live(self) -> None:
        """Connect, and again whenever the connection breaks."""
        while self._stays:
            try:
                async with connect(self._address(), max_size=None) as self._socket:
                    await self._listen(self._socket)
            except (OSError, ConnectionClosed, InvalidMessage):
                await asyncio.sleep(PAUSE)

    def _address(self) -> str:
        return f"{self._site.replace('http', 'ws', 1)}/ws/editor/{self._room}/?client={self.name}&since={self.revision}"

    async def _listen(self, socket: ClientConnection) -> None:
        unanswered = self._under_way
        try:
            while True:
                await self._receive(read_frame(str(await socket.recv())))
                if unanswered and unanswered is self._under_way:
                    await self._send_again()
                unanswered = None  # the first frame would have told
        except ConnectionClosed:
            assert socket.close_code
            self.codes.append(socket.close_code)
            self._news.set()
            self._stays = self._stays and socket.close_code in COME_AGAIN

    async def _receive(self, frame: Frame) -> None:
        if frame.reset:
            self._start_anew(frame)
        else:
            self._follow(frame)
        if self._under_way and frame.refused and frame.refused["seq"] == self._under_way["seq"]:
            self._under_way, self._sent, self._waiting = None, [], []
        self.frames.append(frame)
        self._news.set()
        await self._send_waiting()

    def _follow(self, frame: Frame) -> None:
        by_changes, page = self.stored, swapped(self.stored, frame)
        for change in frame.changes:
            if change.rev > self.revision:
                assert change.rev == self.revision + 1, (
                    f"{self.name} missed what is between {self.revision} and {change.rev}"
                )
                self.revision = change.rev
                for operation in [*change.ops, *change.then]:
                    by_changes = done(by_changes, operation)
            self._carry_over(change)
        assert list(page.items()) == list(by_changes.items()), "the partials are not what the changes make"
        self.stored = page

    def _carry_over(self, change: Change) -> None:
        """A change with an old revision only says that the message was taken."""
        theirs = [*change.ops, *change.then]
        if change.by == self.name:
            theirs = change.then
            if self._under_way and change.seq == self._under_way["seq"]:
                self._under_way, self._sent = None, []
        if change.rev == self.revision:
            self._sent, theirs = _crossed(self._sent, theirs)
            self._waiting, _ = _crossed(self._waiting, theirs)

    def _start_anew(self, frame: Frame) -> None:
        assert frame.settled is not None
        if self._under_way and self._under_way["seq"] <= frame.settled:
            self._under_way, self._sent = None, []
        assert not self._sent, "this client does not merge texts"
        assert not self._waiting, "this client does not merge texts"
        self.revision, self.stored = frame.revision, swapped({}, frame)

    async def _send_waiting(self) -> None:
        if self._waiting and self._under_way is None:
            self._sent, self._waiting = self._waiting, []
            await self._send_new({"type": "edit", "ops": self._sent})

    async def _send_alone(self, kind: str) -> None:
        await self.settled()
        await self._send_new({"type": kind})
        await self.settled()

    async def _send_new(self, message: dict[str, Any]) -> None:
        self._seq += 1
        self._under_way = message | {"seq": self._seq, "base": self.revision}
        await self._send_if_connected()

    async def _send_again(self) -> None:
        """The same number, as the operations read by now."""
        assert self._under_way
        self._under_way["base"] = self.revision
        if "ops" in self._under_way:
            self._under_way["ops"] = self._sent
        await self._send_if_connected()

    async def _send_if_connected(self) -> None:
        try:
            if self._under_way:
                await self.send(self._under_way)
        except ConnectionClosed:
            pass  # it goes out again after connecting


def _crossed(mine: Sequence[Operation], theirs: Sequence[Operation]) -> tuple[list[Operation], list[Operation]]:
    one, other = cross([decode(each) for each in mine], [decode(each) for each in theirs])
    return [encode(each) for each in one], [encode(each) for each in other]
