"""Backspace and Delete at the borders of blocks, and blocks that move."""

import pytest

from .page import run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["# |Title"], ["|Title"]),
        (["|# Title"], ["|Title"]),
        (["- a\n- |b"], ["- a\n|b"]),
        (["- [ ] |task"], ["|task"]),
        (["> |quote"], ["|quote"]),
        (["one", "|two"], ["one|two"]),
        (["|one", "two"], ["|one", "two"]),
        (["o|ne"], ["|ne"]),
        (["one\n|two"], ["one|two"]),
        (["‹on›e"], ["|e"]),
    ],
)
def test_backspace(before: list[str], after: list[str]) -> None:
    assert run("backspace", *before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [(["one|", "two"], ["one|two"]), (["one", "two|"], ["one", "two|"]), (["o|ne"], ["o|e"]), (["‹on›e"], ["|e"])],
)
def test_delete(before: list[str], after: list[str]) -> None:
    assert run("delete", *before) == after


CODE, RULE = "```\nx\n```", "---"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([CODE, "|a"], ["```\nx|\n```", "a"]),  # nothing comes behind a fence
        ([CODE, "|"], ["```\nx|\n```"]),
        ([RULE, "|a"], ["|a"]),
        (["", f"|{CODE}"], [f"|{CODE}"]),
        (["```\n# |x\n```"], ["```\n#|x\n```"]),
        (["# a", "|b\nc"], ["# a|b", "c"]),
        (["a", "|b\nc"], ["a|b\nc"]),
    ],
)
def test_backspace_below_what_is_no_text(before: list[str], after: list[str]) -> None:
    assert run("backspace", *before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a|", CODE], ["a|", CODE]),
        (["|", CODE], [f"|{CODE}"]),
        ([f"{CODE}|", "a"], [f"{CODE}|", "a"]),
        ([f"{CODE}|", ""], [f"{CODE}|"]),
        (["a|", RULE, "b"], ["a|", "b"]),
        (["a|", "- b\n- c"], ["a|b", "- c"]),
        (["- a|\n- b"], ["- a|b"]),
        (["```\nx|\n# y\n```"], ["```\nx|# y\n```"]),
    ],
)
def test_delete_above_what_has_marks(before: list[str], after: list[str]) -> None:
    assert run("delete", *before) == after
