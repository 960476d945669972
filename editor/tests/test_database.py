"""Database work on threads of its own, tried again when the database did not answer."""

import asyncio
import logging
from threading import Barrier, current_thread, main_thread
from time import monotonic

import pytest
from django.db import DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from editor import database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PAUSE", 0)


class Work:
    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.attempts = 0

    def __call__(self) -> str:
        self.attempts += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


async def test_work_is_done_on_other_threads_several_at_a_time() -> None:
    together = Barrier(2, timeout=10)

    def work() -> bool:
        together.wait()
        return current_thread() is not main_thread()

    assert all(await asyncio.gather(database.run(work), database.run(work)))


async def test_a_database_that_did_not_answer_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(OperationalError("away"), OperationalError("still away"))
    with caplog.at_level(logging.WARNING):
        assert await database.run(work) == "done"
    assert caplog.messages == [
        "The database did not answer, attempt 1: away",
        "The database did not answer, attempt 2: still away",
    ]


async def test_it_is_given_up_in_the_end() -> None:
    work = Work(*[OperationalError("away")] * 10)
    with pytest.raises(OperationalError):
        await database.run(work)
    assert work.attempts == database.ATTEMPTS


@pytest.mark.parametrize("mistake", [DatabaseError("no such column"), ValueError("not this")])
async def test_mistakes_are_not_repeated(mistake: Exception) -> None:
    work = Work(mistake)
    with pytest.raises(type(mistake)):
        await database.run(work)
    assert work.attempts == 1


async def test_a_thread_that_rests_keeps_no_connection_that_is_due() -> None:
    def work() -> BaseDatabaseWrapper:
        own = connections["default"]
        own.ensure_connection()
        own.close_at = monotonic()  # as where CONN_MAX_AGE is 0, so that it goes back to its pool
        return own

    own = await database.run(work)
    assert own.connection is None
