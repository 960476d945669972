"""Maths: what is TeX is drawn, and what is not is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.markdown import to_html
from editor.markdown.formulas import LONGEST, MOST_GROUPS

from .elements import parse

DEEP = ["{", r"\sqrt ", r"\frac", "^{", r"\left(", r"\bar", r"\begin{matrix}", r"\text{$", "x^"]
PIECES = ["x", "1", "+", "^", "_", "{", "}", "&", "\\", r"\frac", r"\sqrt", "\n", " ", "<", '"', "#"]
BAD = [r"\frac{", r"\undefined", "{", "}", "a & b", r"\begin{x}", r"\def\a{\a}\a", "x^", "^^", r"\left(", "#1"]


@pytest.mark.parametrize("latex", BAD)
def test_bad_tex_shows_its_source_and_the_reason(latex: str) -> None:
    for source in (f"$${latex}$$", f"$$\n{latex}\n$$"):
        (code,) = parse(to_html(source)).elements
        assert (code.tag, code.attributes["class"], code.text()) == ("code", "tex", source)
        assert code.attributes["title"]


@pytest.mark.parametrize("latex", ["{" * (MOST_GROUPS + 1), "x" * (LONGEST + 1), r"\sqrt " * LONGEST])
def test_what_is_too_deep_or_too_long_is_not_tried(latex: str) -> None:
    assert parse(to_html(f"$${latex}$$")).one("code").text() == f"$${latex}$$"


@pytest.mark.parametrize("piece", DEEP)
def test_nesting_as_deep_as_it_may_be_is_survived(piece: str) -> None:
    assert to_html(f"$$\n{piece * (LONGEST // len(piece))}\n$$")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_formula_is_an_error(latex: str) -> None:
    assert to_html(f"$${latex}$$")
    assert to_html(f"${latex}$")


def test_columns_are_set_with_classes() -> None:
    (table,) = parse(to_html("$$\n\\begin{align*}a &= b\\end{align*}\n$$")).one("math").elements
    assert table.attributes["class"] == "wide"
    assert [each.attributes["class"] for each in table.elements[0].elements] == ["half", "right", "left", "half"]
