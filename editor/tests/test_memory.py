"""What a room remembers is what is stored, whoever has written meanwhile and whatever has failed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import pytest
from django.db import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import edits
from editor.edits import settle
from editor.memory import MOST, Memory, concerning, entry_of
from editor.merge import Insert, MemoryBlocks, Move, cross
from editor.models import FIRST_BLOCK, Change, Document

from .documents import Writer, accept, take, texts
from .histories import draw_operations, new_room, write_history

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


@pytest.fixture
def memory() -> Memory:
    return Memory()


def known(memory: Memory, since: int = 0) -> list[tuple[int, str, int, list[object]]]:
    entries = memory.since(since)
    return [(each.change.revision, each.change.client, each.change.seq, list(each.operations)) for each in entries]


def read_anew() -> Memory:
    memory = Memory()
    memory.follow(Document.objects.get())
    return memory


def test_it_knows_what_itself_and_others_have_done(memory: Memory, ada: Writer, boris: Writer) -> None:
    settle("room", [ada.edit(0, Insert(B, 0, "one")), boris.edit(0, Insert(B, 0, "two"))], [], memory)
    accept("room", boris.edit(2, Insert(B, 0, "three\nfour")))
    settle("room", [ada.edit(0, Insert(B, 0, "five"))], [], memory)
    for revision in range(5):
        assert known(memory, revision) == known(read_anew(), revision)
    for writer in (ada, boris):
        last, stored = memory.last_of(writer.client), read_anew().last_of(writer.client)
        assert last
        assert stored
        assert last.revision == stored.revision
    assert memory.first_block == read_anew().first_block


def test_it_knows_with_which_block_the_document_begins(memory: Memory, ada: Writer, boris: Writer) -> None:
    settle("room", [ada.edit(0, Insert(B, 0, "one\ntwo"))], [], memory)
    assert memory.first_block == (B, "one")
    settle("room", [ada.edit(1, Insert("1x1", 3, "!"))], [], memory)
    assert memory.first_block == (B, "one")
    accept("room", boris.edit(2, Move("1x1", None)))
    settle("room", [ada.edit(2, Insert(B, 0, "x"))], [], memory)
    assert memory.first_block == ("1x1", "two!")


@settings(max_examples=100)
@given(st.data())
def test_blocks_are_remembered_as_they_stand_whoever_wrote(data: st.DataObject) -> None:
    room, processes = new_room(), [Memory(), Memory()]
    pages = write_history(data, room, processes=processes)
    document = Document.objects.get(room=room)
    stored = {row.key: (row.pk, row.position, row.text) for row in document.blocks.all()}
    for memory in processes:
        memory.follow(document)
        remembered = {key: (row.pk, row.position, row.text) for key, row in memory.rows.items()}
        assert remembered.items() <= stored.items()
        assert memory.first_block == pages[-1][0]


@given(st.data())
def test_what_does_not_concern_an_edit_does_not_change_it(data: st.DataObject) -> None:
    texts = [("1", "one"), ("2", "two"), ("3", "three"), ("4", "four")]
    mine, page = draw_operations(data, MemoryBlocks(texts), "a"), MemoryBlocks(texts)
    theirs = [draw_operations(data, page, f"b{number}") for number in range(data.draw(st.integers(0, 5)))]
    entries = [entry_of(Change(), operations) for operations in theirs]
    assert cross(mine, concerning(mine, entries))[0] == cross(mine, list(chain(*theirs)))[0]


def test_what_was_never_stored_is_forgotten(memory: Memory, ada: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    settle("room", [ada.edit(0, Insert(B, 0, "one"))], [], memory)

    def fail(rows: Sequence[Document]) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(edits, "write_documents", fail)
        with pytest.raises(DatabaseError):
            settle("room", [ada.edit(1, Insert(B, 3, "lost"))], [], memory)
    settle("room", [ada.edit(1, Insert(B, 3, " two"))], [], memory)
    assert texts("room") == ["one two"]
    assert known(memory) == known(read_anew())


def test_what_it_keeps_has_a_bound(memory: Memory, ada: Writer) -> None:
    for revision in range(0, 3 * MOST, MOST):
        edits = [ada.edit(revision, Insert(B, 0, "x")) for _ in range(MOST)]
        settle("room", edits, [], memory)
    memory.follow(Document.objects.get())
    assert len(memory._entries) == MOST
    settle("room", [ada.edit(3 * MOST, Insert(B, 0, "\n" * MOST))], [], memory)
    assert len(memory.rows) > MOST
    memory.follow(Document.objects.get())
    assert not memory.rows
    assert known(memory, MOST) == known(read_anew(), MOST)


def test_numbers_that_come_in_no_order_hinder_nobody(ada: Writer) -> None:
    memory = Memory()
    for seq in (5, 3, 5, 4, 3):
        (outcome,) = take("room", replace(ada.edit(0, Insert(B, 0, f"{seq} ")), seq=seq), memory=memory)
        assert isinstance(outcome, Change)
        assert outcome.seq == seq
    assert sorted(texts("room")[0].split()) == ["3", "4", "5"]
