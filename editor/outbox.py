"""What goes to one socket of a server whose sending has to be awaited: nobody else waits for it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from .frames import MOST_UNREAD, PATIENCE, Frame


class Outbox:
    def __init__(self, send: Callable[[str], Awaitable[None]], overflow: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self._overflow = overflow
        self._waiting = asyncio.Queue[Frame]()
        self._size = 0
        self._task = asyncio.create_task(self._empty())

    def put(self, frame: Frame) -> None:
        """Send it when the reader has taken in what is before it. `overflow` is called once if it won't."""
        self._size += len(frame.encoded)
        self._waiting.put_nowait(frame)

    def close(self) -> None:
        """Nothing more is sent."""
        self._task.cancel()

    async def _empty(self) -> None:
        with suppress(TimeoutError):
            while self._size <= MOST_UNREAD:
                frame = await self._waiting.get()
                self._size -= len(frame.encoded)
                async with asyncio.timeout(PATIENCE):
                    await self._send(frame.text)
        await self._overflow("it does not read")
