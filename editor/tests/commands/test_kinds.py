"""A block becomes another kind, and a paragraph if it is of that kind already."""

import pytest

from .page import run

KINDS = {
    "p": "one\ntwo|",
    "h2": "## one\ntwo|",
    "bullets": "- one\n- two|",
    "numbers": "1. one\n2. two|",
    "tasks": "- [ ] one\n- [ ] two|",
    "quote": "> one\n> two|",
    "code": "```\none\ntwo|\n```",
}


@pytest.mark.parametrize("new", KINDS)
@pytest.mark.parametrize("old", [kind for kind in KINDS if kind != "code"])
def test_from_one_kind_to_another(old: str, new: str) -> None:
    expected = {"code": f"```\n{KINDS[old]}\n```", old: KINDS["p"]}.get(new, KINDS[new])  # code shows the marks
    assert run("kind", KINDS[old], argument=new) == [expected]


@pytest.mark.parametrize("new", KINDS)
def test_from_code(new: str) -> None:
    assert run("kind", KINDS["code"], argument=new) == [KINDS["p"] if new == "code" else KINDS[new]]


def test_an_empty_block_gets_its_mark_and_the_caret_stands_behind() -> None:
    assert run("kind", "|", argument="h1") == ["# |"]
    assert run("kind", "|", argument="tasks") == ["- [ ] |"]
    assert run("kind", "|", argument="code") == ["```\n|\n```"]
    assert run("kind", "# |", argument="h1") == ["|"]


def test_code_that_is_not_closed_yet() -> None:
    assert run("kind", "```py\none|", argument="p") == ["one|"]
    assert run("kind", "```|", argument="p") == ["|"]


def test_nesting_and_empty_lines_stay() -> None:
    assert run("kind", "- one\n  - two|\n\n- three", argument="numbers") == ["1. one\n  2. two|\n\n4. three"]


def test_what_is_no_kind_changes_nothing() -> None:
    assert run("kind", "one|", argument="poem") == ["one|"]
