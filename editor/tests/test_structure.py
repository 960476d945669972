"""What is done to blocks as a whole: what the page looks like then, and that others' writing outlasts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.merge import MemoryBlocks, Operation, apply_all, cross, new_borders
from editor.structure import ACTIONS

from .documents import Page
from .merge.histories import START, histories

LIST, CODE = "- a\n- b", "```\na\n\n\nb\n```"
THREE = [("1", "one"), ("2", "two"), ("3", "three")]


def after(action: str, block: str, page: Page = THREE) -> Page:
    """The page after the action on the blocks whose keys are written one after another."""
    blocks = MemoryBlocks(page)
    operations = ACTIONS[action](page, list(block), "new")
    apply_all(blocks, operations)
    assert not new_borders(blocks, operations, iter(())), "all that is to be split is split"
    return blocks.items()


def test_an_empty_block_comes_below() -> None:
    assert after("add", "1") == [("1", "one"), ("new", ""), ("2", "two"), ("3", "three")]
    assert after("add", "12") == [("1", "one"), ("2", "two"), ("new", ""), ("3", "three")]


@pytest.mark.parametrize("text", [LIST, "> a", "| a |", "```\nopen", "break\\", "", "a\n"])
def test_an_empty_block_comes_below_any_kind_of_block(text: str) -> None:
    assert after("add", "1", [("1", text), ("2", "two")]) == [("1", text), ("new", ""), ("2", "two")]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\n\n\n \t\ntwo\nthree\n\nfour", ["one", "two\nthree", "four"]),
        ("- a\n\n- b", ["- a", "- b"]),
        ("one\n\n", ["one"]),
        ("\n\none", ["", "one"]),
        ("\n\n", [""]),
        ("", [""]),
        (CODE, [CODE]),
        (f"one\n\n{CODE}\n\ntwo", ["one", CODE, "two"]),
        ("````\n```\n\n```\n````\n\ntwo", ["````\n```\n\n```\n````", "two"]),
        ("~~~\nnever\n\nclosed", ["~~~\nnever\n\nclosed"]),
        ("not ``` code\n\ntwo", ["not ``` code", "two"]),
    ],
)
def test_a_block_is_split_at_its_empty_lines(text: str, blocks: list[str]) -> None:
    assert [text for _, text in after("split", "1", [("1", text), ("2", "two")])][:-1] == blocks


def test_blocks_that_were_empty_lines_go_when_their_text_is_split() -> None:
    page = [("1", "one"), ("2", ""), ("3", " "), ("4", "- a\n"), ("5", "five\n\nsix"), ("6", ""), ("7", "")]
    assert after("split", "123456", page) == [
        ("1", "one"),
        ("4", "- a"),
        ("5", "five"),
        ("newx1", "six"),
        ("7", ""),
    ]


def test_a_block_joins_the_one_above() -> None:
    assert after("join", "2") == [("1", "one\ntwo"), ("3", "three")]
    assert after("join", "23") == [("1", "one\ntwo"), ("3", "three")]
    assert after("join", "1") == THREE


@pytest.mark.parametrize(
    ("action", "block", "order"),
    [
        ("up", "1", "123"),
        ("up", "2", "213"),
        ("up", "3", "132"),
        ("up", "23", "231"),
        ("down", "1", "213"),
        ("down", "2", "132"),
        ("down", "3", "123"),
        ("down", "12", "312"),
    ],
)
def test_a_block_moves_past_its_neighbour(action: str, block: str, order: str) -> None:
    assert "".join(key for key, _ in after(action, block)) == order


def test_an_empty_block_is_removed() -> None:
    assert after("delete", "2", [("1", "one"), ("2", ""), ("3", "three")]) == [("1", "one"), ("3", "three")]
    assert after("delete", "1", [("1", ""), ("2", "two"), ("3", "three")]) == [("2", "two"), ("3", "three")]


def test_the_only_block_stays_and_so_does_one_that_is_not_empty() -> None:
    assert after("delete", "1", [("1", "")]) == [("1", "")]
    assert after("delete", "2") == THREE


@given(histories("t"), st.sampled_from(sorted(ACTIONS)), st.sampled_from([key for key, _ in START]))
def test_what_others_write_meanwhile_survives(theirs: list[Operation], action: str, block: str) -> None:
    ours, _ = cross(ACTIONS[action](START, [block], "new"), theirs)
    blocks, theirs_alone = MemoryBlocks(START), MemoryBlocks(START)
    apply_all(theirs_alone, theirs)
    apply_all(blocks, [*theirs, *ours])
    assert letters(blocks) == letters(theirs_alone)


def letters(blocks: MemoryBlocks) -> list[str]:
    return sorted(letter for _, text in blocks.items() for letter in text if not letter.isspace())
