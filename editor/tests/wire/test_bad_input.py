"""What is not of the contract gets its answer and one line in the log; nobody else notices, and nothing changes."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest

from .client import Client
from .conftest import Enter, Log, Markdown

MIB = 1_048_576
NOTICE = {"dialog", "p", "label", "textarea", "form", "button"}


def edit(*ops: Any, seq: Any = 1, base: Any = 1) -> dict[str, Any]:
    return {"type": "edit", "seq": seq, "base": base, "ops": ops}


CLOSING = {
    "no JSON": "hello",
    "half of it": '{"type": "edit", "seq": 1',
    "nothing": "",
    "a list": "[]",
    "deep": "[" * 100_000,
    "binary": json.dumps(edit(["ins", "1", 0, "x"])).encode(),
    "unknown type": {"type": "format", "seq": 1, "base": 1},
    "unknown type of emoji": {"type": "😀" * 1_000},
    "no type": {"seq": 1, "base": 1, "ops": []},
    "no seq": {"type": "edit", "base": 1, "ops": []},
    "no base": {"type": "edit", "seq": 1, "ops": []},
    "no operations": {"type": "edit", "seq": 1, "base": 1},
    "a seq that is no number": edit(seq="1"),
    "a seq below zero": edit(seq=-1),
    "a seq beyond all numbers": edit(seq=10**30),
    "a base that is no whole number": edit(base=0.5),
    "an undo of nothing": {"type": "undo"},
    "a caret nowhere": {"type": "caret", "base": 1},
    "a caret at no place": {"type": "caret", "base": 1, "caret": ["1", -1, 0]},
}
REFUSED = {
    "behind the end": (edit(["ins", "1", 7, "x"]), "out-of-range"),
    "deleting too much": (edit(["del", "1", 0, 7]), "out-of-range"),
    "far behind the end": (edit(["ins", "1", 10**40, "x"]), "out-of-range"),
    "a split at no newline": (edit(["split", "1", 2, "new"]), "out-of-range"),
    "a join at the wrong place": (edit(["join", "1x1", "1", 3]), "out-of-range"),
    "the last of several": (edit(["ins", "1", 0, "x"], ["del", "1x1", 0, 1], ["del", "1", 9, 9]), "out-of-range"),
    "a block that does not exist": (edit(["ins", "nowhere", 0, "x"]), "unknown-block"),
    "a revision that is not yet": (edit(["ins", "1", 0, "x"], base=2), "unknown-revision"),
    "below zero": (edit(["ins", "1", -1, "x"]), "malformed"),
    "an unknown operation": (edit(["bold", "1", 0, 3]), "malformed"),
    "no operation": (edit("ins"), "malformed"),
    "a key that is none": (edit(["ins", '"><script>', 0, "x"]), "malformed"),
    "a lone surrogate": (r'{"type": "edit", "seq": 1, "base": 1, "ops": [["ins", "1", 0, "\ud83d"]]}', "malformed"),
    "the other half": (r'{"type": "edit", "seq": 1, "base": 1, "ops": [["ins", "1", 0, "x\ude00"]]}', "malformed"),
    "a NUL": (edit(["ins", "1", 0, "a\x00b"]), "malformed"),
    "a carriage return": (edit(["ins", "1", 0, "a\r\nb"]), "malformed"),
    "a frame over the limit": (edit(["ins", "1", 0, "x" * MIB]), "too-large"),
    "a frame far over the limit": (edit(["ins", "1", 0, "x" * 8 * MIB]), "too-large"),
    "a block over the limit": (edit(["ins", "1", 0, "x" * 100_000]), "too-large"),
    "too many operations": (edit(*[["ins", "1", 0, "x"]] * 5_001), "too-large"),
}


def cases(of: Mapping[str, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", of.values(), ids=of.keys())


async def two_in_a_room(enter: Enter) -> tuple[Client, Client]:
    """At revision 1, which Boris wrote, so that the first edit is still Ada's to make."""
    ada, boris = await enter("ada"), await enter("boris")
    await boris.do(["ins", "1", 0, "stays\nhere"])
    await ada.sees("stays", "here")
    await boris.settled()
    return ada, boris


async def assert_unnoticed(boris: Client, markdown: Markdown, frames: int) -> None:
    """Boris has been sent nothing, for the next that he is sent is what he does himself now."""
    revision = boris.revision
    await boris.do(["ins", "1", 0, "!"])
    await boris.settled()
    (answer,) = boris.news[frames:]
    assert [(change.rev, change.by) for change in answer.changes] == [(revision + 1, boris.name)]
    assert await asyncio.to_thread(markdown) == "!stays\n\nhere"


@cases(CLOSING)
async def test_what_is_not_of_the_contract_closes_the_connection(
    enter: Enter, log: Log, markdown: Markdown, case: str | bytes | dict[str, Any]
) -> None:
    ada, boris = await two_in_a_room(enter)
    frames = len(boris.news)
    await ada.send(case)
    assert await ada.closed() == 4400
    assert len(log.lines()) == 1
    await assert_unnoticed(boris, markdown, frames)


@cases(REFUSED)
async def test_an_edit_that_cannot_be_taken_is_refused(
    enter: Enter, log: Log, markdown: Markdown, case: tuple[str | dict[str, Any], str]
) -> None:
    message, code = case
    ada, boris = await two_in_a_room(enter)
    before, frames = len(ada.news), len(boris.news)

    await ada.send(message)
    await ada.until(lambda: bool(ada.news[before:]))
    (refusal,) = ada.news[before:]
    assert refusal.refused == {"seq": 1, "code": code}
    assert (refusal.changes, refusal.ids) == ([], ["notices"])
    assert refusal.partials[0].one("p").text(), "the person is told"
    assert {each.tag for each in refusal.partials[0].all()} <= NOTICE
    assert len(log.lines()) == 1
    await assert_unnoticed(boris, markdown, frames)

    await ada.do(["ins", "1", 0, "?"])  # with the same number, on the same connection
    await boris.sees("?!stays", "here")


async def test_what_comes_behind_a_frame_that_closes_is_not_taken(enter: Enter, log: Log, markdown: Markdown) -> None:
    ada, boris = await two_in_a_room(enter)
    frames = len(boris.news)
    await asyncio.gather(*[ada.send(each) for each in ("no JSON", edit(["ins", "1", 0, "x"]), "none either")])
    assert await ada.closed() == 4400
    assert len(log.lines()) == 1
    await assert_unnoticed(boris, markdown, frames)


async def test_as_much_as_a_frame_holds_is_taken(enter: Enter, markdown: Markdown) -> None:
    ada, boris = await two_in_a_room(enter)
    text = "\n".join("é" * 50_000 for _ in range(10))
    message = json.dumps(edit(["ins", "1", 5, "\n" + text]), ensure_ascii=False)
    message += " " * (MIB - len(message.encode()))

    await ada.send(message)
    await boris.sees("stays", *text.split("\n"), "here")
    assert await asyncio.to_thread(markdown) == "\n\n".join(boris.texts)


async def test_unknown_fields_and_carets_change_nothing(enter: Enter, log: Log, markdown: Markdown) -> None:
    ada, boris = await two_in_a_room(enter)
    frames = len(boris.news)
    await ada.send({"type": "caret", "base": 1, "caret": ["1", 0, 5]})
    await ada.send({"type": "caret", "base": 1, "caret": None, "colour": "red"})
    await assert_unnoticed(boris, markdown, frames)
    await ada.send(edit(["ins", "1", 0, "?"]) | {"caret": ["1", 1, 1], "by": boris.name})
    await boris.sees("!?stays", "here")
    assert boris.news[-1].changes[-1].by == ada.name
    assert log.lines() == []
