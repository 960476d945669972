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


def test_blocks_move_by_one_place() -> None:
    assert run("move-up", "a", "b", "c|") == ["a", "c|", "b"]
    assert run("move-up", "a", "b|", "c") == ["b|", "a", "c"]
    assert run("move-up", "a|", "b") == ["a|", "b"]
    assert run("move-down", "a|", "b", "c") == ["b", "a|", "c"]
    assert run("move-down", "a", "b|") == ["a", "b|"]
