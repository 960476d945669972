"""What goes to one reader. Nobody waits for one that does not keep up, and what it leaves unread has a bound."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from ..frames import MOST_UNREAD, PATIENCE

AT_ONCE = 128 * 1024  # bytes, as in Twisted: the system would take megabytes and keep them


class Outflow:
    """Keeps frames back while the transport's buffer is full.

    In Twisted's words this is a producer: the transport pauses it with more than 64 KiB in the buffer, and resumes it
    when the buffer is empty.
    """

    def __init__(self, transport: Any, overflow: Callable[[str], None]) -> None:
        self._transport = transport
        self._overflow = overflow
        self._paused = False
        self._waiting: deque[bytes] = deque()  # all sockets of a room share these
        self._size = 0
        self._read: tuple[int, int] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def send(self, frame: bytes) -> None:
        """Send the frame, now or when the reader has read what is before it. `overflow` is called if it won't."""
        if not self._paused:
            self._write(frame)
            return
        self._waiting.append(frame)
        self._size += len(frame)
        if self._size > MOST_UNREAD:
            self._overflow("it leaves too much unread")

    def clear(self) -> None:
        """Nothing more is sent."""
        self._waiting.clear()
        self._size = 0
        if self._timer is not None:
            self._timer.cancel()

    def pauseProducing(self) -> None:
        if not self._paused:
            self._paused = True
            self._watch()

    def resumeProducing(self) -> None:
        self._paused = False
        if self._timer is not None:
            self._timer.cancel()
        while self._waiting and not self._paused:
            frame = self._waiting.popleft()
            self._size -= len(frame)
            self._write(frame)

    def stopProducing(self) -> None:
        self.clear()

    def _write(self, frame: bytes) -> None:
        """To the line itself when nothing is before it, which costs a fraction of what waiting for the line does."""
        transport = self._transport
        if not transport.dataBuffer and not transport._tempDataBuffer and len(frame) <= AT_ONCE:
            try:
                sent = transport.socket.send(frame)
            except OSError:  # the line is full; or broken, which the transport finds out
                sent = 0
            if sent == len(frame):
                return
            frame = frame[sent:]
        transport.write(frame)

    def _watch(self) -> None:
        self._read = self._progress()
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._look)

    def _look(self) -> None:
        if self._progress() == self._read:
            self._overflow("it does not read")
        else:
            self._watch()

    def _progress(self) -> tuple[int, int]:
        """Another value after each bit of the buffer that has gone out."""
        return self._transport.offset, len(self._transport.dataBuffer)
