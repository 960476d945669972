"""Blocks move, alone and together, and go on being selected."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands import COMMANDS, Selection
from editor.merge import MemoryBlocks, apply_all

from .page import run

KEYS = list("abcdefgh")


def test_blocks_move_by_one_place() -> None:
    assert run("move-up", "a", "b", "c|") == ["a", "c|", "b"]
    assert run("move-up", "a", "b|", "c") == ["b|", "a", "c"]
    assert run("move-up", "a|", "b") == ["a|", "b"]
    assert run("move-down", "a|", "b", "c") == ["b", "a|", "c"]
    assert run("move-down", "a", "b|") == ["a", "b|"]


def test_several_move_as_one() -> None:
    assert run("move-up", "a", "‹b", "c›", "d") == ["‹b", "c›", "a", "d"]
    assert run("move-up", "‹b", "c›", "d") == ["‹b", "c›", "d"]
    assert run("move-down", "a", "‹b", "c›", "d") == ["a", "d", "‹b", "c›"]
    assert run("move-down", "a", "‹b", "c›") == ["a", "‹b", "c›"]


def test_the_block_at_whose_start_the_selection_ends_stays() -> None:
    assert run("move-down", "a", "‹b", "›c", "d") == ["a", "c", "‹b›", "d"]
    assert run("move-down", "a", "‹b", "›", "d") == ["a", "d", "‹b", "›"]


@pytest.mark.parametrize(
    ("target", "after"),
    [
        ("b4", ["a", "d", "e", "‹b", "c›"]),
        ("b0", ["a", "‹b", "c›", "d", "e"]),
        ("", ["‹b", "c›", "a", "d", "e"]),
        *((nothing, ["a", "‹b", "c›", "d", "e"]) for nothing in ("b1", "b2", "gone")),
    ],
)
def test_to_another_place(target: str, after: list[str]) -> None:
    assert run("move-to", "a", "‹b", "c›", "d", "e", argument=target) == after


@given(st.data(), st.sampled_from(["move-up", "move-down", "move-to"]))
def test_whatever_moves_the_order_of_all_that_moves_and_of_all_that_stays_is_kept(data: Any, name: str) -> None:
    blocks = MemoryBlocks([(key, key) for key in KEYS])
    first = data.draw(st.integers(0, len(KEYS) - 1))
    last = data.draw(st.integers(first, len(KEYS) - 1))
    run = KEYS[first : last + 1]
    target = data.draw(st.sampled_from(["", *KEYS]))
    operations, selection = COMMANDS[name](blocks, Selection(run[0], 0, 1, run[-1]), target, iter(()))
    inverse = apply_all(blocks, operations)
    order = [key for key, _ in blocks.items()]
    at = order.index(run[0])
    assert selection == Selection(run[0], 0, 1, run[-1])
    assert order[at : at + len(run)] == run
    assert [key for key in order if key not in run] == [key for key in KEYS if key not in run]
    if name == "move-to" and target not in run:
        assert order[at - 1 : at] == ([target] if target else [])
    apply_all(blocks, inverse)
    assert [key for key, _ in blocks.items()] == KEYS
