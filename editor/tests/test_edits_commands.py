"""Commands through the database: on what others wrote meanwhile, as ordinary changes, each undone as one."""

from datetime import timedelta
from typing import Any, NoReturn, cast

import pytest

from editor import batch
from editor.commands import COMMANDS, Selection
from editor.delta import on_the_wire
from editor.edit import Edit, Invocation
from editor.merge import Delete, Insert, InvalidOperation, Join, Move
from editor.models import FIRST_BLOCK, Change
from editor.visitors import Visitor

from .documents import Writer, accept, blocks, refuse, texts

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


def command(writer: Writer, base: int, name: str, start: int, end: int, argument: str = "") -> Edit:
    writer.seq += 1
    invocation = Invocation(name, Selection(B, start, end), argument)
    return Edit(writer.client, writer.seq, base, command=invocation)


def typed(writer: Writer, base: int, at: int, text: str, **more: Any) -> Edit:
    writer.seq += 1
    return Edit(writer.client, writer.seq, base, [Insert(B, at, text)], typed=True, **more)


def test_a_command_is_the_servers_addition_and_says_where_the_caret_is(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "a word")))
    (change,) = accept("room", command(ada, 1, "bold", 2, 6))
    assert texts("room") == ["a **word**"]
    assert on_the_wire(change) == {
        "rev": 2,
        "by": ada.client,
        "seq": 2,
        "ops": [],
        "then": [["ins", B, 6, "**"], ["ins", B, 2, "**"]],
        "caret": [B, 4, 8],
    }
    assert accept("room", command(ada, 2, "bold", 4, 8))[0].caret == [B, 2, 6]


def test_it_is_done_where_the_selection_is_by_now(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one two")))
    accept("room", boris.edit(1, Insert(B, 0, "zero ")))
    accept("room", boris.edit(2, Insert(B, 9, "and ")))
    (change,) = accept("room", command(ada, 1, "bold", 4, 7))
    assert texts("room") == ["zero one and **two**"]
    assert change.caret == [B, 15, 18]


@pytest.mark.parametrize(
    ("name", "argument", "left"),
    [
        ("delete", "", ["onXYZ", "four"]),
        ("paste", "new", ["onXYZnew", "four"]),
        ("kind", "h2", ["## one", "## twXo", "## thYreZe", "four"]),
    ],
)
def test_what_others_wrote_in_the_selection_meanwhile_stays(
    ada: Writer, boris: Writer, name: str, argument: str, left: list[str]
) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one\ntwo\nthree\nfour")))
    keys = [key for key, _ in blocks("room")]
    accept("room", boris.edit(1, Insert(keys[1], 2, "X"), Insert(keys[2], 2, "Y"), Insert(keys[2], 5, "Z")))
    ada.seq += 1
    selection = Selection(B, 2, 5, keys[2])
    accept("room", Edit(ada.client, ada.seq, 1, command=Invocation(name, selection, argument)))
    assert texts("room") == left
    accept("room", Edit(ada.client, ada.seq + 1, 3, kind="undo"))
    assert texts("room") == ["one", "twXo", "thYreZe", "four"]


def test_a_command_that_fails_takes_nothing_of_others_away(
    ada: Writer, boris: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> NoReturn:
        raise InvalidOperation("it cannot be done")

    monkeypatch.setitem(cast(dict[str, Any], COMMANDS), "delete", fail)
    accept("room", ada.edit(0, Insert(B, 0, "one two")))
    accept("room", boris.edit(1, Insert(B, 3, " and")))
    refuse("room", command(ada, 1, "delete", 0, 7))
    assert texts("room") == ["one and two"]


def test_a_command_is_taken_once_and_undone_as_one(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")))
    wanted = command(ada, 1, "kind", 3, 3, "code")
    first, again = accept("room", wanted, wanted)
    assert first == again
    assert texts("room") == ["```\none\n```"]
    accept("room", boris.edit(2, Insert(B, 7, " two")))
    accept("room", ada.undo(3))
    assert texts("room") == ["one two"]


@pytest.mark.parametrize(("start", "end"), [(0, 4), (4, 4), (2, 1)])
def test_a_selection_that_is_not_in_the_text_is_refused(ada: Writer, start: int, end: int) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one")))
    assert refuse("room", command(ada, 1, "bold", start, end)) == "out-of-range"
    assert (
        refuse("room", Edit(ada.client, 9, 1, command=Invocation("bold", Selection("gone", 0, 0), "")))
        == "unknown-block"
    )
    assert texts("room") == ["one"]


def several(writer: Writer, base: int, name: str, *place: Any, argument: str = "") -> Edit:
    writer.seq += 1
    return Edit(writer.client, writer.seq, base, command=Invocation(name, Selection(*place), argument))


@pytest.fixture
def four(ada: Writer) -> list[str]:
    """The keys of four blocks, at revision 1."""
    accept("room", command(ada, 0, "paste", 0, 0, "one\n\ntwo\n\nthree\n\nfour"))
    return [key for key, _ in blocks("room")]


def test_a_command_over_several_blocks_says_so(ada: Writer, four: list[str]) -> None:
    first, second, third, _ = four
    (change,) = accept("room", several(ada, 1, "bold", first, 2, 3, third))
    assert texts("room") == ["on**e**", "**two**", "**thr**ee", "four"]
    assert change.caret == [first, 4, 5, third]
    (change,) = accept("room", several(ada, 2, "move-down", *change.caret))
    assert texts("room") == ["four", "on**e**", "**two**", "**thr**ee"]
    assert change.caret == [first, 4, 5, third]
    (change,) = accept("room", several(ada, 3, "delete", second, 2, 5, third))
    assert texts("room") == ["four", "on**e**", "****ee"]
    assert change.caret == [second, 2, 2]
    accept("room", *[Edit(ada.client, 9 + n, 4 + n, kind="undo") for n in range(3)])
    assert blocks("room") == list(zip(four, ["one", "two", "three", "four"], strict=True))


def test_what_others_write_in_blocks_while_they_go_stays(ada: Writer, boris: Writer, four: list[str]) -> None:
    first, second, third, _ = four
    away = several(ada, 1, "delete", first, 2, 4, third)
    accept("room", away, boris.edit(1, Insert(second, 1, "<b>")), boris.edit(1, Insert(third, 0, "<c>")))
    assert texts("room") == ["on<b><c>e", "four"]
    accept("room", ada.undo(4))
    assert blocks("room") == list(zip(four, ["on<b><c>e", "two", "three", "four"], strict=True))


def test_what_is_selected_is_what_is_there_by_now(ada: Writer, boris: Writer, four: list[str]) -> None:
    first, second, third, last = four
    accept("room", boris.edit(1, Move(third, None)), boris.edit(2, Insert(second, 0, "<")))
    accept("room", several(ada, 1, "kind", first, 0, 3, second, argument="h1"))
    assert texts("room") == ["three", "# one", "# <two", "four"]
    (change,) = accept("room", several(ada, 1, "kind", second, 1, 2, third, argument="h1"))
    assert texts("room") == ["three", "# one", "<two", "four"], "the third is above the second, which is a heading"
    assert change.caret == [second, 2, 4]
    accept("room", boris.edit(5, Join(last, second, 4), Delete(second, 4, 1)))
    accept("room", several(ada, 5, "bold", first, 2, 4, last))
    assert texts("room") == ["three", "# **one**", "**<twofour**"]


def test_a_selection_that_was_never_there_is_refused(ada: Writer, four: list[str]) -> None:
    first, second, *_ = four
    assert refuse("room", several(ada, 1, "bold", first, 0, 4, second)) == "out-of-range"
    assert refuse("room", several(ada, 1, "bold", first, 0, 0, "gone")) == "unknown-block"


def test_a_click_on_a_task_moves_no_selection(ada: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "- [ ] one\n- [ ] two")))
    (change,) = accept("room", command(ada, 1, "check", 10, 10))
    assert texts("room") == ["- [ ] one\n- [x] two"]
    assert change.caret is None


def test_thousands_of_blocks_at_once(ada: Writer) -> None:
    written = [f"paragraph {number}" for number in range(2_000)]
    accept("room", command(ada, 0, "paste", 0, 0, "\n\n".join(written)))
    keys = [key for key, _ in blocks("room")]
    accept("room", several(ada, 1, "kind", keys[1], 0, 5, keys[-2], argument="h2"))
    assert texts("room") == [written[0], *(f"## {text}" for text in written[1:-1]), written[-1]]
    accept("room", several(ada, 2, "move-to", keys[1], 0, 5, keys[-2], argument=keys[-1]))
    accept("room", several(ada, 3, "delete", keys[1], 3, 5, keys[-2]))
    assert texts("room") == [written[0], written[-1], "## ragraph 1998"]
    accept("room", *[Edit(ada.client, 9 + n, 4 + n, kind="undo") for n in range(3)])
    assert blocks("room") == list(zip(keys, written, strict=True))


def test_what_is_typed_at_once_below_a_list_is_read_as_if_it_came_line_by_line(ada: Writer) -> None:
    accept("room", typed(ada, 0, 0, "- one\n\n```py\ndef f():\npass\n```\nafter"))
    assert texts("room") == ["- one", "```py\ndef f():\npass\n```", "after"]


def test_a_newline_that_a_person_types_goes_on_with_a_list_and_others_do_not(ada: Writer) -> None:
    accept("room", typed(ada, 0, 0, "- one\n"))
    assert texts("room") == ["- one\n- "]
    accept("room", typed(ada, 1, 8, "two"), typed(ada, 2, 11, "\n"), typed(ada, 3, 14, "\n"))
    assert texts("room") == ["- one\n- two", ""]
    accept("other", ada.edit(0, Insert(B, 0, "- one\n")))
    assert texts("other") == ["- one\n"]


def test_a_burst_of_typing_is_undone_at_once(ada: Writer, boris: Writer) -> None:
    accept("room", typed(ada, 0, 0, "fir"), typed(ada, 1, 3, "st"))
    accept("room", boris.edit(2, Insert(B, 0, "<")))
    accept("room", typed(ada, 3, 6, "\n"), Edit(ada.client, 4, 4, [Insert("4x1", 0, "second")], typed=True))
    accept("room", Edit(ada.client, 5, 5, [Delete("4x1", 5, 1)], typed=True))
    assert texts("room") == ["<first", "secon"]
    expected = [["<first", "second"], ["<first"], ["<"]]
    for count, page in enumerate(expected):
        accept("room", Edit(ada.client, 6 + count, 6 + count, kind="undo"))
        assert texts("room") == page
    for count, page in enumerate([*reversed(expected[:-1]), ["<first", "secon"]]):
        accept("room", Edit(ada.client, 9 + count, 9 + count, kind="redo"))
        assert texts("room") == page


def test_a_pause_ends_a_burst(ada: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    accept("room", typed(ada, 0, 0, "one"))
    monkeypatch.setattr(batch, "BURST", timedelta(0))
    accept("room", typed(ada, 1, 3, " two"), ada.undo(2))
    assert texts("room") == ["one"]


def test_whoever_comes_back_with_another_page_undoes_what_they_did_before(boris: Writer) -> None:
    accept("room", Edit("page-one", 1, 0, [Insert(B, 0, "mine")], visitor=Visitor("ada")))
    accept("room", boris.edit(1, Insert(B, 0, "not ")))
    (undone,) = accept("room", Edit("page-two", 1, 2, kind="undo", visitor=Visitor("ada")))
    assert texts("room") == ["not "]
    assert undone.caret == [B, 4, 4]
    accept("room", boris.undo(3))
    assert texts("room") == [""]
    accept("room", Edit("page-two", 2, 4, kind="redo", visitor=Visitor("ada")))
    assert texts("room") == ["mine"]
    assert Change.objects.count() == 5


def test_a_paste_says_itself_where_blocks_begin(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one two")))
    accept("room", boris.edit(1, Insert(B, 3, " and")))
    (change,) = accept("room", command(ada, 1, "paste", 3, 3, "x\nwrapped\n\n```\ny\n```"))
    assert texts("room") == ["onex\nwrapped", "```\ny\n```", " and two"]
    assert change.caret == ["3x1", 9, 9]


def test_undoing_a_paste_takes_nothing_away_that_others_wrote(ada: Writer, boris: Writer) -> None:
    accept("room", ada.edit(0, Insert(B, 0, "one two")))
    accept("room", command(ada, 1, "paste", 3, 4, "x\n\ny\n\nz"), boris.edit(1, Insert(B, 7, "!")))
    accept("room", boris.edit(3, Insert("2x1", 1, "<mine>")), boris.edit(3, Insert("2x2", 0, "<too>")))
    assert texts("room") == ["onex", "y<mine>", "<too>ztwo!"]
    accept("room", ada.undo(5))
    assert texts("room") == ["one<mine><too> two!"]
    accept("room", ada.redo(6))
    assert "".join(texts("room")).replace("<mine>", "").replace("<too>", "") == "onexyztwo!"


def test_a_large_paste_comes_in_pieces_at_the_caret_of_the_one_before(ada: Writer) -> None:
    written = [f"paragraph {number}" for number in range(300)]
    caret = (B, 0, 0)
    for revision, at in enumerate(range(0, 300, 100)):
        text = "\n\n" * (at > 0) + "\n\n".join(written[at : at + 100])
        wanted = Invocation("paste", Selection(*caret), text)
        (change,) = accept("room", Edit(ada.client, revision + 1, revision, command=wanted))
        caret = tuple(change.caret or ())
    assert texts("room") == written
    accept("room", *[Edit(ada.client, 4 + n, 3 + n, kind="undo") for n in range(3)])
    assert texts("room") == [""]
