"""Someone who is in a room and notes what comes, and when."""

import asyncio
from array import array
from time import monotonic

from benchmarks.room import Frame, Room
from benchmarks.websocket import WebSocket

PATIENCE = 30.0  # seconds


class Reader(WebSocket):
    def __init__(self, room: Room, client: str) -> None:
        super().__init__()
        self.room = room
        self.client = client
        self.frame = room.first  # the last one with changes
        self.frames: list[Frame] = []
        self.tokens = 0  # in them
        self.times = array("d")  # of the monotonic clock, which all processes of a machine share
        self.bare = array("d")  # when frames without changes came
        self._joined = asyncio.Event()

    async def join(self, server: str) -> None:
        """Return when the first frame is here."""
        self._joined.clear()
        address = f"{server.replace('http', 'ws', 1)}/ws/editor/{self.room.name}/"
        await self.open(f"{address}?client={self.client}&since={self.frame.revision}")
        async with asyncio.timeout(PATIENCE):
            await self._joined.wait()

    def received(self, payload: bytes, deflated: bool) -> None:
        now = monotonic()
        if frame := self.room.read(payload, deflated, self.frame):
            self.frame = frame
            self.frames.append(frame)
            self.times.append(now)
            self.tokens += len(frame.tokens)
        else:
            self.bare.append(now)
        self._joined.set()

    def wrote(self, token: str) -> bool:
        """Whether it is its own."""
        return False
