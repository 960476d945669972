"""The rows: StoredBlocks behave as MemoryBlocks do, and a snapshot is of one revision."""

from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from editor import store, stored_blocks
from editor.merge import Blocks, Insert, MemoryBlocks, Operation, UnknownBlock, apply, apply_all
from editor.models import FIRST_BLOCK, Block, Document
from editor.store import last_seq, snapshot
from editor.stored_blocks import StoredBlocks
from editor.words import count

from .documents import Writer, accept
from .histories import draw_operations, new_room

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


def stored(room: str, *texts: tuple[str, str]) -> tuple[Document, StoredBlocks]:
    document = Document.objects.create(room=room)
    for number, (key, text) in enumerate(texts):
        Block.objects.create(document=document, key=key, position=number, text=text)
    return document, StoredBlocks(document)


@settings(max_examples=60)
@given(st.data(), st.sampled_from([(2, 1), (4, 2), (2**32, 2**16)]))
def test_stored_blocks_are_as_those_in_memory(data: st.DataObject, spacing: tuple[int, int]) -> None:
    room, page = new_room(), [("A", "abc\ndef"), ("B", "\n\n"), ("C", "")]
    document, rows = stored(room, *page)
    memory, drawn = MemoryBlocks(page), MemoryBlocks(page)
    words = 2
    with patch.multiple(stored_blocks, SPACING=spacing[0], STEP=spacing[1]):
        for n in range(4):
            for operation in draw_operations(data, drawn, f"k{n}x"):
                assert apply(rows, operation) == apply(memory, operation)
            if data.draw(st.booleans()):
                ends = data.draw(st.lists(st.sampled_from([key for key, _ in memory.items()]), min_size=2, max_size=2))
                assert rows.span(*ends) == memory.span(*ends)
            if data.draw(st.booleans()):
                words += rows.flush()
        words += rows.flush()

    assert words == sum(count(text) for _, text in memory.items())
    assert list(document.blocks.order_by("position").values_list("key", "text")) == memory.items()
    assert [StoredBlocks(document).text(key) for key, _ in memory.items()] == [text for _, text in memory.items()]


@settings(max_examples=100)
@given(st.data())
def test_what_is_done_and_undone_leaves_the_rows_as_they_were(data: st.DataObject) -> None:
    """Other processes remember them, and are told of nothing."""
    page = [("A", "abc\ndef"), ("B", "\n\n"), ("C", ""), ("D", "x\ny")]
    document, rows = stored(new_room(), *page)
    before = list(document.blocks.order_by("pk").values_list("pk", "key", "position", "text"))
    drawn, inverses = MemoryBlocks(page), list[Operation]()
    for n in range(4):
        for operation in draw_operations(data, drawn, f"k{n}x"):
            inverses = [*apply(rows, operation), *inverses]
    apply_all(rows, inverses)
    assert rows.flush() == 0
    assert list(document.blocks.order_by("pk").values_list("pk", "key", "position", "text")) == before


def test_blocks_find_room_at_one_place_however_many_come() -> None:
    document, rows = stored("room", ("A", ""), ("B", ""), ("C", ""))
    memory = MemoryBlocks([("A", ""), ("B", ""), ("C", "")])
    several: list[Blocks] = [rows, memory]

    spaced_out = patch.object(StoredBlocks, "_space_out", autospec=True, side_effect=StoredBlocks._space_out)
    with patch.multiple(stored_blocks, SPACING=4, STEP=2), spaced_out as called:
        for number in range(30):
            for each in several:
                each.insert(f"new{number}", "A", "")
                each.move("C", "A")
            rows.flush()
    assert called.call_count > 3

    assert list(document.blocks.order_by("position").values_list("key", "text")) == memory.items()


def test_moving_to_the_front_and_to_where_a_block_is() -> None:
    document, rows = stored("room", ("A", ""), ("B", ""), ("C", ""))
    rows.move("C", None)
    rows.move("B", None)
    rows.move("B", None)
    rows.move("C", "B")
    rows.flush()
    assert list(document.blocks.order_by("position").values_list("key", flat=True)) == ["B", "C", "A"]


def test_a_key_that_is_not_there_is_unknown_to_every_method() -> None:
    _, rows = stored("room", ("A", ""))
    assert "A" in rows
    assert "B" not in rows
    for method, *arguments in (
        ("text", "B"),
        ("write", "B", ""),
        ("before", "B"),
        ("span", "A", "B"),
        ("span", "B", "A"),
        ("insert", "C", "B", ""),
        ("move", "B", None),
        ("move", "A", "B"),
        ("remove", "B"),
    ):
        with pytest.raises(UnknownBlock):
            getattr(rows, str(method))(*arguments)


def test_a_block_that_was_removed_may_come_again() -> None:
    document, rows = stored("room", ("A", ""), ("B", "old"))
    rows.write("B", "changed")
    rows.remove("B")
    assert "B" not in rows
    rows.insert("B", "A", "new")
    rows.flush()
    assert list(document.blocks.order_by("position").values_list("key", "text")) == [("A", ""), ("B", "new")]


def test_blocks_that_are_loaded_together_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, rows = stored("room", ("A", "a"), ("B", "b"))
    with django_assert_num_queries(1):
        rows.load(["A", "B", "nowhere"])
        assert (rows.text("A"), rows.text("B"), "nowhere" in rows) == ("a", "b", False)


def test_thousands_of_blocks_cost_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    document, rows = stored("room", ("A", ""), ("B", ""))
    keys = [f"k{number}" for number in range(2_000)]
    with django_assert_max_num_queries(2_000 // 200 + 5):  # SQLite takes some two hundred rows at a time
        rows.load(keys)
        for above, key in zip(["A", *keys], keys, strict=False):
            rows.insert(key, above, f"text of {key}")
        rows.flush()
    texts = list(document.blocks.order_by("position").values_list("key", "text"))
    assert texts == [("A", ""), *((key, f"text of {key}") for key in keys), ("B", "")]


def test_going_from_block_to_block_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keys = [f"k{number}" for number in range(1_500)]
    _, rows = stored("room", *((key, "") for key in keys))
    with django_assert_max_num_queries(16):
        rows.load(keys)
        for above, key in pairwise(keys):
            assert rows.after(above) == key
    _, rows = stored("other", *((key, "") for key in keys))
    with django_assert_max_num_queries(16):
        rows.load(keys)
        for key in keys[1:]:
            rows.remove(key)
    assert rows.span("k0", "k0") == ["k0"]
    assert rows.after("k0") is None


def test_a_span_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = [f"k{number}" for number in range(100)]
    _, rows = stored("room", *((key, key) for key in keys))
    rows.load(keys[10:81:70])
    with django_assert_num_queries(1):
        assert rows.span("k10", "k80") == keys[10:81]
        assert [rows.text(key) for key in keys[10:81]] == keys[10:81]
        assert [rows.after(key) for key in keys[10:80]] == keys[11:81]
    assert rows.span("k80", "k10") == []


def test_blocks_that_are_not_written_yet_are_moved_and_removed_as_others_are() -> None:
    document, rows = stored("room", ("A", ""), ("B", ""))
    for key in ("x", "y", "z"):
        rows.insert(key, "A", key)
    rows.move("B", "z")
    rows.move("x", None)
    rows.remove("y")
    rows.remove("A")
    rows.insert("y", "x", "again")
    assert [rows.before("x"), rows.after("x"), rows.after("y"), rows.after("z"), rows.after("B")] == [
        None,
        "y",
        "z",
        "B",
        None,
    ]
    for _ in range(2):
        rows.flush()
        texts = list(document.blocks.order_by("position").values_list("key", "text"))
        assert texts == [("x", "x"), ("y", "again"), ("z", "z"), ("B", "")]


def test_a_snapshot_is_the_whole_document(ada: Writer) -> None:
    assert snapshot("room") == store.Snapshot(0, "", [(B, "")])
    accept("room", ada.edit(0, Insert(B, 0, "# one\ntwo")))
    accept("other", ada.edit(0, Insert(B, 0, "not this")))
    assert snapshot("room") == store.Snapshot(1, "one", [(B, "# one"), ("1x1", "two")], "2 words · 9 characters")


def test_the_last_edit_of_a_client_that_was_taken(ada: Writer, boris: Writer) -> None:
    assert last_seq("room", ada.client) == 0
    accept("room", ada.edit(0, Insert(B, 0, "x")), ada.undo(1), boris.edit(0, Insert(B, 0, "y")))
    assert last_seq("room", ada.client) == 2
    assert last_seq("room", boris.client) == 1
    assert last_seq("other", ada.client) == 0
