"""Documents whose rows are not what their logs say are found, with the place, and no others."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.merge import Delete, Insert, Join, Move
from editor.models import FIRST_BLOCK, Block, Change, Document

from .documents import Writer, accept, blocks
from .histories import new_room, write_history

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK
ALL_IS_WELL = "Replayed: 1 documents. Differing from their logs: 0."


def verify(*rooms: str) -> list[str]:
    """The lines, the last of which is the summary."""
    output = StringIO()
    try:
        call_command("verify_documents", *rooms, stdout=output)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    *differences, summary = output.getvalue().splitlines()
    assert status == bool(differences)
    return [*differences, summary]


@pytest.fixture
def document(ada: Writer, boris: Writer) -> Document:
    """Three blocks, "one", "two" and "three", after five changes, one of which is an undo."""
    edits = [
        ada.edit(0, Insert(B, 0, "one\ntwo\n3")),
        boris.edit(1, Delete("1x2", 0, 1), Insert("1x2", 0, "three")),
        ada.edit(2, Join("1x2", "1x1", 3), Move("1x1", None)),
        ada.undo(3),
        boris.edit(4, Move("1x2", B), Move("1x1", B)),
    ]
    accept("room", *edits)
    assert blocks("room") == [(B, "one"), ("1x1", "two"), ("1x2", "three")]
    return Document.objects.get(room="room")


@settings(max_examples=50)
@given(st.data())
def test_whatever_was_written_is_as_its_log_says(data: st.DataObject) -> None:
    room = new_room()
    write_history(data, room)
    assert verify(room) == [ALL_IS_WELL]


def row(**columns: Any) -> Callable[[], object]:
    return lambda: Document.objects.update(**columns)


def block(named: str, **columns: Any) -> Callable[[], object]:
    return lambda: Block.objects.filter(key=named).update(**columns)


def change(revision: int, **columns: Any) -> Callable[[], object]:
    return lambda: Change.objects.filter(revision=revision).update(**columns)


AS_BEFORE = "the blocks are not as they were"
FURTHER = "a deletion reaches behind the end of its block"
DAMAGES: dict[str, tuple[Callable[[], object], list[str]]] = {
    "a text": (block("1x1", text="twice"), ["block 1x1 has another text from character 2 on"]),
    "a text that ends early": (block("1x2", text="thr"), ["block 1x2 has another text from character 3 on"]),
    "a key": (block("1x1", key="else"), ["block 1x1 is missing", "block else is not in the log"]),
    "a block that is gone": (Block.objects.filter(key="1x2").delete, ["block 1x2 is missing"]),
    "no blocks": (Block.objects.all().delete, [f"block {key} is missing" for key in (B, "1x1", "1x2")]),
    "the order": (block("1x2", position=-1), ["block 1x2 stands where block 1 should"]),
    "the size": (row(size=7), ["size 7 is stored, the log comes to 13"]),
    "the words": (row(words=7), ["7 words are stored, the log comes to 3"]),
    "a revision behind the log": (row(revision=4), ["revision 4 is stored, the log ends with 5"]),
    "a revision ahead of the log": (row(revision=6), ["revision 6 is stored, the log ends with 5"]),
    "a gap": (Change.objects.filter(revision=3).delete, ["revision 3 is missing, the log goes on with 4"]),
    "an end that is gone": (Change.objects.filter(revision=5).delete, ["revision 5 is stored, the log ends with 4"]),
    "an operation that does not fit": (
        change(2, operations=[["del", B, 0, 4]]),
        [f"revision 2 cannot be replayed: {FURTHER}"],
    ),
    "an operation on no block": (
        change(2, additions=[["del", "gone", 0, 1]]),
        ["revision 2 cannot be replayed: there is no block gone"],
    ),
    "no operation": (change(2, operations=[["turn", B]]), ["revision 2 cannot be replayed: no such operation"]),
    "no operations": (change(2, additions={}), ["revision 2 cannot be replayed: no list of operations"]),
    "an inverse of a part": (
        change(2, inverse=[["del", "1x2", 0, 5]]),
        [f"revision 2 is not undone by its inverse: {AS_BEFORE}"],
    ),
    "an inverse to another order": (
        change(5, inverse=[["move", "1x2", None]]),
        [f"revision 5 is not undone by its inverse: {AS_BEFORE}"],
    ),
    "an inverse that does not fit": (
        change(2, inverse=[["del", "1x2", 0, 6]]),
        [f"revision 2 is not undone by its inverse: {FURTHER}"],
    ),
    "an inverse on no block": (
        change(2, inverse=[["del", "gone", 0, 5]]),
        ["revision 2 is not undone by its inverse: there is no block gone"],
    ),
    "no inverse": (change(2, inverse=""), ["revision 2 is not undone by its inverse: no list of operations"]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_where_it_is(document: Document, damage: str) -> None:
    spoil, expected = DAMAGES[damage]
    spoil()
    assert verify() == [*(f"room: {line}" for line in expected), "Replayed: 1 documents. Differing from their logs: 1."]


def test_all_documents_are_looked_at_or_those_named(document: Document, ada: Writer) -> None:
    for room in ("also", "zeta"):
        accept(room, Writer("clara-0001").edit(0, Insert(B, 0, room)))
    Document.objects.exclude(room="room").update(size=9)
    also, zeta = (f"{room}: size 9 is stored, the log comes to 4" for room in ("also", "zeta"))

    assert verify() == [also, zeta, "Replayed: 3 documents. Differing from their logs: 2."]
    assert verify("room", "zeta") == [zeta, "Replayed: 2 documents. Differing from their logs: 1."]
    assert verify("room") == [ALL_IS_WELL]


def test_no_documents_are_as_their_logs_say() -> None:
    assert verify() == ["Replayed: 0 documents. Differing from their logs: 0."]


def test_a_document_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(CommandError, match="no document nowhere"):
        verify("nowhere")


def test_an_edit_between_reading_blocks_and_log_is_no_difference(document: Document, ada: Writer) -> None:
    seen: list[str] = []

    def write_after_the_blocks_were_read(execute: Any, sql: str, *rest: Any) -> Any:
        result = execute(sql, *rest)
        if "editor_block" in sql and not seen:
            seen.append(sql)
            accept("room", ada.edit(5, Insert(B, 0, "later ")))
        return result

    with connection.execute_wrapper(write_after_the_blocks_were_read):
        assert verify() == [ALL_IS_WELL]
    assert seen
    assert blocks("room")[0] == (B, "later one")
    assert verify() == [ALL_IS_WELL]
