"""Lines in and out, and what the editor adds to Enter."""

import pytest

from .page import run, typed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- b|", "- a\n  - b|"),
        ("1. a\n2. b|\n3. c", "1. a\n   1. b|\n2. c"),
        ("- a\n‹- b\n- c›", "- a\n  ‹- b\n  - c›"),
        ("- a|\n- b", "- a|\n- b"),  # there is none above it
        ("- a\n  - b|", "- a\n  - b|"),  # it is below that one already
        ("- a\n  - b\n- c|", "- a\n  - b\n    - c|"),
        ("```\na|\n```", "```\na    |\n```"),
        ("```\n‹a\nb\n```›", "```\n    ‹a\n    b\n```›"),
        ("a paragraph|", "a paragraph|"),
    ],
)
def test_indent(before: str, after: str) -> None:
    assert run("indent", before) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n  - b|", "- a\n- b|"),
        ("- a\n  - b\n    - c|", "- a\n  - b\n  - c|"),
        ("1. a\n   1. b|\n2. c", "1. a\n2. b|\n3. c"),
        ("- a|", "- a|"),
        ("```\n      a|\n```", "```\n  a|\n```"),
    ],
)
def test_outdent(before: str, after: str) -> None:
    assert run("outdent", before) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a|", ["- a\n- |"]),
        ("* a|b", ["* a\n* |b"]),
        ("9. a|", ["9. a\n10. |"]),
        ("1) a|", ["1) a\n2) |"]),
        ("- [x] a|", ["- [x] a\n- [ ] |"]),
        ("- a\n  - b|", ["- a\n  - b\n  - |"]),
        ("> a|", ["> a\n> |"]),
        ("```\n    a|", ["```\n    a\n    |"]),
        ("plain|", ["plain", "|"]),
        ("```\na|\n```", ["```\na\n|\n```"]),
    ],
)
def test_enter_goes_on_as_the_line_began(before: str, after: list[str]) -> None:
    assert typed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- |", ["- a", "|"]),
        ("- a\n- [ ] |", ["- a", "|"]),
        ("- |", ["|"]),
        ("- a\n- |\n- b", ["- a", "|", "- b"]),
        ("- a\n  - |", ["- a\n- |"]),
        ("> a\n> |", ["> a", "|"]),
    ],
)
def test_enter_where_nothing_is_written_leaves(before: str, after: list[str]) -> None:
    assert typed(before) == after


def test_what_brings_its_marks_along_gets_none() -> None:
    assert typed("- a|", text="\n- b\n- c") == ["- a\n- b\n- c|"]


def test_several_lines_typed_at_once() -> None:
    assert typed("- a|", text="\nb\nc") == ["- a\n- b\n- c|"]


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("- a|", "\n\nb", ["- a", "b|"]),
        ("- a\n- |", "\nb", ["- a", "b|"]),  # the first newline was sent by itself
        ("- [ ] a|\n- [ ] c", "\n\nb", ["- [ ] a", "b|", "- [ ] c"]),
        ("> a|", "\n\nb", ["> a", "b|"]),
        ("- a\n- |b", "\n", ["- a\n- \n- |b"]),
    ],
)
def test_what_was_typed_behind_a_newline_does_not_keep_it_from_leaving(
    before: str, text: str, after: list[str]
) -> None:
    assert typed(before, text=text) == after
