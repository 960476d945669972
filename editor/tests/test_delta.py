"""What changed since a revision, checked against a page that takes it in as a browser does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.delta import Delta, changes_since
from editor.markdown import kind
from editor.memory import Memory
from editor.merge import Delete, Insert, Join, Move, Operation, Split
from editor.models import FIRST_BLOCK, Document

from .documents import Page, Writer, accept, blocks
from .histories import new_room, write_history

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK
FAR = 2_000


def since(document: Document, revision: int, most: int) -> Delta:
    memory = Memory()
    memory.follow(document)
    return changes_since(document, revision, most, memory)


def updated(page: Page, delta: Delta) -> Page:
    """The page after the partials: what is gone is taken away first, then texts change, then new blocks come."""
    if delta.reset:
        ((before, whole),) = delta.inserted
        assert before is None
        return list(whole)
    assert set(delta.removed) <= {key for key, _ in page}, "only what stands on the page can be taken away"
    page = [(key, text) for key, text in page if key not in delta.removed]
    for key, text in delta.changed:
        page[[key for key, _ in page].index(key)] = (key, text)
    for before, run in delta.inserted:
        assert not {key for key, _ in run} & {key for key, _ in page}, "no block comes twice"
        at = 0 if before is None else [key for key, _ in page].index(before) + 1
        page[at:at] = run
    return page


def outline(page: Page) -> Page:
    return [(key, text) for key, text in page if kind(text).startswith("h")]


@settings(max_examples=50)
@given(st.data(), st.integers(0, 8))
def test_a_page_at_any_revision_comes_up_to_date(data: st.DataObject, most: int) -> None:
    room = new_room()
    pages = write_history(data, room)
    document, now = Document.objects.get(room=room), len(pages) - 1

    for revision, page in enumerate(pages):
        delta = since(document, revision, most)
        assert updated(page, delta) == pages[-1], revision
        assert delta.revision == now
        assert delta.reset == (now - revision > most)
        assert delta.headings or outline(page) == outline(pages[-1])
        expected = [] if delta.reset else list(range(revision + 1, now + 1))
        assert [change["rev"] for change in delta.changes] == expected


def test_a_revision_that_is_not_yet_is_a_reset(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one\ntwo")))
    delta = since(Document.objects.get(), 2, FAR)
    assert delta == Delta(
        1,
        "one",
        True,
        [],
        [],
        [(None, [(B, "one"), ("1x1", "two")])],
        [],
        True,
        '["1", 3, 3]',
        "2 words · 7 characters",
    )


def test_changes_are_as_the_wire_has_them(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one\ntwo")))
    (change,) = since(Document.objects.get(), 0, FAR).changes
    assert change == {
        "rev": 1,
        "by": ada.client,
        "seq": 1,
        "ops": [["ins", B, 0, "one\ntwo"]],
        "then": [["split", B, 3, "1x1"]],
    }


def test_a_block_stands_once_in_its_last_state(ada: Writer) -> None:
    accept("room", *[ada.edit(n, Insert(B, n, "x")) for n in range(5)])
    delta = since(Document.objects.get(), 2, FAR)
    assert (delta.changed, delta.inserted, delta.removed) == ([(B, "xxxxx")], [], [])


def test_blocks_that_stand_together_come_in_one_run(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one\nfour")))
    accept("room", ada.edit(1, Insert(B, 3, "\ntwo\nthree")), ada.edit(1, Move("1x1", None)))
    delta = since(Document.objects.get(), 1, FAR)
    assert delta.inserted == [(None, [("1x1", "four")]), (B, [("2x1", "two"), ("2x2", "three")])]
    assert (delta.changed, delta.removed) == ([(B, "one")], ["1x1"])


def test_a_block_that_came_and_went_is_not_spoken_of(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "- a\n- b")))
    accept("room", ada.edit(1, Split(B, 3, "new")), ada.edit(2, Join("new", B, 3)))
    delta = since(Document.objects.get(), 1, FAR)
    assert (delta.changed, delta.inserted, delta.removed) == ([(B, "- a\n- b")], [], [])


def test_a_block_that_went_and_came_again_is_put_in_anew(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "- a\nb")))
    accept("room", ada.edit(1, Join("1x1", B, 3)), ada.edit(2, Split(B, 3, "1x1")))
    delta = since(Document.objects.get(), 1, FAR)
    assert (delta.changed, delta.inserted, delta.removed) == ([(B, "- a")], [(B, [("1x1", "b")])], ["1x1"])
    assert updated([(B, "- a"), ("1x1", "b")], delta) == blocks("room")


@pytest.mark.parametrize(
    ("operations", "changes"),
    [
        ([Insert(B, 5, "!")], True),
        ([Insert(B, 1, "#")], True),
        ([Delete(B, 0, 2)], True),
        ([Insert(B, 0, "x")], True),
        ([Move("1x1", None)], False),
        ([Move(B, "1x1")], True),
        ([Join("1x1", B, 5)], True),
        ([Insert("1x1", 4, " with # in it")], False),
        ([Insert("1x1", 0, "# ")], True),
        ([Insert("1x1", 4, "\nmore"), Split("1x1", 4, "new")], False),
        ([Insert("1x1", 4, "\n## more"), Split("1x1", 4, "new")], True),
    ],
)
def test_whether_the_outline_is_another_one(ada: Writer, operations: list[Operation], changes: bool) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "# One\ntext")))
    accept("room", ada.edit(1, *operations))
    assert since(Document.objects.get(), 1, FAR).headings == changes
