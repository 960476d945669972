"""Edits that are taken: rebased, once, in batches; what they make of newlines and of the title."""

import pytest
from pytest_django import DjangoAssertNumQueries

from editor.edits import settle
from editor.memory import BrokenLog
from editor.merge import Delete, Insert, Join, Split
from editor.models import FIRST_BLOCK, Block, Change, Document
from editor.store import snapshot

from .documents import Writer, accept, blocks, refuse, take, texts

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


def test_an_accepted_edit_is_in_the_text_and_in_the_log(ada: Writer) -> None:
    (change,) = accept("room", ada.edit(0, Insert(B, 0, "hello"), Delete(B, 0, 1)))

    assert texts("room") == ["ello"]
    stored = Change.objects.get()
    assert str(stored) == str(change)
    assert (stored.revision, stored.client, stored.seq, stored.kind) == (1, ada.client, 1, "edit")
    assert stored.operations == [["ins", B, 0, "hello"], ["del", B, 0, 1]]
    assert stored.additions == []
    assert stored.inverse == [["ins", B, 0, "h"], ["del", B, 0, 5]]


def test_settling_tells_the_revision_the_title_and_what_readers_missed(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")))

    settled = settle("room", [ada.edit(1, Insert(B, 3, " two"))], [0, 1, 1])

    assert (settled.revision, settled.title) == (2, "one two")
    assert {revision: len(delta.changes) for revision, delta in settled.deltas.items()} == {0: 2, 1: 1}


def test_an_edit_of_an_older_revision_is_rebased(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "the end")))
    accept("room", ada.edit(1, Insert(B, 0, "This is ")))

    (change,) = accept("room", boris.edit(1, Insert(B, 4, "bitter "), Insert(B, 14, "!")))

    assert texts("room") == ["This is the bitter end!"]
    assert change.operations == [["ins", B, 12, "bitter "], ["ins", B, 22, "!"]]


def test_insertions_at_one_place_stand_in_the_order_in_which_they_were_accepted(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "first ")), boris.edit(0, Insert(B, 0, "second")))
    assert texts("room") == ["first second"]


def test_an_edit_that_comes_again_is_taken_once(ada: Writer, boris: Writer) -> None:
    edit = ada.edit(0, Insert(B, 0, "once"))
    (first,) = accept("room", edit)
    accept("room", boris.edit(1, Insert(B, 4, ".")))

    (again,) = accept("room", edit)

    assert str(again) == str(first)
    assert again.revision == 1
    assert texts("room") == ["once."]
    assert snapshot("room").revision == 2


def test_an_edit_that_comes_twice_in_a_batch_is_taken_once(ada: Writer) -> None:
    edit = ada.edit(0, Insert(B, 0, "once"))
    first, second = accept("room", edit, edit)
    assert first is second
    assert texts("room") == ["once"]


def test_an_undo_that_comes_again_is_done_once(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one ")), ada.edit(1, Insert(B, 4, "two")))
    undo = ada.undo(2)
    accept("room", undo)
    accept("room", undo)
    assert texts("room") == ["one "]


def test_clients_count_for_themselves_and_so_do_rooms(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "a")))
    accept("room", Writer("clara-0001").edit(0, Insert(B, 0, "c")))
    accept("other", Writer(ada.client).edit(0, Insert(B, 0, "elsewhere")))
    assert texts("room") == ["ac"]
    assert texts("other") == ["elsewhere"]


def test_a_batch_of_many_writers_is_taken_in_order() -> None:
    writers = [Writer(f"writer-{number:04}") for number in range(50)]

    changes = accept("room", *[writer.edit(0, Insert(B, 0, f"{n},")) for n, writer in enumerate(writers)])

    assert [change.revision for change in changes] == list(range(1, 51))
    assert texts("room") == ["".join(f"{n}," for n in range(50))]


def test_a_batch_costs_few_queries(ada: Writer, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """For each edit one look whether it came before; everything else once a batch."""
    accept("room", ada.edit(0, Insert(B, 0, "x")))
    with django_assert_max_num_queries(50 + 10):
        accept("room", *[ada.edit(n, Insert(B, n, "x")) for n in range(1, 51)])


def test_a_refused_edit_hinders_no_other_in_its_batch(ada: Writer, boris: Writer) -> None:
    outcomes = take(
        "room",
        ada.edit(0, Insert(B, 0, "one ")),
        boris.edit(0, Insert(B, 0, "not this"), Delete(B, 100, 1)),
        boris.edit(0, Insert(B, 0, "two ")),
        boris.edit(7, Insert(B, 0, "nor this")),
        ada.edit(1, Insert(B, 4, "three ")),
    )
    assert [isinstance(outcome, Change) for outcome in outcomes] == [True, False, True, False, True]
    assert texts("room") == ["one two three "]
    assert snapshot("room").revision == 3


def test_a_room_comes_into_being_with_its_first_accepted_edit(ada: Writer) -> None:
    assert snapshot("room").blocks == [(B, "")]
    settle("room", [], [0, 17])
    assert refuse("room", ada.edit(0, Delete(B, 0, 1))) == "out-of-range"
    assert not Document.objects.exists()
    assert not Block.objects.exists()

    accept("room", ada.edit(0, Insert(B, 0, "x")))
    assert Document.objects.get().room == "room"


def test_typed_newlines_become_blocks(ada: Writer) -> None:
    (change,) = accept("room", ada.edit(0, Insert(B, 0, "# Head\ntext\n- a\n- b")))

    assert blocks("room") == [(B, "# Head"), ("1x1", "text"), ("1x2", "- a\n- b")]
    assert change.operations == [["ins", B, 0, "# Head\ntext\n- a\n- b"]]
    assert change.additions == [["split", B, 6, "1x1"], ["split", "1x1", 4, "1x2"]]


def test_keys_of_new_blocks_pass_over_those_that_exist(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "- a\n- b"), Split(B, 3, "2x1")))
    accept("room", ada.edit(1, Insert(B, 3, "\nnew")))
    assert blocks("room") == [(B, "- a"), ("2x2", "new"), ("2x1", "- b")]


def test_a_border_and_a_newline_are_one_thing(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "left right")))
    accept("room", ada.edit(1, Delete(B, 4, 1), Insert(B, 4, "\n")))
    accept("room", boris.edit(1, Insert(B, 10, "!")))
    assert texts("room") == ["left", "right!"]

    accept("room", ada.edit(2, Join("2x1", B, 4), Delete(B, 4, 1)))
    assert blocks("room") == [(B, "leftright!")]


def test_the_title_is_what_a_reader_sees_of_the_first_line(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "# Tea &amp; *cake* <b>\nmore")))
    assert snapshot("room").title == "Tea & cake <b>"

    accept("room", ada.edit(1, Delete(B, 0, 2), Insert(B, 0, "x" * 300)))
    assert snapshot("room").title == "x" * 200


def test_the_size_counts_every_character_and_every_border(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one\ntwo")), ada.edit(1, Delete(B, 0, 1)))
    assert Document.objects.get().size == len("ne\ntwo")
    accept("room", ada.undo(2), ada.undo(2))
    assert Document.objects.get().size == 0


def test_what_a_broken_log_cannot_carry_is_not_taken(ada: Writer, boris: Writer) -> None:
    for revision in range(3):
        accept("room", ada.edit(revision, Insert(B, 0, "x")))
    Change.objects.get(revision=2).delete()

    with pytest.raises(BrokenLog):
        settle("room", [boris.edit(1, Insert(B, 1, "y"))], [])

    assert texts("room") == ["xxx"]
    accept("room", boris.edit(3, Insert(B, 3, "y")))
    assert texts("room") == ["xxxy"]
