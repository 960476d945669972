"""Something that is asked for often and done seldom."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, thread_time

PACE = 6  # what took t of the processor is not done again for 6 t


class Throttle:
    """Does it after each request, once for all requests that come before it, at most every `interval` seconds."""

    def __init__(self, work: Callable[[], None], interval: float, *, delay: float) -> None:
        self._work = work
        self._interval = interval
        self._delay = delay  # in which requests gather
        self._next = 0.0
        self._held_until = 0.0
        self._asked = False
        self._task: asyncio.Task[None] | None = None

    def ask(self) -> None:
        self._asked = True
        if self._task is None:
            self._task = asyncio.create_task(self._do())

    def hold(self, seconds: float) -> None:
        """Do it no sooner than that by itself, for somebody may do it `instead` meanwhile."""
        self._held_until = monotonic() + seconds

    @contextmanager
    def instead(self) -> Iterator[bool]:
        """Whether it may be done now, by the caller and in place of the next time. It will be asked for if not."""
        if monotonic() < self._next:
            self.ask()
            yield False
            return
        with self._once():
            yield True

    async def _do(self) -> None:
        try:
            while self._asked:
                await asyncio.sleep(self._delay)
                while self._asked and (rest := max(self._next, self._held_until) - monotonic()) > 0:
                    await asyncio.sleep(rest)
                if self._asked:
                    with self._once():
                        self._work()
        finally:
            self._task = None

    @contextmanager
    def _once(self) -> Iterator[None]:
        self._asked = False
        started = thread_time()
        yield
        self._next = monotonic() + max(self._interval, PACE * (thread_time() - started))
