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


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        ("- one\n  - two|\n\n- three", "numbers", "1. one\n   1. two|\n\n2. three"),
        ("10. one\n    1. two|\n11. three", "bullets", "- one\n  - two|\n- three"),
        ("- one\n  more|\n- two", "numbers", "1. one\n   more|\n2. two"),
        ("- one\n  - two|", "quote", "> one\n> two|"),
        ("1. one\n   1. two|", "p", "one\ntwo|"),
        ("- [x] one\n- two|", "tasks", "- [x] one\n- [ ] two|"),
        ("- [x] one|", "tasks", "one|"),
        ("1. one\n1. two|", "numbers", "one\ntwo|"),
        ("one\n\ntwo|", "quote", "> one\n> \n> two|"),
    ],
)
def test_lists_in_lists_and_empty_lines_stay(before: str, kind: str, after: str) -> None:
    assert run("kind", before, argument=kind) == [after]


def test_what_has_fences_in_it_gets_longer_ones() -> None:
    assert run("kind", "see ```x```|", argument="code") == ["````\nsee ```x```|\n````"]


@pytest.mark.parametrize("text", ["---|", "$$\nx|\n$$"])
def test_what_has_no_words_stays(text: str) -> None:
    assert run("kind", text, argument="bullets") == [text]


def test_what_is_no_kind_changes_nothing() -> None:
    assert run("kind", "one|", argument="poem") == ["one|"]
