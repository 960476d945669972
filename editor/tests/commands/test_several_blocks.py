"""A selection over several blocks: what is in it goes, is replaced or changes, and nothing else does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands import COMMANDS, Selection
from editor.merge import MemoryBlocks, apply_all

from .page import run


@pytest.mark.parametrize("name", ["backspace", "delete"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["on‹e", "two", "th›ree"], ["on|ree"]),
        (["above", "‹one", "two›", "below"], ["above|", "below"]),
        (["‹one", "two›", "below"], ["|below"]),
        (["‹one", "two›"], ["|"]),
        (["```\nx\n```", "‹one", "two›"], ["```\nx|\n```"]),
        (["- a‹b", "- c›d\n- e"], ["- a|d\n- e"]),
        (["a‹b", "- c›d\n- e"], ["a|d", "- e"]),
        (["# a‹b", "c›d\ne"], ["# a|d", "e"]),
        (["# a‹b", "- ›c"], ["# a|c"]),
        (["a‹", "›- b"], ["a|b"]),
        (["‹a", "- ›b"], ["|b"]),
    ],
)
def test_the_text_between_goes_and_the_ends_join(name: str, before: list[str], after: list[str]) -> None:
    assert run(name, *before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["```\na‹b\n```", "c›d"], ["```\na|\n```", "d"]),
        (["a‹b", "```\nc›d\n```"], ["a|", "```\nd\n```"]),
        (["a‹b", "``›`\nc\n```"], ["a|", "```\nc\n```"]),
        (["a‹b", "```\nc\n```›", "d"], ["a|", "d"]),
        (["```\na‹b\n```", "```\nc›d\n```"], ["```\na|\n```", "```\nd\n```"]),
        (["‹a", "```\nb›c\n```"], ["|", "```\nc\n```"]),
        (["```\na‹b", "x", "c›d"], ["```\na|", "d"]),
    ],
)
def test_code_keeps_its_fences(before: list[str], after: list[str]) -> None:
    assert run("delete", *before) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("X", ["a", "onX|ree", "z"]),
        ("X\n\n- Y", ["a", "onX", "- Y|ree", "z"]),
        ("\n", ["a", "on", "|ree", "z"]),
        ("https://a.example", ["a", "onhttps://a.example|ree", "z"]),
    ],
)
def test_what_is_typed_or_pasted_comes_in_its_place(text: str, after: list[str]) -> None:
    assert run("paste", "a", "on‹e", "two", "th›ree", "z", argument=text) == after


def test_what_is_put_over_whole_blocks_is_a_block() -> None:
    assert run("paste", "a", "‹# one", "two›", "z", argument="X") == ["a", "X|", "z"]
    assert run("paste-html", "a", "‹one", "two›", "z", argument="<h2>X</h2>") == ["a", "## X|", "z"]


def test_enter_goes_on_with_a_list() -> None:
    assert run("paste", "- a‹b", "x", "- c›d", argument="\n") == ["- a\n- |d"]


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("h2", ["## on‹e", "", "## two\nthree", "## fo›ur"]),
        ("bullets", ["- on‹e", "", "- two\n- three", "- fo›ur"]),
        ("numbers", ["1. on‹e", "", "2. two\n3. three", "4. fo›ur"]),
        ("code", ["```\non‹e\n```", "", "```\n- two\nthree\n```", "```\n> fo›ur\n```"]),
    ],
)
def test_each_block_turns(kind: str, after: list[str]) -> None:
    before = ["on‹e", "", "- two\nthree", "> fo›ur"]
    assert run("kind", *before, argument=kind) == after
    plain = ["on‹e", "", "- two\nthree" if kind == "code" else "two\nthree", ("> " * (kind == "code")) + "fo›ur"]
    assert run("kind", *after, argument=kind) == plain


def test_the_block_at_whose_start_it_ends_is_left_alone() -> None:
    assert run("kind", "‹one", "›two", argument="h1") == ["# ‹one", "›two"]
    assert run("bold", "‹one", "›two") == ["**‹one**", "›two"]


def test_words_in_each_block_get_marks_and_lose_them_again() -> None:
    plain, marked = ["on‹e", "- two", "# th›ree"], ["on**‹e**", "- **two**", "# **th›**ree"]
    assert run("bold", *plain) == marked
    assert run("bold", *marked) == plain
    assert run("bold", "on‹e", "**two›**") == ["on**‹e**", "**two›**"]


def test_a_link_is_made_of_what_is_in_its_first_line() -> None:
    assert run("link", "on‹e", "two›", argument="https://a.example") == ["on[e](https://a.example)|", "two"]


def test_each_list_goes_in_and_out() -> None:
    assert run("indent", "- a\n- ‹b", "- c\n- d›") == ["- a\n  - ‹b", "- c\n- d›"]
    assert run("outdent", "- a\n  - ‹b", "- c\n  - d›") == ["- a\n- ‹b", "- c\n- d›"]


TEXTS = st.sampled_from(["", "a", "# bb", "- c\n- dd", "> e", "```\nf\ng\n```", "two\nlines", "---", "1. x\n   - y"])


@given(st.lists(TEXTS, min_size=2, max_size=6), st.data(), st.sampled_from(["backspace", "delete", "paste"]))
def test_nothing_outside_changes_and_undo_restores(texts: list[str], data: st.DataObject, name: str) -> None:
    page = [(f"b{number}", text) for number, text in enumerate(texts)]
    first = data.draw(st.integers(0, len(page) - 2))
    last = data.draw(st.integers(first + 1, len(page) - 1))
    start = data.draw(st.integers(0, len(texts[first])))
    end = data.draw(st.integers(0, len(texts[last])))
    blocks, selection = MemoryBlocks(page), Selection(page[first][0], start, end, page[last][0])
    operations, caret = COMMANDS[name](blocks, selection, "X", iter(["n1", "n2"]))
    inverse = apply_all(blocks, operations)

    left = blocks.items()
    assert left, "there is a block to write in"
    assert caret
    assert caret.start == caret.end <= len(blocks.text(caret.block))
    assert left[:first] == page[:first]
    assert left[len(left) - len(page) + last + 1 :] == page[last + 1 :]
    words = re.findall("[a-z]", texts[first][:start] + texts[last][end:])
    here = "".join(text for _, text in left[first : len(left) - len(page) + last + 1])
    assert re.findall("[a-z]", here) == words
    assert here.count("X") == (name == "paste")
    apply_all(blocks, inverse)
    assert blocks.items() == page
