"""Where rooms wait for the database: at once if it has time for them, else together with all others that wait."""

import asyncio
from collections.abc import Sequence
from functools import partial

from . import database, metrics
from .turns import Agenda, Turn, take_turns

MOST_ROOMS = 50  # that go together

Waiting = tuple[Agenda, asyncio.Future[Turn]]


class Turnstile:
    def __init__(self, writers: int = database.WRITERS) -> None:
        self._writers = writers
        self._waiting: list[Waiting] = []
        self._passing = set[asyncio.Task[None] | None]()

    async def take(self, agenda: Agenda) -> Turn:
        """The room's turn. Raises what the database does, or what the turn itself fails with."""
        turn: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        self._waiting.append((agenda, turn))
        if len(self._passing) < self._writers:
            self._passing.add(asyncio.create_task(self._pass()))
        with metrics.TURN.time():
            return await turn

    async def _pass(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST_ROOMS], self._waiting[MOST_ROOMS:]
                await _take(group)
        finally:  # at once, and not when the task is done: nobody comes in between and waits for who has gone
            self._passing.discard(asyncio.current_task())


async def _take(group: Sequence[Waiting]) -> None:
    turns: Sequence[Turn | Exception]
    try:
        turns = await database.run(partial(take_turns, [agenda for agenda, _ in group]))
    except Exception as error:
        turns = [error] * len(group)
    for (_, future), turn in zip(group, turns, strict=True):
        _settle(future, turn)


def _settle(future: asyncio.Future[Turn], turn: Turn | Exception) -> None:
    if future.done():  # nobody waits for it any more
        return
    if isinstance(turn, Exception):
        future.set_exception(turn)
    else:
        future.set_result(turn)
