"""Undo and redo through the database: one's own edits only, whatever others wrote since."""

import pytest

from editor import edits
from editor.edit import Edit
from editor.merge import Delete, Insert, Join
from editor.models import FIRST_BLOCK
from editor.visitors import Visitor

from .documents import Writer, accept, blocks, texts

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


def test_undo_and_redo_go_through_ones_edits_one_by_one(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")), ada.edit(1, Insert(B, 3, " two")))

    accept("room", ada.undo(2))
    assert texts("room") == ["one"]
    accept("room", ada.undo(3))
    assert texts("room") == [""]
    accept("room", ada.redo(4))
    assert texts("room") == ["one"]
    accept("room", ada.redo(5))
    assert texts("room") == ["one two"]


def test_a_burst_of_typing_ends_where_its_person_does_something_else() -> None:
    def typed(client: str, seq: int, at: int, text: str) -> Edit:
        return Edit(client, seq, at, [Insert(B, at, text)], typed=True, visitor=Visitor("ada"))

    page, file = "page-0001", "file-0001"
    accept("room", typed(page, 1, 0, "a"), typed(page, 2, 1, "b"), typed(file, 1, 2, "c"), typed(page, 3, 3, "d"))
    left = []
    for revision in range(4, 7):
        accept("room", Edit(page, revision, revision, [], "undo", visitor=Visitor("ada")))
        left += texts("room")
    assert left == ["abc", "ab", ""]


def test_what_an_undo_does_is_the_servers_addition(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")))
    (undone,) = accept("room", ada.undo(1))
    assert (undone.kind, undone.operations, undone.additions) == ("undo", [], [["del", B, 0, 3]])
    (redone,) = accept("room", ada.redo(2))
    assert (redone.kind, redone.operations, redone.additions) == ("redo", [], [["ins", B, 0, "one"]])


def test_others_edits_in_between_stay(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "hello world")))
    accept("room", boris.edit(1, Insert(B, 5, " dear")))
    accept("room", ada.edit(2, Delete(B, 0, 5)))
    accept("room", boris.edit(3, Insert(B, 11, "!")))
    assert texts("room") == [" dear world!"]

    accept("room", ada.undo(4))
    assert texts("room") == ["hello dear world!"]
    accept("room", ada.undo(5))
    assert texts("room") == [" dear!"]
    accept("room", boris.undo(6), ada.redo(7))
    assert texts("room") == ["hello dear world"]


def test_an_undo_made_on_an_older_revision_is_of_ones_last_edit_all_the_same(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "ada")))
    accept("room", boris.edit(1, Insert(B, 0, "boris ")))
    accept("room", ada.undo(1))
    assert texts("room") == ["boris "]


def test_edits_and_their_undo_may_come_in_one_batch(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "ada")), boris.edit(0, Insert(B, 0, "boris")), ada.undo(1), ada.redo(1))
    assert texts("room") == ["adaboris"]


def test_undoing_a_new_block_joins_it_again(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "left right")))
    accept("room", ada.edit(1, Delete(B, 4, 1), Insert(B, 4, "\n")))
    accept("room", boris.edit(2, Insert("2x1", 5, "!")))
    assert blocks("room") == [(B, "left"), ("2x1", "right!")]

    accept("room", ada.undo(3))
    assert blocks("room") == [(B, "left right!")]
    accept("room", ada.redo(4))
    assert blocks("room") == [(B, "left"), ("2x1", "right!")]


def test_undoing_a_join_brings_the_block_back(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "left\nright")))
    accept("room", ada.edit(1, Join("1x1", B, 4), Delete(B, 4, 1)), boris.edit(1, Insert("1x1", 0, "bo")))
    assert texts("room") == ["leftboright"]

    accept("room", ada.undo(3))
    assert sorted("\n".join(texts("room"))) == sorted("left\nboright")
    assert len(texts("room")) == 2


def test_a_new_edit_takes_away_what_could_be_redone(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")), ada.undo(1), ada.edit(2, Insert(B, 0, "two")), ada.redo(3))
    assert texts("room") == ["two"]


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_nothing_to_undo_is_accepted_and_changes_no_text(ada: Writer, boris: Writer, kind: str) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")))
    (change,) = accept("room", getattr(boris, kind)(1))
    assert (change.operations, change.additions) == ([], [])
    assert texts("room") == ["one"]


def test_an_edit_too_far_back_is_not_undone(ada: Writer, boris: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "FURTHEST", 3)
    accept("room", ada.edit(0, Insert(B, 0, "old")))
    accept("room", *[boris.edit(n, Insert(B, 0, "x")) for n in (1, 2, 3)])
    accept("room", ada.undo(4))
    assert texts("room") == ["xxxold"]
