"""Edits that are refused: each with its code, its line in the log, and nothing changed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django import Settings

from editor import edits
from editor.merge import Delete, Insert, Join, Move, Operation, Split
from editor.models import FIRST_BLOCK, Block, Change, Document

from .documents import Writer, accept, refuse, texts

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


@pytest.fixture
def room(ada: Writer) -> str:
    """Revision 1: "one", "two"."""
    accept("room", ada.edit(0, Insert(B, 0, "one\ntwo")))
    return "room"


@contextmanager
def nothing_changes() -> Iterator[None]:
    def everything() -> list[object]:  # the rows too, as other processes know them by number and position
        return [list(rows.order_by("pk").values()) for rows in (Document.objects, Block.objects, Change.objects)]

    before = everything()
    yield
    assert everything() == before


@pytest.mark.parametrize("base", [2, 3, 2**62])
def test_a_revision_that_is_not_yet(room: str, boris: Writer, base: int) -> None:
    with nothing_changes():
        assert refuse(room, boris.edit(base, Insert(B, 0, "x"))) == "unknown-revision"
        assert refuse(room, boris.undo(base)) == "unknown-revision"


def test_a_revision_too_far_back(room: str, ada: Writer, boris: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "FURTHEST", 3)
    accept(room, *[ada.edit(1 + n, Insert(B, 0, "x")) for n in range(3)])

    with nothing_changes():
        assert refuse(room, boris.edit(0, Insert(B, 0, "y"))) == "unknown-revision"
    accept(room, boris.edit(1, Insert(B, 0, "y")))
    assert texts(room) == ["xxxyone", "two"]


@pytest.mark.parametrize(
    "operation",
    [
        Insert("nowhere", 0, "x"),
        Delete("nowhere", 0, 1),
        Split("nowhere", 0, "new"),
        Join("nowhere", B, 3),
        Join("1x1", "nowhere", 3),
        Move("nowhere", None),
        Move(B, "nowhere"),
    ],
)
def test_a_block_that_does_not_exist(room: str, boris: Writer, operation: Operation) -> None:
    with nothing_changes():
        assert refuse(room, boris.edit(1, operation)) == "unknown-block"


@pytest.mark.parametrize(
    "operation",
    [
        Insert(B, 4, "x"),
        Insert(B, 10**30, "x"),
        Delete(B, 0, 4),
        Delete(B, 3, 1),
        Delete(B, 0, 10**30),
        Split(B, 1, "new"),
        Split(B, 3, "new"),
        Split(B, 0, "1x1"),
        Join("1x1", B, 2),
        Join("1x1", B, 4),
        Join(B, B, 3),
        Move(B, B),
    ],
)
def test_a_place_that_is_not_there(room: str, boris: Writer, operation: Operation) -> None:
    with nothing_changes():
        assert refuse(room, boris.edit(1, operation)) == "out-of-range"


@pytest.mark.parametrize("last", [Insert(B, 99, "x"), Insert("nowhere", 0, "x")])
@pytest.mark.parametrize(
    "done",
    [
        [Insert(B, 3, "\n!"), Split(B, 3, "new"), Move("1x1", None), Join("new", B, 3), Delete(B, 0, 2)],
        [Join("1x1", B, 3), Delete(B, 3, 1)],
        [Insert("1x1", 0, "22"), Join("1x1", B, 3), Delete(B, 3, 1)],
    ],
)
def test_an_edit_is_done_wholly_or_not_at_all(room: str, boris: Writer, done: list[Operation], last: Operation) -> None:
    with nothing_changes():
        refuse(room, boris.edit(1, *done, last))
    accept(room, boris.edit(1, *done))


def test_a_block_that_would_grow_too_long(room: str, boris: Writer, settings: Settings) -> None:
    settings.LONGHAND_MAX_BLOCK = 10
    with nothing_changes():
        assert refuse(room, boris.edit(1, Insert(B, 0, "x" * 8))) == "too-large"
        assert refuse(room, boris.edit(1, Insert(B, 0, "x" * 7), Join("1x1", B, 10))) == "too-large"
    accept(room, boris.edit(1, Insert(B, 0, "x" * 7)))
    assert texts(room) == ["x" * 7 + "one", "two"]


def test_only_what_is_left_of_an_edit_counts(room: str, boris: Writer, settings: Settings) -> None:
    settings.LONGHAND_MAX_BLOCK = 10
    accept(room, boris.edit(1, Insert(B, 3, "x" * 100), Delete(B, 3, 100)))
    accept(room, boris.edit(2, Insert(B, 3, "\n" + "y" * 10)))
    assert texts(room) == ["one", "y" * 10, "two"]


def test_a_document_that_would_grow_too_long(room: str, boris: Writer, settings: Settings) -> None:
    settings.LONGHAND_MAX_DOCUMENT = len("one\ntwo") + 5
    with nothing_changes():
        assert refuse(room, boris.edit(1, Insert(B, 0, "x" * 6))) == "too-large"
        assert refuse(room, boris.edit(1, Insert(B, 0, "x" * 5), Insert("1x1", 0, "x"))) == "too-large"
    accept(room, boris.edit(1, Insert(B, 0, "x" * 5)))
    with nothing_changes():
        assert refuse(room, boris.edit(2, Insert(B, 0, "x"))) == "too-large"
    accept(room, boris.edit(2, Delete(B, 0, 1)), boris.edit(3, Insert(B, 0, "y")))
    assert texts(room) == ["y" + "x" * 4 + "one", "two"]


def test_an_undo_may_be_too_large_as_well(room: str, ada: Writer, boris: Writer, settings: Settings) -> None:
    settings.LONGHAND_MAX_DOCUMENT = len("one\ntwo")
    accept(room, ada.edit(1, Delete(B, 0, 3)), boris.edit(2, Insert(B, 0, "abc")))
    with nothing_changes():
        assert refuse(room, ada.undo(3)) == "too-large"


def test_a_refusal_is_one_line_in_the_log(room: str, boris: Writer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        refuse(room, boris.edit(1, Delete(B, 0, 4)))
    assert caplog.messages == ["Refused edit 1 in room room: out-of-range"]


def test_a_refused_seq_may_be_used_again_by_a_corrected_edit(room: str) -> None:
    refuse(room, Writer("clara-0001").edit(1, Delete(B, 0, 4)))
    accept(room, Writer("clara-0001").edit(1, Delete(B, 0, 3)))
    assert texts(room) == ["", "two"]


@pytest.mark.parametrize("moves", [[Move("1x1", None)], [Move("1x1", "2x1"), Move(B, "2x1")]])
def test_blocks_that_are_moved_back_stay_where_other_processes_remember_them(
    room: str, ada: Writer, boris: Writer, moves: list[Operation]
) -> None:
    accept(room, ada.edit(1, Insert("1x1", 3, "\nthree")))
    with nothing_changes():
        assert refuse(room, boris.edit(2, *moves, Insert(B, 99, "x"))) == "out-of-range"
