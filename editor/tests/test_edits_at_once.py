"""Several processes' worth of threads settle edits of one room at the same time, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from editor.merge import Insert
from editor.models import FIRST_BLOCK, Change

from .documents import Writer, accept, texts

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EDITS = 4, 10


def test_the_database_puts_them_in_an_order() -> None:
    together = Barrier(WRITERS)

    def write(number: int) -> None:
        writer, letter = Writer(f"writer-{number:04}"), "abcd"[number]
        together.wait()
        try:
            for _ in range(EDITS):
                accept("room", writer.edit(0, Insert(FIRST_BLOCK, 0, letter)))
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))

    assert sorted("".join(texts("room"))) == sorted("abcd" * EDITS)
    revisions = Change.objects.order_by("revision").values_list("revision", flat=True)
    assert list(revisions) == list(range(1, WRITERS * EDITS + 1))


def test_an_edit_that_comes_over_two_ways_at_once_is_taken_once() -> None:
    edit, together = Writer("ada-0001").edit(0, Insert(FIRST_BLOCK, 0, "once")), Barrier(WRITERS)

    def send(_: int) -> int:
        together.wait()
        try:
            (change,) = accept("room", edit)
            return change.revision
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        assert set(threads.map(send, range(WRITERS))) == {1}
    assert texts("room") == ["once"]
