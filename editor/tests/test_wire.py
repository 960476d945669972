"""What a frame from a browser says, or why it says nothing."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from editor import wire
from editor.edit import Edit
from editor.merge import Delete, Insert, Join, Move, Split
from editor.wire import Caret, NotOfTheContract, RefusedFrame, parse

CLIENT = "ada-0001"


def said(**message: Any) -> Edit | Caret:
    return parse(json.dumps(message), CLIENT)


def edit(*ops: Any, **more: Any) -> Edit | Caret:
    return said(**{"type": "edit", "seq": 7, "base": 41, "ops": ops} | more)


def test_an_edit() -> None:
    assert edit(
        ["ins", "1", 0, "é😀"], ["del", "1x1", 2, 3], ["split", "1", 4, "2"], ["join", "2", "1", 4], ["move", "2", None]
    ) == Edit(
        CLIENT,
        7,
        41,
        [Insert("1", 0, "é😀"), Delete("1x1", 2, 3), Split("1", 4, "2"), Join("2", "1", 4), Move("2", None)],
    )


def test_an_edit_of_nothing_is_an_edit() -> None:
    assert edit() == Edit(CLIENT, 7, 41, [])


def test_undo_and_redo() -> None:
    assert said(type="undo", seq=8, base=42) == Edit(CLIENT, 8, 42, kind="undo")
    assert said(type="redo", seq=8, base=42) == Edit(CLIENT, 8, 42, kind="redo")


def test_a_caret() -> None:
    assert said(type="caret", base=42, caret=["1", 5, 9]) == Caret(42, ("1", 5, 9))
    assert said(type="caret", base=42, caret=["1", 5, 0, "2"]) == Caret(42, ("1", 5, 0, "2"))
    assert said(type="caret", base=42, caret=["1", 5, 9, "1"]) == Caret(42, ("1", 5, 9))
    assert said(type="caret", base=42, caret=None) == Caret(42, None)


def test_unknown_fields_are_ignored() -> None:
    assert edit(["move", "1", "2"], caret=["1", 0, 0], client="boris-01", new=[{}]) == Edit(
        CLIENT, 7, 41, [Move("1", "2")]
    )


NOT_OF_THE_CONTRACT = [
    *("", "no JSON", "{", "{'type': 'undo'}", "[" * 100_000, "1" * 10_000, "NaN"),
    *("null", "7", '"edit"', "[]", '["edit"]', "{}", '{"seq": 1}', '{"type": 7}', '{"type": null}'),
    *('{"type": "hello"}', '{"type": "Edit", "seq": 1, "base": 0, "ops": []}', '{"type": "\\ud800", "seq": 1}'),
    *('{"type": "edit"}', '{"type": "edit", "seq": 1, "base": 0}', '{"type": "edit", "seq": 1, "ops": []}'),
    *('{"type": "undo", "seq": 1}', '{"type": "undo", "base": 1}', '{"type": "redo"}', '{"type": "caret", "base": 0}'),
    *(f'{{"type": "edit", "seq": {bad}, "base": 0, "ops": []}}' for bad in ("-1", "1.0", "true", '"1"', "null", 2**63)),
    *(f'{{"type": "undo", "seq": 1, "base": {bad}}}' for bad in ("-1", "1.5", "false", "[]", "{}", 10**30)),
    *(
        f'{{"type": "caret", "base": 0, "caret": {bad}}}'
        for bad in ("[]", '["1", 0]', '["1", 0, -1]', "[1, 0, 0]", '["1", 0, 0, 2]')
    ),
]


@pytest.mark.parametrize("frame", NOT_OF_THE_CONTRACT, ids=lambda frame: frame[:60])
def test_what_is_not_of_the_contract(frame: str) -> None:
    with pytest.raises(NotOfTheContract) as told:
        parse(frame, CLIENT)
    reason = str(told.value)
    assert reason
    assert reason.isascii()
    assert reason.isprintable()
    assert len(reason) <= 200


MALFORMED: list[Any] = [
    *(None, 7, "ins", {}, [], ["ins"], ["ins", "1", 0], ["ins", "1", 0, "x", 1], ["insert", "1", 0, "x"], [[]]),
    *(["ins", "1", 0, ""], ["ins", "1", 0, None], ["ins", "1", 0, 7], ["ins", "1", 0, ["x"]]),
    *(["ins", "1", -1, "x"], ["ins", "1", 0.0, "x"], ["ins", "1", True, "x"], ["ins", "1", "0", "x"]),
    *(["ins", "", 0, "x"], ["ins", "b-1", 0, "x"], ["ins", "é", 0, "x"], ["ins", "1\n", 0, "x"], ["ins", 1, 0, "x"]),
    *(["ins", "x" * 65, 0, "x"], ["ins", '"><script>', 0, "x"], ["ins", "\ud800", 0, "x"]),
    *(["ins", "1", 0, "\x00"], ["ins", "1", 0, "a\r\nb"], ["ins", "1", 0, "\ud83d"], ["ins", "1", 0, "a\ude00"]),
    *(["del", "1", 0, 0], ["del", "1", 0, -1], ["del", "1", 0, True], ["del", "1", 0, 1.0], ["del", "1", 0]),
    *(["split", "1", 0, "a b"], ["split", "1", 0, None], ["split", "1", -1, "2"]),
    *(["join", "2", None, 0], ["join", "2", "1", -1], ["join", "2", "a.b", 0]),
    *(["move", "1"], ["move", "1", ""], ["move", "1", 0], ["move", None, "1"]),
]


@pytest.mark.parametrize("operation", MALFORMED, ids=ascii)
def test_what_is_no_operation(operation: Any) -> None:
    with pytest.raises(RefusedFrame) as refused:
        edit(["ins", "1", 0, "fine"], operation)
    assert (refused.value.seq, refused.value.refusal.code) == (7, "malformed")
    assert refused.value.refusal.text.startswith("fine"), "what was written, to be copied"


def test_what_is_shown_of_a_text_that_no_document_can_hold() -> None:
    with pytest.raises(RefusedFrame) as refused:
        edit(["ins", "1", 0, "a\ud800b"], ["del", "1", 0, 1], ["ins", "1", 0, "c\x00"])
    assert refused.value.refusal.text == "a?b\nc\x00"


@pytest.mark.parametrize("ops", [None, {}, "ins", 7])
def test_what_are_no_operations(ops: Any) -> None:
    with pytest.raises(RefusedFrame, match="malformed"):
        said(type="edit", seq=7, base=0, ops=ops)


def test_an_emoji_written_as_a_pair_of_surrogates_is_one_character() -> None:
    frame = r'{"type": "edit", "seq": 7, "base": 41, "ops": [["ins", "1", 0, "\ud83d\ude00"]]}'
    assert parse(frame, CLIENT) == Edit(CLIENT, 7, 41, [Insert("1", 0, "😀")])


def test_the_limit_of_a_frame_counts_bytes(settings: Settings) -> None:
    frame = json.dumps({"type": "edit", "seq": 7, "base": 0, "ops": [["ins", "1", 0, "é" * 50]]}, ensure_ascii=False)
    settings.LONGHAND_MAX_FRAME = len(frame.encode())
    assert isinstance(parse(frame, CLIENT), Edit)
    settings.LONGHAND_MAX_FRAME -= 1
    with pytest.raises(RefusedFrame) as refused:
        parse(frame, CLIENT)
    assert (refused.value.seq, refused.value.refusal.code) == (7, "too-large")


def test_so_does_that_of_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = json.dumps(
        {"type": "command", "seq": 7, "base": 0, "name": "paste", "caret": ["1", 0, 0], "argument": "xyz"}
    )
    monkeypatch.setattr(wire, "MOST_PASTED", len(frame))
    assert isinstance(parse(frame, CLIENT), Edit)
    monkeypatch.setattr(wire, "MOST_PASTED", len(frame) - 1)
    with pytest.raises(RefusedFrame) as refused:
        parse(frame, CLIENT)
    assert (refused.value.refusal.code, refused.value.refusal.text) == ("too-large", "xyz")


def test_an_edit_has_a_limit_of_operations() -> None:
    assert isinstance(edit(*[["del", "1", 0, 1]] * 5_000), Edit)
    with pytest.raises(RefusedFrame, match="too-large"):
        edit(*[["del", "1", 0, 1]] * 5_001)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5)
MESSAGES = st.dictionaries(
    st.sampled_from(["type", "seq", "base", "ops", "caret"]),
    JSON | st.sampled_from(["edit", "undo", "redo", "caret"]) | st.integers(0, 9),
)


@given(st.text() | MESSAGES.map(json.dumps))
def test_whatever_comes_is_understood_or_turned_away(frame: str) -> None:
    with suppress(NotOfTheContract, RefusedFrame):
        assert isinstance(parse(frame, CLIENT), Edit | Caret)
