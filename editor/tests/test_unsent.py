"""What a dead page had not seen stored is stored once, wherever it had got to, and merged with what others did."""

from dataclasses import replace

import pytest

from editor import edits
from editor.commands import Selection
from editor.edit import Edit, Invocation
from editor.merge import Delete, Insert, Join, Operation
from editor.models import FIRST_BLOCK, Document
from editor.unsent import Unsent, finish

from .documents import Writer, accept, texts

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK
OLD = "one two"


@pytest.fixture
def left(boris: Writer) -> Unsent:
    """Ada's page died with " three" under way and "!" typed after it."""
    accept("room", boris.edit(0, Insert(B, 0, OLD)))
    return Unsent("ada-0001", 1, 1, sent(Insert(B, 7, " three")), [Insert(B, 13, "!")], {B: OLD})


def sent(*operations: Operation, base: int = 1) -> Edit:
    return Edit("ada-0001", 1, base, operations)


def store(left: Unsent) -> None:
    assert left.sent
    accept("room", left.sent)


@pytest.fixture(params=["the changes are known", "they are too many"])
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "the changes are known":
        monkeypatch.setattr(edits, "FURTHEST", 0)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("is_stored", [False, True])
def test_it_is_stored_once_however_often_it_comes(left: Unsent, is_stored: bool) -> None:
    if is_stored:
        store(left)
    for _ in range(3):
        assert finish("room", left)[1] == []
        assert texts("room") == ["one two three!"]


@pytest.mark.parametrize("is_stored", [False, True])
def test_it_goes_where_its_text_is_by_now(left: Unsent, boris: Writer, is_stored: bool) -> None:
    accept("room", boris.edit(1, Insert(B, 0, "zero\n")))
    if is_stored:
        store(left)
    accept("room", boris.edit(2, Delete("2x1", 0, 4)))
    revision, refused = finish("room", left)
    assert (revision, refused) == (5, [])
    assert texts("room") == ["zero", "two three!"]


@pytest.mark.parametrize("is_stored", [False, True])
def test_when_the_changes_are_not_known_any_more_the_texts_are_compared(
    left: Unsent, boris: Writer, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    if is_stored:
        store(left)
    accept("room", boris.edit(1, Insert(B, 0, "zero ")))
    accept("room", boris.edit(1, Insert(B, 4, "and ")))
    with monkeypatch.context() as context:
        context.setattr(edits, "FURTHEST", 1)
        assert finish("room", left)[1] == []
    assert texts("room") == ["zero one and two three!"]


def test_a_page_that_had_nothing_under_way(left: Unsent) -> None:
    waiting = replace(left, seq=0, sent=None, waiting=[Insert(B, 7, "?")])
    for _ in range(2):
        assert finish("room", waiting)[1] == []
    assert texts("room") == ["one two?"]


def test_a_page_of_a_document_that_nobody_else_has_written_in(left: Unsent) -> None:
    alone = replace(
        left, revision=0, sent=sent(Insert(B, 0, "a\nb"), base=0), waiting=[Insert(B, 3, "c")], texts={B: ""}
    )
    assert finish("new-room", alone)[1] == []
    assert texts("new-room") == ["a", "bc"]


@pytest.mark.parametrize(
    "operations",
    [
        [Insert(B, 99, "wrong")],
        [Insert("gone", 0, "wrong")],
        [Join("gone", B, 7), Insert(B, 0, "wrong")],
    ],
)
@pytest.mark.usefixtures("known")
def test_what_cannot_be_stored_is_given_back_whole(left: Unsent, operations: list[Operation]) -> None:
    _, (refusal,) = finish("room", replace(left, sent=sent(*operations)))
    assert refusal.text == "wrong\n!"
    assert refusal.reason
    assert texts("room") == [OLD]


def test_a_block_that_is_gone_gives_its_text_back(left: Unsent, boris: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    accept("room", boris.edit(1, Insert(B, 3, "\n")))
    accept("room", boris.edit(2, Join("2x1", B, 3), Delete(B, 0, 8)))
    gone = replace(left, texts={"elsewhere": OLD}, sent=sent(Insert("elsewhere", 7, " three")), waiting=[])
    monkeypatch.setattr(edits, "FURTHEST", 1)
    _, (refusal,) = finish("room", gone)
    assert refusal.text == " three"


@pytest.mark.parametrize("is_stored", [False, True])
def test_a_command_under_way(left: Unsent, is_stored: bool) -> None:
    bold = Edit("ada-0001", 1, 1, command=Invocation("bold", Selection(B, 4, 7), ""))
    command = replace(left, sent=bold, waiting=[Insert(B, 7, "!")])
    if is_stored:
        store(command)
    for _ in range(2):
        assert finish("room", command)[1] == []
        assert texts("room") == ["one **two**!"]


def test_a_command_that_cannot_be_done_hinders_nothing(left: Unsent) -> None:
    wrong = Edit("ada-0001", 1, 1, command=Invocation("bold", Selection("gone", 0, 0), ""))
    finish("room", replace(left, sent=wrong, waiting=[Insert(B, 7, "!")]))
    assert texts("room") == ["one two!"]


def test_it_does_not_begin_a_document_anew_that_is_deleted(left: Unsent) -> None:
    Document.objects.get().delete()
    revision, (refusal,) = finish("room", left)
    assert (revision, refusal.code, refusal.text) == (0, "unknown-revision", left.inserted)
    assert not Document.objects.exists()
