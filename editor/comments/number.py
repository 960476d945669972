"""How many threads of comments are open, as a room shows it."""

from functools import partial

from .. import database, render
from .models import open_threads


class OpenThreads:
    def __init__(self, room: str) -> None:
        self._room = room
        self._as_of = 0  # how often the comments had changed when they were counted
        self.partial = ""  # that shows their number; empty if there has never been one

    def is_of(self, discussion: int) -> bool:
        return discussion == self._as_of

    async def count(self, discussion: int) -> None:
        """By now the comments have changed so often."""
        self.partial = render.comments(await database.run(partial(open_threads, self._room)))
        self._as_of = discussion
