"""Marks around words come, and go again."""

import pytest

from .page import run


@pytest.mark.parametrize(
    ("name", "mark"), [("bold", "**"), ("italic", "*"), ("strike", "~~"), ("code", "`")], ids=lambda value: value
)
@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("a ‹word› here", "a M‹word›M here"),
        ("a wo|rd here", "a Mwo|rdM here"),
        ("a | here", "a M|M here"),
        ("|", "M|M"),
        ("😀 ‹two words›", "😀 M‹two words›M"),
    ],
)
def test_a_mark_comes_and_goes(name: str, mark: str, plain: str, marked: str) -> None:
    marked = marked.replace("M", mark)
    assert run(name, plain) == [marked]
    assert run(name, marked) == [plain]


def test_spaces_at_the_ends_stay_outside() -> None:
    assert run("bold", "a‹ word ›here")[0].replace("‹", "").replace("›", "") == "a **word** here"


def test_marks_that_are_selected_go_too() -> None:
    assert run("bold", "a ‹**word**› here") == ["a ‹word› here"]


def test_bold_and_italic_do_not_take_each_others_mark_for_their_own() -> None:
    assert run("italic", "**‹word›**") == ["***‹word›***"]
    assert run("bold", "*‹word›*") == ["***‹word›***"]
    assert run("bold", "***‹word›***") == ["*‹word›*"]
    assert run("italic", "***‹word›***") == ["**‹word›**"]


def test_a_link_leaves_its_address_to_be_typed() -> None:
    assert run("link", "see ‹this› there") == ["see [this](|) there"]
    assert run("link", "see |") == ["see [](|)"]


def test_a_link_with_an_address_is_whole() -> None:
    assert run("link", "see ‹this› there", argument="https://a.example") == ["see [this](https://a.example)| there"]
