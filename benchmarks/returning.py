"""Someone who writes, and comes again whenever the connection ends, as the wire demands."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from sys import maxsize
from time import monotonic

from benchmarks.room import Room
from benchmarks.writer import Writer


class Returning(Writer):
    """Begins at one of the servers and goes on to the next each time, as behind a proxy that asks them in turn."""

    kept = maxsize  # what it has typed stays, so that it can be looked for in the end

    def __init__(self, room: Room, number: int, block: str, servers: Sequence[str]) -> None:
        super().__init__(room, number, block)
        self.here = asyncio.Event()  # the first frame of a connection has come
        self.absences: list[tuple[float, float]] = []  # from when to when, by the monotonic clock
        self.answered_on_return = 0  # edits that were stored, and their answers lost
        self.sent_again = 0
        self._servers = servers
        self._turn = number
        self._random = Random(number)
        self._left: float | None = None
        self._ended = asyncio.Event()
        self._message = ""
        self._held = False  # the message has never been sent

    @property
    def waits(self) -> bool:
        """For the answer to an edit."""
        return not self._idle.is_set()

    async def stay(self) -> None:
        """Until this is cancelled. Comes again as the page does: after a short while, which differs."""
        while True:
            self._ended.clear()
            with suppress(OSError):  # nobody is there
                await self.join(self._servers[self._turn % len(self._servers)])
                await self._ended.wait()
            self._turn += 1
            await asyncio.sleep(self._random.uniform(0.3, 1.0))

    def go_to(self, server: int) -> None:
        """In the middle of whatever it does."""
        self._turn = server - 1
        self.cut()

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        if self.here.is_set():
            self._left = monotonic()
            self.here.clear()
        self._ended.set()
        self._joined.set()  # it waits for the first frame in vain

    def send(self, text: str) -> None:
        """While it is away, this waits until it comes again."""
        self._message = text
        self._held = not self.here.is_set()
        if not self._held:
            super().send(text)

    def received(self, payload: bytes, deflated: bool) -> None:
        if self.here.is_set():
            super().received(payload, deflated)
            return
        self.here.set()
        unanswered = self._seq if self.waits else None
        super().received(payload, deflated)
        if self._left is not None:
            self.absences.append((self._left, monotonic()))
        if self.waits and unanswered == self._seq:
            self.sent_again += not self._held
            self.send(self._message)  # the server carries it over what has come since its base
        elif unanswered is not None:
            self.answered_on_return += 1
