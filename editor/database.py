"""Database work on threads of its own, where Channels has a single one for everything of the kind."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.transaction import atomic

logger = logging.getLogger(__name__)

# At a time: SQLite has no more. With others, a room whose turn takes long does not hold up all the rest.
WRITERS = 1 if connection.vendor == "sqlite" else 2
AWAY = (OperationalError, InterfaceError)  # it cannot be reached, is locked or full, or the like
ATTEMPTS = 3
PAUSE = 0.1  # seconds before a second attempt, and twice that before a third

T = TypeVar("T")

_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="database")


_writing = Lock()


@contextmanager
def transaction() -> Iterator[None]:
    """One that writes. SQLite takes one at a time and has those sleep who wait for it; so they wait here."""
    with _writing if connection.vendor == "sqlite" else nullcontext(), atomic():
        yield


async def run(work: Callable[[], T]) -> T:
    """Do the work, again with a new connection if the database did not answer. The work must bear being repeated."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _attempt, work)


def _attempt(work: Callable[[], T]) -> T:
    try:
        for attempt in range(1, ATTEMPTS):
            try:
                return work()
            except AWAY as error:
                logger.warning("The database did not answer, attempt %d: %s", attempt, error)
                connection.close()
                time.sleep(PAUSE * attempt)
        return work()
    finally:
        close_old_connections()  # one out of a pool goes back: a thread that rests would keep it from the pages
