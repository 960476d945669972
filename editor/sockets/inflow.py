"""What comes from one client: passed on at the pace that a client may keep, so that a flood drowns nobody else."""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic

RATE = 200  # messages a second. One that waits for its answers hardly ever comes to as many
BURST = 100  # that may come at once
SHARE = 16 * 1024  # bytes: a message counts once more for each of these
MOST_WAITING = 1_000  # messages
MOST_BYTES = 4 * 1024 * 1024  # in them


class Inflow:
    def __init__(self, pass_on: Callable[[bytes, bool], None], overflow: Callable[[], None]) -> None:
        self._pass_on = pass_on
        self._overflow = overflow
        self._waiting: deque[tuple[bytes, bool]] = deque()
        self._size = 0
        self._tokens, self._filled_at = float(BURST), monotonic()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, payload: bytes, binary: bool) -> None:
        """Pass the message on when its turn comes. `overflow` is called when too much waits."""
        self._waiting.append((payload, binary))
        self._size += len(payload)
        if self._timer is None:
            self._pass_on_some()
        if len(self._waiting) > MOST_WAITING or self._size > MOST_BYTES:
            self._overflow()

    def clear(self) -> None:
        """Nothing more is passed on."""
        self._waiting.clear()
        self._size = 0
        if self._timer is not None:
            self._timer.cancel()

    def _pass_on_some(self) -> None:
        now = monotonic()
        self._tokens = min(BURST, self._tokens + RATE * (now - self._filled_at))
        self._filled_at = now
        while self._waiting and self._tokens >= 1:
            payload, binary = self._waiting.popleft()
            self._size -= len(payload)
            self._tokens -= 1 + len(payload) // SHARE  # into debt, if there are not enough
            self._pass_on(payload, binary)
        self._timer = None
        if self._waiting:
            delay = (1 - self._tokens) / RATE
            self._timer = asyncio.get_running_loop().call_later(delay, self._pass_on_some)
