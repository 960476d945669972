"""Where something is by now, and what a reader sees there."""

from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.comments.placing import CHUNK, MOST_QUOTED, Spot, carried, spot
from editor.edits import FURTHEST
from editor.markdown import to_words
from editor.merge import Delete, Insert, Join, Move, Split, decode, follow_both
from editor.models import FIRST_BLOCK as B
from editor.models import Change, Document
from editor.places import Place

from ..access.shared import ROOM
from ..documents import Page, texts
from ..histories import new_room, write_history
from .shared import at, edit, type_more

pytestmark = pytest.mark.django_db


@settings(max_examples=60)
@given(st.data())
def test_it_does_not_matter_how_often_a_place_is_carried(data: st.DataObject) -> None:
    room = new_room()
    pages = write_history(data, room, most=12)
    document, changes = Document.objects.get(room=room), Change.objects.filter(document__room=room).order_by("revision")
    steps = [[decode(raw) for raw in (*change.operations, *change.additions)] for change in changes]
    known = [
        (draw_place(data, pages[base]), base)
        for base in data.draw(st.lists(st.integers(0, len(steps)), min_size=1, max_size=4), label="bases")
    ]
    one_by_one = [place for place, _ in known]
    for number, (_, base) in enumerate(known):
        for operations in steps[base:]:
            one_by_one[number] = follow_both(*one_by_one[number], operations)

    for stop in sorted(data.draw(st.sets(st.integers(0, len(steps))), label="read at")):
        document.revision = stop
        known = [(place, max(base, stop)) for place, (_, base) in zip(carried(document, known), known, strict=True)]
    document.revision = len(steps)
    assert carried(document, known) == one_by_one


def draw_place(data: st.DataObject, page: Page) -> Place:
    first = data.draw(st.integers(0, len(page) - 1))
    last = data.draw(st.integers(first, len(page) - 1))
    (block, text), (to, end_of) = page[first], page[last]
    start = data.draw(st.integers(0, len(text)))
    return at(block, start, data.draw(st.integers(start if first == last else 0, len(end_of))), to)


def about(document: Document, place: Place, base: int | None = None) -> Spot | None:
    return spot(document, place, document.revision if base is None else base)


def quote(document: Document, place: Place, base: int | None = None) -> str:
    found = about(document, place, base)
    assert found
    return found.quote


def test_of_longer_ago_than_an_edit_may_come_from(document: Document) -> None:
    before = document.revision
    type_more(FURTHEST + CHUNK, B)
    document.refresh_from_db()
    assert quote(document, at(B, 0, 2), before) == "on"
    assert about(document, at(B, 0, 2), before) == about(document, at(B, FURTHEST + CHUNK, FURTHEST + CHUNK + 2))


def test_what_is_typed_in_the_middle_belongs_to_it_and_what_is_typed_beside_does_not(document: Document) -> None:
    before = document.revision
    document = edit(Insert("two", 3, ")"), Insert("two", 1, "-"), Insert("two", 0, "("))
    assert texts(ROOM)[1] == "(t-wo)"
    assert quote(document, at("two", 0, 3), before) == "t-wo"


def test_a_block_that_is_split(document: Document) -> None:
    before = document.revision
    document = edit(Insert("three", 2, "\n"), Split("three", 2, "rest"))
    found = about(document, at("three", 1, 5), before)
    assert found == Spot(document.revision, at("three", 1, 3, "rest"), "h ree")
    assert quote(document, at("three", 4, 5), before) == "e"


def test_a_block_that_is_joined_to_another(document: Document) -> None:
    before = document.revision
    document = edit(Join("two", B, 3))
    assert about(document, at("two", 1, 3), before) == Spot(document.revision, at(B, 5, 7), "wo")


def test_a_block_that_is_moved(document: Document) -> None:
    before = document.revision
    document = edit(Move("two", None))
    assert quote(document, at("two", 1, 3), before) == "wo"


def test_a_selection_whose_end_is_moved_before_its_beginning_is_none_any_more(document: Document) -> None:
    before = document.revision
    assert quote(document, at(B, 1, 2, "two")) == "ne tw"
    document = edit(Move("two", None))
    assert about(document, at(B, 1, 2, "two"), before) is None


@pytest.mark.parametrize(("block", "place"), [(B, at(B, 2, 2, "two")), ("two", at(B, 1, 3, "two"))])
def test_either_end_of_a_selection_goes_with_its_block(document: Document, block: str, place: Place) -> None:
    before = document.revision
    document = edit(Insert(block, 0, "x"))
    assert about(document, at(B, 1, 2, "two"), before) == about(document, place)


@pytest.mark.parametrize("place", [at("gone", 0, 1), at("gone", 0, 1, B), at(B, 0, 1, "gone")])
def test_a_block_that_is_not_there(document: Document, place: Place) -> None:
    assert about(document, place) is None


def test_a_block_of_another_document(document: Document) -> None:
    edit(Insert(B, 0, "other\nnew"), Split(B, 5, "new"), room="other")
    assert about(document, at("new", 0, 1)) is None


@pytest.mark.parametrize("caret", [0, 2, 3, 1_000])
def test_a_caret_stands_for_its_whole_block(document: Document, caret: int) -> None:
    assert about(document, at("two", caret, caret)) == Spot(document.revision, at("two", 0, 3), "two")


def test_so_does_a_selection_of_which_nothing_is_left(document: Document) -> None:
    before = document.revision
    document = edit(Delete("three", 1, 3))
    assert about(document, at("three", 2, 4), before) == Spot(document.revision, at("three", 0, 2), "te")


@pytest.mark.parametrize("place", [at("two", 7, 9), at("two", 3, 9), at("two", 3, 1)])
def test_so_does_a_selection_of_nothing(document: Document, place: Place) -> None:
    assert about(document, place) == Spot(document.revision, at("two", 0, 3), "two")


def test_no_selection_goes_beyond_its_block(document: Document) -> None:
    assert about(document, at("two", 1, 9)) == Spot(document.revision, at("two", 1, 3), "wo")


def test_a_revision_that_is_yet_to_come(document: Document) -> None:
    assert quote(document, at("two", 0, 3), document.revision + 1) == "two"


def test_a_quote_goes_over_blocks(document: Document) -> None:
    assert quote(document, at(B, 1, 2, "three")) == "ne two th"


def test_a_quote_is_what_a_reader_sees(document: Document) -> None:
    markdown = "## A **bold** [link](https://longhand.test/x) &amp; `code`"
    document = edit(Delete("two", 0, 3), Insert("two", 0, markdown))
    assert quote(document, at("two", 0, 0)) == "A bold link & code"


def test_a_quote_has_two_hundred_characters_at_most(document: Document) -> None:
    document = edit(Delete("two", 0, 3), Insert("two", 0, "é" * 201))
    assert quote(document, at("two", 0, 200)) == "é" * 200
    assert quote(document, at("two", 0, 201)) == "é" * 199 + "…"


def test_no_more_blocks_are_read_than_are_quoted(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Mock(wraps=to_words)
    monkeypatch.setattr("editor.comments.placing.to_words", read)
    lines = "\n".join("y" * (MOST_QUOTED * 2))
    splits = [Split("three", 2 * number - 1, f"n{number}") for number in reversed(range(1, MOST_QUOTED * 2))]
    document = edit(Delete("three", 0, 5), Insert("three", 0, lines), *splits)
    assert quote(document, at("three", 0, 1, f"n{2 * MOST_QUOTED - 1}")) == " ".join("y" * (MOST_QUOTED + 2))
    assert read.call_count == MOST_QUOTED + 2
