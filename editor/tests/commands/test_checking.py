"""Tasks are done with a click, and to do again with another."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands import COMMANDS, Selection
from editor.markdown import to_html
from editor.merge import MemoryBlocks, apply_all

from ..elements import Element, parse
from .page import run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] a\n|- [ ] b", "- [ ] a\n|- [x] b"),
        ("- [x] a|", "- [ ] a|"),
        ("* [X] a|", "* [ ] a|"),
        ("> 1. - [ ] a|", "> 1. - [x] a|"),
        ("- [ ] |- [ ] a", "- [ ] |- [x] a"),
        ("- a|", "- a|"),
        ("```\n- [ ] a|\n```", "```\n- [ ] a|\n```"),
        ("```\n```\n|- [ ] a", "```\n```\n|- [x] a"),
    ],
)
def test_a_task(before: str, after: str) -> None:
    assert run("check", before) == [after]


def test_several_are_done_before_they_are_to_do_again() -> None:
    assert run("check", "‹- [ ] a\n- [x] b", "- [ ] c›") == ["‹- [x] a\n- [x] b", "- [x] c›"]
    assert run("check", "‹- [x] a\n- [x] b", "- [x] c›") == ["‹- [ ] a\n- [ ] b", "- [ ] c›"]


LINES = st.sampled_from(
    [
        *("- [ ] a", "- [x] b", "  - [ ] c", "    - [X] d", "1. [ ] e", "2) [x] f", "> - [ ] g", "- h", "i", "", "😀é"),
        *("- [ ]", "   1. - [ ] j", "- - [x] k", "```", "| [ ] |", "- \\[ ] l", "\t- [ ] m"),
    ]
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_a_click_on_a_box_ticks_that_one(text: str) -> None:
    """The place of a box is that of the nearest element around it that has one."""
    for number, (at, was_done) in enumerate(boxes(text)):
        blocks = MemoryBlocks([("b", text)])
        operations, selection = COMMANDS["check"](blocks, Selection("b", at, at), "", iter(()))
        apply_all(blocks, operations)
        assert selection is None
        expected = [done for _, done in boxes(text)]
        expected[number] = not was_done
        assert [done for _, done in boxes(blocks.text("b"))] == expected


def boxes(text: str) -> list[tuple[int, bool]]:
    return list(_boxes(parse(to_html(text)), 0))


def _boxes(element: Element, at: int) -> Iterator[tuple[int, bool]]:
    at = int(element.attributes.get("data-at") or at)
    for child in element.elements:
        if child.tag == "input":
            yield at, "checked" in child.attributes
        yield from _boxes(child, at)
